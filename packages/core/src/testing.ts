/**
 * What an application needs to test its use of BitGPT without BitGPT. Nothing here is part of
 * `effect-bitgpt` itself, so none of it gets into production bundles.
 *
 * - {@link BitGptTest}: all services over a BitGPT in memory, for code that uses them
 * - {@link layerHandlers}: one service, with the outcomes that a test gives to its methods
 * - {@link TestHttp} with the {@link Reply}s of a server: for what lies between service and network
 *
 * Everything takes its time from Effect's `Clock`, so under `TestClock` no test waits.
 *
 * @module
 */
export {
  BitGptTest,
  type BitGptTestService,
  type Outcome,
  type RecordedCall
} from "./testing/BitGptTest.js"
export { ApiKeyRecord } from "./testing/fake/records/ApiKeyRecord.js"
export { FileRecord } from "./testing/fake/records/FileRecord.js"
export { InvoiceRecord } from "./testing/fake/records/InvoiceRecord.js"
export { PaymentRecord } from "./testing/fake/records/PaymentRecord.js"
export {
  BillingSchemaRecord,
  ConfigurationRecord,
  ProductRecord
} from "./testing/fake/records/ProductRecord.js"
export { WebhookRecord } from "./testing/fake/records/WebhookRecord.js"
export { type Handler, type Handlers, layerHandlers } from "./testing/layerHandlers.js"
export { type ApiKeyOverrides, makeApiKey } from "./testing/makeApiKey.js"
export { type ApiResponseOverrides, makeApiResponse } from "./testing/makeApiResponse.js"
export { type ErrorOverrides, makeError } from "./testing/makeError.js"
export * as Reply from "./testing/Reply.js"
export { type SignedWebhook, signWebhook, type SignWebhookOptions } from "./testing/signWebhook.js"
export {
  type RecordedRequest,
  type Script,
  TestHttp,
  type TestHttpService
} from "./testing/TestHttp.js"
