/**
 * effect-bitgpt over the platform's `fetch`, for whatever runtime this is bundled for: tasks and outcomes
 * are JSON text, so that the runner may be in another process.
 *
 * @module
 */
import { BitGpt } from "effect-bitgpt"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Schema from "effect/Schema"
import { Task } from "../Adapter.js"
import { clientOptions, perform } from "../internal/effectBitGpt.js"
import { Outcome } from "../Outcome.js"

const decodeTask = Schema.decode(Schema.parseJson(Task))
const encodeOutcome = Schema.encode(Schema.parseJson(Outcome))

const performTask = perform((task) => BitGpt.layer(clientOptions(task)))

/**
 * Performs a task. With a time given in milliseconds, the call is interrupted after it, and its outcome
 * is `Broken`.
 */
export const performJson = (task: string, interruptAfter?: number): Promise<string> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(performTask(yield* decodeTask(task)))
    if (interruptAfter !== undefined) {
      yield* Effect.sleep(interruptAfter)
      yield* Fiber.interrupt(fiber)
    }
    const outcome = yield* fiber.pipe(
      Effect.catchAllCause((cause) =>
        Effect.succeed<Outcome>({ result: { _tag: "Broken", problem: String(cause) }, texts: [] })
      )
    )
    return yield* encodeOutcome(outcome)
  }).pipe(Effect.scoped, Effect.runPromise)
