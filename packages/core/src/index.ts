/**
 * BitGPT's API for Effect applications.
 *
 * @module
 */
export { ApiKey, ApiKeyId, ApiKeyMetrics, redactApiKey } from "./apiKeys/ApiKey.js"
export { ApiKeyChanges, ApiKeyInput, NewApiKey } from "./apiKeys/ApiKeyInput.js"
export * as ApiKeyPredicate from "./apiKeys/ApiKeyPredicate.js"
export { ApiKeys } from "./apiKeys/ApiKeys.js"
export { ApiKeySummary, MaskedSecret } from "./apiKeys/ApiKeySummary.js"
export { IpRange } from "./apiKeys/IpRange.js"
export { isKnownScope, type KnownScope, knownScopes, Scope } from "./apiKeys/Scope.js"
export * as BitGpt from "./BitGpt.js"
export * as BitGptClient from "./BitGptClient.js"
export {
  AuthenticationError,
  BitGptError,
  DecodeError,
  isBitGptError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  SafeCause,
  ServerError,
  TimeoutError,
  TransportError,
  UnexpectedStatusError,
  ValidationError
} from "./errors/BitGptError.js"
export {
  type ApiResponse,
  Envelope,
  type EnvelopeInfo,
  type Environment
} from "./internal/answer/envelope.js"
export { IdempotencyKeys } from "./internal/call/idempotencyKey.js"
export * as Telemetry from "./internal/call/metrics.js"
export {
  RateLimitPolicy,
  type RateLimitPolicyConfig,
  type RateLimitPolicyOptions,
  type RateLimitPolicyValues
} from "./policies/RateLimitPolicy.js"
export {
  type BackoffOptions,
  type RetryBudget,
  type RetryBudgetOptions,
  RetryPolicy,
  type RetryPolicyConfig,
  type RetryPolicyOptions,
  type RetryPolicyValues,
  type ScheduleOptions
} from "./policies/RetryPolicy.js"
export {
  TimeoutPolicy,
  type TimeoutPolicyConfig,
  type TimeoutPolicyOptions,
  type TimeoutPolicyValues
} from "./policies/TimeoutPolicy.js"
