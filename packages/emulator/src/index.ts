/**
 * A local server that behaves like the BitGPT API.
 *
 * @module
 */
export { ApiKeyRecord, type Collection } from "effect-bitgpt/fake"
export { Emulator, type EmulatorOptions, type EmulatorService } from "./Emulator.js"
export { DataFileError, type EmulatorError, ListenError } from "./EmulatorError.js"
export * as Fault from "./Fault.js"
export * as FaultRule from "./FaultRule.js"
export { Origin } from "./Origin.js"
export * as RateLimit from "./RateLimit.js"
export type { Outcome, RecordedRequest } from "./RecordedRequest.js"
