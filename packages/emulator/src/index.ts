/**
 * A local server that behaves like the BitGPT API.
 *
 * @module
 */
export {
  ApiKeyRecord,
  BillingSchemaRecord,
  type Checkout,
  type Collection,
  ConfigurationRecord,
  type Delivery,
  type DeliveryAttempt,
  type FakeCollections,
  FileRecord,
  InvoiceRecord,
  PaymentRecord,
  PaymentRefused,
  type PayOptions,
  ProductRecord,
  WebhookRecord
} from "effect-bitgpt/fake"
export * as DeliveryFault from "./DeliveryFault.js"
export { Emulator } from "./Emulator.js"
export type { EmulatorOptions, EmulatorService } from "./EmulatorService.js"
export { DataFileError, type EmulatorError, ListenError } from "./EmulatorError.js"
export * as Fault from "./Fault.js"
export * as FaultRule from "./FaultRule.js"
export { Origin } from "./Origin.js"
export * as RateLimit from "./RateLimit.js"
export type { Outcome, RecordedRequest } from "./RecordedRequest.js"
