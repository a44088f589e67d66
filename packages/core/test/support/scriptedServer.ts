import type { HttpClient } from "@effect/platform"
import { assert } from "@effect/vitest"
import { Context, Duration, Effect, Layer, TestClock } from "effect"
import { ApiKeys, BitGpt } from "../../src/index.js"
import { type RecordedRequest, Reply, type Script, TestHttp } from "../../src/testing.js"
import { token } from "./loopback.js"
import { getApiKey, keyId } from "./wire.js"

/** A server that has the key. */
export const found: Reply.Reply = Reply.json(getApiKey)

/** A connection that is lost before an answer comes. */
export const lost: Reply.Reply = Reply.transportError("ConnectionReset")

/** A server that follows a script and can be asked from outside of the client's effects. */
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

/** The base URL of a scripted server: not BitGPT's own, and with a path and a port. */
export const scriptedBaseUrl = "https://gateway.example:8443/bitgpt"

const isScript = (server: Script | ScriptedServer): server is Script => !("layer" in server)

/** The real client of a server that follows a script. */
export const clientOf = (
  server: Script | ScriptedServer,
  options: Partial<BitGpt.ClientOptions> = {}
): Layer.Layer<BitGpt.Services | HttpClient.HttpClient | TestHttp> =>
  BitGpt.layerNoDeps({ accessToken: token, baseUrl: scriptedBaseUrl, ...options }).pipe(
    Layer.orDie,
    Layer.provideMerge(isScript(server) ? TestHttp.layer(server) : server.layer)
  )

/** One call. */
export const getKey = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(keyId))

/** The requests that the client's server was sent. */
export const sentRequests = Effect.flatMap(TestHttp, ({ requests }) => requests)

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
