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
export { type Fake, type FakeOptions, make } from "./testing/fake/Fake.js"
export { ApiKeyRecord } from "./testing/fake/records/ApiKeyRecord.js"
export { FakeState } from "./testing/fake/records/FakeState.js"
export type { FakeAnswer, FakeRequest } from "./testing/fake/server/message.js"
export type { FakeRateLimit } from "./testing/fake/server/rateLimiter.js"
export type { Refusal } from "./testing/fake/server/refused.js"
export type { Collection } from "./testing/fake/server/Table.js"
export { maskSecret } from "./testing/fake/values/secrets.js"
