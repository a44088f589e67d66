import type { HttpClient } from "@effect/platform"
import { Effect, Fiber, Layer, TestClock } from "effect"
import { ApiKeys, BitGpt } from "../../src/index.js"
import { Reply, type Script, TestHttp } from "../../src/testing.js"
import { token } from "./loopback.js"
import { getApiKey } from "./wire.js"

/** One call. */
export const getKey = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(getApiKey.data.id))

/** A server that has the key. */
export const found: Reply.Reply = Reply.json(getApiKey)

/** The real client over a scripted server. */
export const clientOver = (
  script: Script,
  options: Partial<BitGpt.ClientOptions> = {}
): Layer.Layer<BitGpt.Services | HttpClient.HttpClient | TestHttp> =>
  BitGpt.layerNoDeps({ accessToken: token, ...options }).pipe(
    Layer.orDie,
    Layer.provideMerge(TestHttp.layer(script))
  )

/** The requests that the scripted server was sent. */
export const sentRequests = Effect.flatMap(TestHttp, ({ requests }) => requests)

/** How an effect ends that has five minutes on the test clock. */
export const withTime = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(effect)
    yield* TestClock.adjust("5 minutes")
    return yield* Fiber.join(fiber)
  })
