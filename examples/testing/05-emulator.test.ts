// The seam below your HTTP client: a real server on this machine. Use it for what only a socket has
// (resets, broken bodies, an outage), or to see your application's requests as BitGPT gets them.
import { assert, it } from "@effect/vitest"
import { ApiKeys } from "effect-bitgpt"
import { Emulator, Fault } from "effect-bitgpt-emulator"
import { BitGptNode } from "effect-bitgpt/node"
import { Effect, Layer } from "effect"

const Client = Layer.unwrapEffect(
  Effect.map(Emulator, ({ accessToken, baseUrl }) => BitGptNode.layer({ accessToken, baseUrl }))
)

it.scopedLive("gets over a server that is down and a connection that breaks", () =>
  Effect.gen(function* () {
    const emulator = yield* Emulator
    const apiKeys = yield* ApiKeys
    yield* emulator.script([Fault.status(503), Fault.resetMidBody()])

    const key = yield* apiKeys.get("api_key_0197c0ec-a197-719f-84a9-99270a79b42a")

    assert.strictEqual(key.label, "My API Key")
    const requests = yield* emulator.requests
    assert.deepStrictEqual(
      requests.map(({ outcome, status }) => [status, outcome]),
      [
        [503, "Completed"],
        [200, "BrokenOff"],
        [200, "Completed"]
      ]
    )
  }).pipe(Effect.provide(Layer.provideMerge(Client, Emulator.layer())))
)
