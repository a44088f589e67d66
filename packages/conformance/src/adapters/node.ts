/**
 * effect-bitgpt over undici's dispatcher, as `effect-bitgpt/node` has it.
 *
 * @module
 */
import * as Undici from "@effect/platform-node/Undici"
import { BitGptNode } from "effect-bitgpt/node"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Adapter } from "../Adapter.js"
import * as InFlight from "../InFlight.js"
import { clientOptions, perform } from "../internal/effectBitGpt.js"

const agentThatTrusts = (certificate: string) =>
  Effect.acquireRelease(
    Effect.sync(() => new Undici.Agent({ connect: { ca: certificate } })),
    (agent) => Effect.promise(() => agent.destroy())
  )

/** Over undici's dispatcher, with an agent of its own but where a certificate is to be trusted. */
export const overNode: Adapter = {
  name: "effect-bitgpt over undici's dispatcher",
  inFlight: InFlight.undici,
  perform: perform((task) =>
    task.trustedCertificate === undefined
      ? BitGptNode.layer(clientOptions(task))
      : Layer.unwrapScoped(
          Effect.map(agentThatTrusts(task.trustedCertificate), (dispatcher) =>
            BitGptNode.layer({ ...clientOptions(task), dispatcher })
          )
        )
  )
}
