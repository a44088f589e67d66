/**
 * BitGPT's API for Effect applications.
 *
 * @module
 */
export { ApiKey, ApiKeyId, ApiKeyMetrics } from "./ApiKey.js"
export * as ApiKeyPredicate from "./ApiKeyPredicate.js"
export { ApiKeys, type ApiKeysService, type GetManyOptions } from "./ApiKeys.js"
export { ApiKeysCache, type ApiKeysCacheOptions, type ApiKeysCacheService } from "./ApiKeysCache.js"
export { ApiKeySummary, MaskedSecret } from "./ApiKeySummary.js"
export type { ApiResponse } from "./ApiResponse.js"
export * as BitGpt from "./BitGpt.js"
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
} from "./BitGptError.js"
export { CreateApiKey, CreatedApiKey } from "./CreateApiKey.js"
export { Envelope, type EnvelopeInfo, type Environment, ErrorEnvelope } from "./Envelope.js"
export { IpRange } from "./IpRange.js"
export {
  RateLimitPolicy,
  type RateLimitPolicyConfig,
  type RateLimitPolicyOptions,
  type RateLimitRules
} from "./RateLimitPolicy.js"
export {
  type BackoffOptions,
  type RetryBudget,
  type RetryBudgetOptions,
  RetryPolicy,
  type RetryPolicyConfig,
  type RetryPolicyOptions,
  type RetryRules,
  type ScheduleOptions
} from "./RetryPolicy.js"
export { isKnownScope, type KnownScope, knownScopes, Scope } from "./Scope.js"
export * as Telemetry from "./Telemetry.js"
export {
  type TimeoutLimits,
  TimeoutPolicy,
  type TimeoutPolicyConfig,
  type TimeoutPolicyOptions
} from "./TimeoutPolicy.js"
export { UpdateApiKey } from "./UpdateApiKey.js"
