import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as ScheduleDecision from "effect/ScheduleDecision"
import * as ScheduleIntervals from "effect/ScheduleIntervals"
import type { BitGptError } from "../BitGptError.js"
import type { RetryRules } from "../RetryPolicy.js"
import type { CallDescription } from "./endpoint.js"
import type { Failed } from "./failure.js"
import type { RetryBucket } from "./retryBudget.js"
import { announceRetry, countRetry } from "./telemetry.js"
import { withTimeLimit } from "./timeLimit.js"

interface Pause {
  readonly delay: Duration.Duration
  readonly scheduleState: unknown
}

const endsTheCall = (error: BitGptError): boolean =>
  !error.isRetryable || (error._tag === "TimeoutError" && error.limit === "total")

const retryAfterOf = (error: BitGptError): Duration.Duration | undefined =>
  "retryAfter" in error ? error.retryAfter : undefined

/** The pause that policy and server want before the next attempt, `undefined` if there is none. */
const nextPause = (
  rules: RetryRules,
  error: BitGptError,
  scheduleState: unknown
): Effect.Effect<Pause | undefined> =>
  Effect.gen(function* () {
    const retryAfter = retryAfterOf(error)
    if (retryAfter !== undefined && Duration.greaterThan(retryAfter, rules.maxRetryAfter)) {
      return undefined
    }
    const now = yield* Clock.currentTimeMillis
    const step: readonly [state: unknown, out: unknown, ScheduleDecision.ScheduleDecision] =
      yield* rules.schedule.step(now, error, scheduleState)
    const [nextState, , decision] = step
    if (ScheduleDecision.isDone(decision)) return undefined
    const paced = Duration.millis(ScheduleIntervals.start(decision.intervals) - now)
    return { delay: retryAfter ?? paced, scheduleState: nextState }
  })

/**
 * Repeats an attempt as the rules have it. Every retry in this library happens here.
 */
export const withRetries = <A>(options: {
  readonly call: CallDescription
  readonly rules: RetryRules
  readonly bucket: RetryBucket
  /** Milliseconds left to the whole call. */
  readonly timeLeft: () => number
  /**
   * Waits for an attempt's turn under the client's own rate limit. Its failure ends the call: with the
   * error of the attempt before, or of its own where there was none.
   */
  readonly turn: Effect.Effect<void, BitGptError> | undefined
  /** Makes an attempt. Its argument says what has happened once that fails. */
  readonly attempt: (failed: Failed) => Effect.Effect<A, BitGptError>
}): Effect.Effect<A, BitGptError> => {
  const { attempt, bucket, call, rules, timeLeft, turn } = options

  // A schedule of the application's own may take time to decide.
  const pauseInTime = (error: BitGptError, scheduleState: unknown) => {
    const millis = timeLeft()
    const pause = nextPause(rules, error, scheduleState)
    return millis === Infinity
      ? pause
      : withTimeLimit(pause, millis, () => Effect.succeed(undefined))
  }

  const run = (
    tries: number,
    scheduleState: unknown,
    taken: number,
    before: Pick<BitGptError, "attempts" | "mayHaveTakenEffect">
  ): Effect.Effect<A, BitGptError> => {
    // An attempt that was not sent, as it had no token in time, is none for the caller.
    const attempts = before.attempts + 1
    const { mayHaveTakenEffect } = before
    return Effect.matchEffect(attempt({ call, attempts, mayHaveTakenEffect }), {
      onSuccess: (value) => {
        bucket.refund(rules.budget, taken)
        return Effect.succeed(value)
      },
      onFailure: (error) => {
        // Negated, so that NaN is no retries.
        if (endsTheCall(error) || !(tries <= rules.maxRetries)) return Effect.fail(error)
        return Effect.flatMap(pauseInTime(error, scheduleState), (pause) => {
          if (pause === undefined || Duration.toMillis(pause.delay) >= timeLeft()) {
            return Effect.fail(error)
          }
          const cost = bucket.take(rules.budget, error)
          if (cost === undefined) {
            return Effect.zipRight(
              Effect.logDebug(`${call.operation}: no retry, the retry budget is used up`),
              Effect.fail(error)
            )
          }
          return announceRetry(call, error, tries, pause.delay).pipe(
            Effect.zipRight(Effect.sleep(pause.delay)),
            Effect.zipRight(turn === undefined ? Effect.void : Effect.mapError(turn, () => error)),
            // A timer may fire late.
            Effect.filterOrFail(
              () => timeLeft() > 0,
              () => error
            ),
            Effect.onError(() =>
              Effect.sync(() => {
                bucket.putBack(cost)
              })
            ),
            Effect.zipRight(countRetry(call, error)),
            Effect.flatMap(() => run(tries + 1, pause.scheduleState, cost, error))
          )
        })
      }
    })
  }

  const first = () => run(1, rules.schedule.initial, 0, { attempts: 0, mayHaveTakenEffect: false })
  return turn === undefined ? first() : Effect.flatMap(turn, first)
}
