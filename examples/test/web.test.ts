import { assert, describe, it } from "@effect/vitest"
import { type ApiKey, ApiKeys, BitGpt, type BitGptError, RetryPolicy } from "effect-bitgpt"
import { layerHandlers, makeApiKey, makeError } from "effect-bitgpt/testing"
import { Emulator, Fault } from "effect-bitgpt-emulator"
import { Effect, Layer, ManagedRuntime } from "effect"
import { keysApp } from "../support/web.js"

/** What the application answers when BitGPT does this. */
const answerTo = (get: Effect.Effect<ApiKey, BitGptError>) =>
  Effect.acquireUseRelease(
    Effect.sync(() => ManagedRuntime.make(layerHandlers(ApiKeys, { get: [get] }))),
    (runtime) => Effect.promise(async () => keysApp(runtime).request("/keys/api_key_1")),
    (runtime) => runtime.disposeEffect
  )

const tags = [
  "AuthenticationError",
  "PermissionDeniedError",
  "NotFoundError",
  "ValidationError",
  "RateLimitError",
  "ServerError",
  "UnexpectedStatusError",
  "TransportError",
  "TimeoutError",
  "DecodeError"
] as const satisfies ReadonlyArray<BitGptError["_tag"]>

describe("a handler of a web framework", () => {
  it.effect("gives what BitGPT gives", () =>
    Effect.gen(function* () {
      const response = yield* answerTo(Effect.succeed(makeApiKey({ label: "Checkout" })))
      assert.strictEqual(response.status, 200)
      assert.strictEqual(yield* Effect.promise(() => response.text()), '{"label":"Checkout"}')
    })
  )

  for (const tag of tags) {
    it.effect(`has a status for ${tag}`, () =>
      Effect.gen(function* () {
        const response = yield* answerTo(makeError(tag))
        assert.include([400, 404, 502, 503, 504], response.status)
        assert.include(yield* Effect.promise(() => response.text()), `"error":"${tag}"`)
      })
    )
  }

  it.effect("tells the caller when to come back", () =>
    Effect.gen(function* () {
      const response = yield* answerTo(makeError("RateLimitError"))
      assert.strictEqual(response.status, 503)
      assert.strictEqual(response.headers.get("retry-after"), "30")
    })
  )

  it.effect("leaves a defect to the framework", () =>
    Effect.gen(function* () {
      const response = yield* answerTo(Effect.die(new Error("a bug")))
      assert.strictEqual(response.status, 500)
    })
  )

  it.scopedLive("ends the request to BitGPT when its own caller goes", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const { accessToken, baseUrl } = emulator
      yield* emulator.script([Fault.delayHeaders("1 hour")])
      const runtime = yield* Effect.acquireRelease(
        Effect.sync(() =>
          ManagedRuntime.make(
            Layer.provide(BitGpt.layer({ accessToken, baseUrl }), RetryPolicy.none)
          )
        ),
        (runtime) => runtime.disposeEffect
      )
      const caller = new AbortController()
      const response = keysApp(runtime).request("/keys/api_key_1", { signal: caller.signal })
      const outcomes = Effect.map(emulator.requests, (requests) =>
        requests.map(({ outcome }) => outcome)
      )
      yield* Effect.repeat(Effect.delay(outcomes, 5), {
        until: (all) => all.length === 1,
        times: 500
      })
      caller.abort()
      assert.strictEqual((yield* Effect.promise(async () => response)).status, 499)
      yield* Effect.repeat(Effect.delay(outcomes, 5), {
        until: ([outcome]) => outcome === "ClientClosed",
        times: 500
      })
      assert.deepStrictEqual(yield* outcomes, ["ClientClosed"])
    }).pipe(Effect.provide(Emulator.layer()))
  )
})
