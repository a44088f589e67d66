/**
 * BitGPT's API for Effect applications.
 *
 * @module
 */
export {
  Analytics,
  type AnalyticsPeriod,
  type DashboardOptions,
  knownAnalyticsPeriods
} from "./analytics/Analytics.js"
export { ApiKeyAnalytics } from "./analytics/ApiKeyAnalytics.js"
export { WebhookAnalytics } from "./analytics/WebhookAnalytics.js"
export { ApiKey, ApiKeyId, ApiKeyMetrics, redactApiKey } from "./apiKeys/ApiKey.js"
export { ApiKeyChanges, ApiKeyInput, NewApiKey } from "./apiKeys/ApiKeyInput.js"
export * as ApiKeyPredicate from "./apiKeys/ApiKeyPredicate.js"
export { ApiKeys } from "./apiKeys/ApiKeys.js"
export { ApiKeySummary, MaskedSecret } from "./apiKeys/ApiKeySummary.js"
export { IpRange } from "./apiKeys/IpRange.js"
export { type KnownScope, knownScopes, Scope } from "./apiKeys/Scope.js"
export * as BitGpt from "./BitGpt.js"
export * as BitGptClient from "./BitGptClient.js"
export * as BitGptHttpClient from "./BitGptHttpClient.js"
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
  BitGptFile,
  FileId,
  FileType,
  type KnownFileType,
  knownFileTypes
} from "./files/BitGptFile.js"
export { FileFilter, FileUpload } from "./files/FileInput.js"
export { Files } from "./files/Files.js"
export {
  type ApiResponse,
  Envelope,
  type EnvelopeInfo,
  type Environment
} from "./internal/answer/envelope.js"
export { IdempotencyKeys } from "./internal/call/idempotencyKey.js"
export type { Endpoint } from "./internal/call/endpoint.js"
export * as Telemetry from "./internal/call/metrics.js"
export type { Page } from "./internal/resource/pages.js"
export {
  Invoice,
  InvoiceId,
  InvoiceItem,
  InvoicePayment,
  InvoiceStatus,
  InvoiceSubstatus,
  type KnownInvoiceStatus,
  knownInvoiceStatuses,
  type KnownInvoiceSubstatus,
  knownInvoiceSubstatuses,
  NewInvoice
} from "./invoices/Invoice.js"
export {
  type InvoiceCreateOptions,
  type InvoiceExpansion,
  InvoiceFilter,
  InvoiceGetOptions,
  InvoiceInput,
  InvoiceItemInput,
  knownInvoiceExpansions
} from "./invoices/InvoiceInput.js"
export { Invoices } from "./invoices/Invoices.js"
export { Amount, type AmountInput, formatAmount } from "./money/Amount.js"
export { Currency, type KnownCurrency, knownCurrencies } from "./money/Currency.js"
export { Calculation } from "./payments/Calculation.js"
export { Payment, PaymentId } from "./payments/Payment.js"
export { PaymentFilter, PaymentGetOptions } from "./payments/PaymentInput.js"
export { Payments } from "./payments/Payments.js"
export {
  type KnownPaymentStatus,
  knownPaymentStatuses,
  PaymentStatus
} from "./payments/PaymentStatus.js"
export { Provider } from "./payments/Provider.js"
export { Quote, QuoteInput } from "./payments/Quote.js"
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
export { BillingConfiguration, BillingSchema, Product, ProductId } from "./products/Product.js"
export { NewProduct, ProductInput } from "./products/ProductInput.js"
export { Products } from "./products/Products.js"
export { Webhook, WebhookId } from "./webhooks/Webhook.js"
export {
  WebhookDeduplication,
  type WebhookDeduplicationMemoryOptions,
  type WebhookDeduplicationService
} from "./webhooks/WebhookDeduplication.js"
export * as WebhookDelivery from "./webhooks/WebhookDelivery.js"
export {
  type KnownWebhookEvent,
  knownWebhookEvents,
  WebhookEvent
} from "./webhooks/WebhookEvent.js"
export * as WebhookHandler from "./webhooks/WebhookHandler.js"
export { WebhookInput } from "./webhooks/WebhookInput.js"
export { Webhooks } from "./webhooks/Webhooks.js"
