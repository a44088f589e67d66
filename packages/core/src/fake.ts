/**
 * A BitGPT in memory: it answers requests as the documented API does, keeps what was created, and lets
 * a test see and change it.
 *
 * It is written from BitGPT's documentation alone and shares no code with the client, so that what the
 * client gets wrong about the wire shows against it. It opens no socket: `effect-bitgpt-emulator` is this
 * fake behind a real server.
 *
 * @module
 */
export { type Fake, type FakeCollections, type FakeOptions, make } from "./testing/fake/Fake.js"
export { ApiKeyRecord } from "./testing/fake/records/ApiKeyRecord.js"
export { FakeState } from "./testing/fake/records/FakeState.js"
export { FileRecord } from "./testing/fake/records/FileRecord.js"
export { InvoiceRecord } from "./testing/fake/records/InvoiceRecord.js"
export { PaymentRecord } from "./testing/fake/records/PaymentRecord.js"
export {
  BillingSchemaRecord,
  ConfigurationRecord,
  ProductRecord
} from "./testing/fake/records/ProductRecord.js"
export { WebhookRecord } from "./testing/fake/records/WebhookRecord.js"
export type { Checkout } from "./testing/fake/customer/checkout.js"
export { PaymentRefused, type PayOptions } from "./testing/fake/customer/pay.js"
export type { Delivery, DeliveryAttempt } from "./testing/fake/world/deliveries.js"
export type { FakeAnswer, FakeRequest } from "./testing/fake/server/message.js"
export type { FakeRateLimit } from "./testing/fake/server/rateLimiter.js"
export type { Refusal } from "./testing/fake/server/refused.js"
export type { Collection } from "./testing/fake/world/Table.js"
export { maskSecret } from "./testing/fake/values/secrets.js"
