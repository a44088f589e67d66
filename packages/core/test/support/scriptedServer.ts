import type { HttpClient } from "@effect/platform"
import { assert } from "@effect/vitest"
import { Context, Duration, Effect, Layer, Redacted, TestClock } from "effect"
import { ApiKeys, BitGpt } from "../../src/index.js"
import { type RecordedRequest, Reply, type Script, TestHttp } from "../../src/testing.js"
import { getApiKey } from "./wire.js"

export const keyId = getApiKey.data.id

/** A server that has the key. */
export const found: Reply.Reply = Reply.json(getApiKey)

/** A connection that is lost before an answer comes. */
export const lost: Reply.Reply = Reply.transportError("ConnectionReset")

export interface ScriptedServer {
  /** The requests so far: a test may look at any moment. */
  readonly requests: ReadonlyArray<RecordedRequest>
  readonly layer: Layer.Layer<HttpClient.HttpClient | TestHttp>
}

/** A server that follows a script, or gives every request the same reply. */
export const scripted = (script: Script | Reply.Reply): ScriptedServer => {
  const layer = TestHttp.layer(Effect.isEffect(script) ? () => script : script)
  const context = Effect.runSync(Effect.scoped(Layer.build(layer)))
  return {
    get requests() {
      return Effect.runSync(Context.get(context, TestHttp).requests)
    },
    layer: Layer.succeedContext(context)
  }
}

/** The client's settings that tests have, if they need no others. */
const settings = {
  accessToken: Redacted.make("token-of-the-tests"),
  baseUrl: "https://gateway.example:8443/bitgpt"
}

/** A client over a scripted server, as an application builds it. */
export const clientOf = (
  server: ScriptedServer,
  options: Partial<BitGpt.ClientOptions> = {}
): Layer.Layer<BitGpt.Services> =>
  BitGpt.layerNoDeps({ ...settings, ...options }).pipe(Layer.provide(server.layer), Layer.orDie)

/** One call. */
export const getKey = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(keyId))

/** The next request comes after exactly this pause: not a millisecond earlier, and not later. */
export const nextRequestAfter = (server: ScriptedServer, pause: Duration.DurationInput) =>
  Effect.gen(function* () {
    const before = server.requests.length
    const millis = Duration.toMillis(pause)
    if (millis > 0) {
      yield* TestClock.adjust(millis - 1)
      assert.lengthOf(server.requests, before, "a request came too early")
      yield* TestClock.adjust(1)
    }
    assert.lengthOf(server.requests, before + 1, "no request came in time")
  })

/** How long it was from each request to the next, in milliseconds. */
export const pausesBetween = ({ requests }: ScriptedServer): ReadonlyArray<number> =>
  requests.slice(1).map(({ sentAt }, index) => sentAt - (requests[index]?.sentAt ?? NaN))
