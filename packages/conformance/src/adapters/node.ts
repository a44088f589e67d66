/**
 * effect-bitgpt over undici's dispatcher, as `effect-bitgpt/node` has it.
 *
 * @module
 */
import type * as Undici from "@effect/platform-node/Undici"
import { BitGptNode } from "effect-bitgpt/node"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Adapter, Task } from "../Adapter.js"
import * as InFlight from "../InFlight.js"
import { clientOptions, perform } from "../internal/effectBitGpt.js"
import { undiciAgent } from "../internal/undiciAgent.js"
import { type Performers, performersWith } from "./anywhere.js"

/** Adds headers to each request. The client gives its own as a record. */
const withHeaders =
  (headers: Task["headers"]): Undici.Dispatcher.DispatcherComposeInterceptor =>
  (dispatch) =>
  (options, handler) =>
    dispatch({ ...options, headers: Object.assign({}, options.headers, headers) }, handler)

const agentFor = (task: Task) =>
  Effect.map(undiciAgent(task), (agent) => agent.compose(withHeaders(task.headers)))

/** Whether a task needs an agent that the layer does not make by itself. */
const needsAgent = ({ headers, trustedCertificate }: Task): boolean =>
  trustedCertificate !== undefined || Object.keys(headers).length > 0

/** The client of a task, with the layer's own agent where that will do. */
const nodeClient = (task: Task) =>
  needsAgent(task)
    ? Layer.unwrapScoped(
        Effect.map(agentFor(task), (dispatcher) =>
          BitGptNode.layer({ ...clientOptions(task), dispatcher })
        )
      )
    : BitGptNode.layer(clientOptions(task))

/** Over undici's dispatcher. */
export const overNode: Adapter = {
  name: "effect-bitgpt over undici's dispatcher",
  inFlight: InFlight.undici,
  perform: perform(nodeClient)
}

/** The same for a runner in another process. */
export const performers: Performers = performersWith(nodeClient)
