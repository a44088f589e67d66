import { assert, it } from "@effect/vitest"
import { type ConfigError, Context, Effect, Layer, Redacted } from "effect"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { ApiKeys, BitGpt, BitGptClient } from "../../../src/index.js"

class OtherKeys extends Context.Tag("OtherKeys")<OtherKeys, typeof ApiKeys.Service>() {}

/** A server that notes the token of each request. */
const server = Effect.acquireRelease(
  Effect.async<{ readonly baseUrl: string; readonly tokens: Array<string>; close: () => void }>(
    (resume) => {
      const tokens: Array<string> = []
      const http = createServer((request, response) => {
        tokens.push(request.headers.authorization ?? "none")
        response.setHeader("content-type", "application/json")
        response.end(JSON.stringify({ status: 200, data: [] }))
      })
      http.listen(0, "127.0.0.1", () => {
        // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a server on a port has one
        const { port } = http.address() as AddressInfo
        const close = () => {
          http.closeAllConnections()
          http.close()
        }
        resume(Effect.succeed({ baseUrl: `http://127.0.0.1:${port}`, tokens, close }))
      })
    }
  ),
  ({ close }) => Effect.sync(close)
)

type KeysLayer = Layer.Layer<ApiKeys, ConfigError.ConfigError>

const layers: Record<string, (options: BitGptClient.ClientOptions) => KeysLayer> = {
  "all services": BitGpt.layer,
  "one service": (options) => Layer.provide(ApiKeys.layer, BitGptClient.layer(options))
}

for (const [name, layer] of Object.entries(layers)) {
  it.scopedLive(`two clients in one application each send their own token: ${name}`, () =>
    Effect.gen(function* () {
      const { baseUrl, tokens } = yield* server
      const clientOf = (token: string) => layer({ accessToken: Redacted.make(token), baseUrl })
      const Other = Layer.effect(OtherKeys, ApiKeys).pipe(Layer.provide(clientOf("second")))
      yield* Effect.gen(function* () {
        yield* (yield* ApiKeys).list()
        yield* (yield* OtherKeys).list()
      }).pipe(Effect.provide(Layer.merge(clientOf("first"), Other)))
      assert.deepStrictEqual(tokens, ["Bearer first", "Bearer second"])
    })
  )
}
