/**
 * effect-bitgpt over `@effect/platform-node`'s undici client.
 *
 * @module
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Undici from "@effect/platform-node/Undici"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Adapter, Task } from "../Adapter.js"
import * as InFlight from "../InFlight.js"
import { performOver } from "../internal/effectBitGpt.js"

const dispatcher = ({ trustedCertificate }: Task) =>
  Effect.acquireRelease(
    Effect.sync(
      () =>
        new Undici.Agent(
          trustedCertificate === undefined ? {} : { connect: { ca: trustedCertificate } }
        )
    ),
    (agent) => Effect.promise(() => agent.destroy())
  )

/** Over undici. */
export const overUndici: Adapter = {
  name: "effect-bitgpt over undici",
  inFlight: InFlight.undici,
  perform: performOver((task) =>
    Layer.provide(
      NodeHttpClient.layerUndiciWithoutDispatcher,
      Layer.scoped(NodeHttpClient.Dispatcher, dispatcher(task))
    )
  )
}
