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
  ApiKeyRecord,
  BillingSchemaRecord,
  ConfigurationRecord,
  FileRecord,
  InvoiceRecord,
  PaymentRecord,
  ProductRecord,
  WebhookRecord
} from "./fake.js"
export {
  BitGptTest,
  type BitGptTestService,
  type Outcome,
  type RecordedCall
} from "./testing/BitGptTest.js"
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
