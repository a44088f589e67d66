/**
 * effect-bitgpt over `@effect/platform-node`'s undici client.
 *
 * @module
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Layer from "effect/Layer"
import type { Adapter } from "../Adapter.js"
import * as InFlight from "../InFlight.js"
import { performOver } from "../internal/effectBitGpt.js"
import { undiciAgent } from "../internal/undiciAgent.js"

/** Over undici. */
export const overUndici: Adapter = {
  name: "effect-bitgpt over undici",
  inFlight: InFlight.undici,
  perform: performOver((task) =>
    Layer.provide(
      NodeHttpClient.layerUndiciWithoutDispatcher,
      Layer.scoped(NodeHttpClient.Dispatcher, undiciAgent(task))
    )
  )
}
