// The seam at the wire: the real client over a scripted server. Use it for what happens between the
// service and the network: the settings of your client, its policies, answers that are not as promised.
import { assert, it } from "@effect/vitest"
import { ApiKeys, BitGpt, TimeoutPolicy } from "effect-bitgpt"
import { makeApiKey, Reply, TestHttp } from "effect-bitgpt/testing"
import { Effect, Layer, Redacted, TestClock } from "effect"

const Client = BitGpt.layerNoDeps({
  accessToken: Redacted.make("token"),
  baseUrl: "https://gateway.example/bitgpt"
}).pipe(Layer.provide(TimeoutPolicy.layer({ attempt: "2 seconds" })))

const Server = TestHttp.layer([
  Reply.never,
  Reply.error(429, { headers: { "retry-after": "5" } }),
  Reply.success(ApiKeys.endpoints.get, makeApiKey({ label: "Checkout" }))
])

it.effect("gets a key in the end", () =>
  Effect.gen(function* () {
    const apiKeys = yield* ApiKeys
    const fiber = yield* Effect.fork(apiKeys.get("api_key_1"))
    yield* TestClock.adjust("8 seconds")
    assert.strictEqual((yield* fiber).label, "Checkout")

    const http = yield* TestHttp
    const [first, second, third] = yield* http.requests
    assert.strictEqual(first?.url, "https://gateway.example/bitgpt/developers/api_keys/api_key_1")
    assert.strictEqual((third?.sentAt ?? 0) - (second?.sentAt ?? 0), 5000)
  }).pipe(Effect.provide(Layer.provideMerge(Client, Server)))
)
