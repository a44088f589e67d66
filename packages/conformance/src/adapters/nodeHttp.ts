/**
 * effect-bitgpt over `@effect/platform-node`'s `node:http` client.
 *
 * @module
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { BitGpt } from "effect-bitgpt"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Adapter, Task } from "../Adapter.js"
import * as InFlight from "../InFlight.js"
import { clientOptions, perform } from "../internal/effectBitGpt.js"

const inFlight = InFlight.nodeHttp()

const agent = ({ trustedCertificate }: Task) =>
  Effect.tap(
    NodeHttpClient.makeAgent(trustedCertificate === undefined ? {} : { ca: trustedCertificate }),
    ({ http, https }) => Effect.zipRight(inFlight.track(http), inFlight.track(https))
  )

/** Over `node:http`. */
export const overNodeHttp: Adapter = {
  name: "effect-bitgpt over node:http",
  inFlight,
  perform: perform((task) =>
    BitGpt.layerNoDeps(clientOptions(task)).pipe(
      Layer.provide(NodeHttpClient.layerWithoutAgent),
      Layer.provide(Layer.scoped(NodeHttpClient.HttpAgent, agent(task)))
    )
  )
}
