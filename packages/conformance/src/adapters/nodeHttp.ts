/**
 * effect-bitgpt over `@effect/platform-node`'s `node:http` client.
 *
 * @module
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Adapter, Task } from "../Adapter.js"
import * as InFlight from "../InFlight.js"
import { performOver } from "../internal/effectBitGpt.js"

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
  perform: performOver((task) =>
    Layer.provide(
      NodeHttpClient.layerWithoutAgent,
      Layer.scoped(NodeHttpClient.HttpAgent, agent(task))
    )
  )
}
