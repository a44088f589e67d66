/**
 * effect-bitgpt for whatever runtime this is bundled for: tasks and outcomes are JSON text, so that the runner
 * may be in another process.
 *
 * @module
 */
import { RateLimitPolicy } from "effect-bitgpt"
import type * as ConfigError from "effect/ConfigError"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Runtime from "effect/Runtime"
import * as Scope from "effect/Scope"
import * as Schema from "effect/Schema"
import { Task } from "../Adapter.js"
import { fetchClient, perform, performCall, policiesOf } from "../internal/effectBitGpt.js"
import type { Services } from "../internal/described.js"
import { Outcome } from "../Outcome.js"

const decodeTask = Schema.decode(Schema.parseJson(Task))
const encodeOutcome = Schema.encode(Schema.parseJson(Outcome))

/** What performs tasks. */
export interface Performers {
  /**
   * Performs a task. With a time given in milliseconds, the call is interrupted after it, and its outcome
   * is `Broken`.
   */
  readonly performJson: (task: string, interruptAfter?: number) => Promise<string>
  /** Performs a task with the one client for its address, which lets a request go every 200 ms. */
  readonly performShared: (task: string) => Promise<string>
}

const oneAtOnce = RateLimitPolicy.layer({ requests: 1, interval: "200 millis", burst: 1 })

/** Performs tasks with such clients. */
export const performersWith = (
  clientFor: (task: Task) => Layer.Layer<Services, ConfigError.ConfigError>
): Performers => {
  const performTask = perform(clientFor)

  /** The clients that go on for as long as the process does, by their address. */
  const clients = new Map<string, Runtime.Runtime<Services>>()

  const sharedClient = (task: Task): Runtime.Runtime<Services> => {
    const known = clients.get(task.baseUrl)
    if (known !== undefined) return known
    const layer = clientFor(task).pipe(
      Layer.provide(Layer.merge(policiesOf(task), oneAtOnce)),
      Layer.orDie
    )
    // At once, so that no call waits for what another one has begun.
    const client = Effect.runSync(
      Effect.flatMap(Scope.make(), (scope) => Scope.extend(Layer.toRuntime(layer), scope))
    )
    clients.set(task.baseUrl, client)
    return client
  }

  return {
    performJson: (task, interruptAfter) =>
      Effect.gen(function* () {
        const fiber = yield* Effect.fork(performTask(yield* decodeTask(task)))
        if (interruptAfter !== undefined) {
          yield* Effect.sleep(interruptAfter)
          yield* Fiber.interrupt(fiber)
        }
        const outcome = yield* fiber.pipe(
          Effect.catchAllCause((cause) =>
            Effect.succeed<Outcome>({
              result: { _tag: "Broken", problem: String(cause) },
              texts: []
            })
          )
        )
        return yield* encodeOutcome(outcome)
      }).pipe(Effect.scoped, Effect.runPromise),
    performShared: async (task) => {
      const decoded = await Effect.runPromise(decodeTask(task))
      const outcome = Effect.flatMap(performCall(decoded), encodeOutcome)
      return Runtime.runPromise(sharedClient(decoded))(outcome)
    }
  }
}

/** Performs tasks over the platform's `fetch`. */
export const overFetch = performersWith(fetchClient)
