/**
 * What an application needs to test its use of BitGPT without BitGPT. Nothing here is part of
 * `effect-bitgpt` itself, so none of it gets into production bundles.
 *
 * Two seams, each with its service to look behind it:
 * - at the service: {@link ApiKeysTest}, for code that uses `ApiKeys`
 * - at the wire: {@link TestHttp} with the {@link Reply}s of a server, for what lies between: codec,
 *   errors, timeouts, retries
 *
 * Everything takes its time from Effect's `Clock`, so under `TestClock` no test waits.
 *
 * @module
 */
export {
  type ApiKeysCall,
  type ApiKeysHandlers,
  ApiKeysTest,
  type ApiKeysTestService
} from "./testing/ApiKeysTest.js"
export {
  arbitraryApiKey,
  arbitraryApiKeySummary,
  arbitraryBitGptError,
  arbitraryCreateApiKey,
  arbitraryCreatedApiKey,
  arbitraryEnvelope,
  arbitraryErrorEnvelope,
  arbitraryUpdateApiKey
} from "./testing/arbitraries.js"
export { type ApiKeyOverrides, makeApiKey } from "./testing/makeApiKey.js"
export { type ApiKeySummaryOverrides, makeApiKeySummary } from "./testing/makeApiKeySummary.js"
export { type ApiResponseOverrides, makeApiResponse } from "./testing/makeApiResponse.js"
export { type CreatedApiKeyOverrides, makeCreatedApiKey } from "./testing/makeCreatedApiKey.js"
export {
  makeAuthenticationError,
  makeDecodeError,
  makeNotFoundError,
  makePermissionDeniedError,
  makeRateLimitError,
  makeServerError,
  makeTimeoutError,
  makeTransportError,
  makeUnexpectedStatusError,
  makeValidationError
} from "./testing/makeErrors.js"
export * as Reply from "./testing/Reply.js"
export {
  type RecordedRequest,
  type Script,
  TestHttp,
  type TestHttpService
} from "./testing/TestHttp.js"
