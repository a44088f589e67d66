import { assert } from "@effect/vitest"
import { Effect } from "effect"
import type { BitGpt, BitGptError } from "../../src/index.js"
import { assertTag } from "./assertTag.js"
import { over, type SocketClient } from "./loopback.js"
import { placeholder, serverWith } from "./resources.js"

/** Asserts that a call is refused for these fields, and that nothing is sent. */
export const assertRefused = (
  client: SocketClient,
  fields: ReadonlyArray<string>,
  call: Effect.Effect<unknown, BitGptError, BitGpt.Services>
) =>
  Effect.gen(function* () {
    const server = yield* serverWith(placeholder)
    const error = yield* call.pipe(Effect.flip, over(client, server))
    assertTag(error, "ValidationError")
    assert.hasAllKeys(error.fields, [...fields])
    assert.lengthOf(server.requests, 0)
  })
