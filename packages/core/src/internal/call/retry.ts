import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as ScheduleDecision from "effect/ScheduleDecision"
import * as ScheduleIntervals from "effect/ScheduleIntervals"
import type { BitGptError } from "../../errors/BitGptError.js"
import type { RetryRules } from "../../policies/RetryPolicy.js"
import { exitWithin } from "../effect3/timeLimit.js"

/** The pause before a retry. */
export interface Pause {
  readonly delay: Duration.Duration
  readonly scheduleState: unknown
}

/** Whether no policy can let a call go on after an error. */
const isFinal = (error: BitGptError): boolean =>
  !error.isRetryable || (error._tag === "TimeoutError" && error.limit === "total")

/** The pause that policy and server want before the next attempt, `undefined` if there is none. */
const wantedPause = (
  rules: RetryRules,
  error: BitGptError,
  scheduleState: unknown
): Effect.Effect<Pause | undefined> => {
  const retryAfter = "retryAfter" in error ? error.retryAfter : undefined
  if (retryAfter !== undefined && Duration.greaterThan(retryAfter, rules.maxRetryAfter)) {
    return Effect.succeed(undefined)
  }
  return Effect.clockWith((clock) => {
    const now = clock.unsafeCurrentTimeMillis()
    return Effect.map(
      rules.schedule.step(now, error, scheduleState),
      ([nextState, , decision]): Pause | undefined =>
        ScheduleDecision.isDone(decision)
          ? undefined
          : {
              delay:
                retryAfter ?? Duration.millis(ScheduleIntervals.start(decision.intervals) - now),
              scheduleState: nextState
            }
    )
  })
}

/**
 * Decides whether a call goes on after a failed attempt, and when. It doesn't where the pause would
 * outlast the call's time. A schedule of the application's own may take time to decide, too.
 */
export const pauseBeforeRetry = (
  rules: RetryRules,
  error: BitGptError,
  attempt: { readonly tries: number; readonly scheduleState: unknown },
  timeLeft: number
): Effect.Effect<Pause | undefined> => {
  // Negated, so that NaN is no retries.
  if (isFinal(error) || !(attempt.tries <= rules.maxRetries)) return Effect.succeed(undefined)
  return Effect.flatMap(
    exitWithin(wantedPause(rules, error, attempt.scheduleState), timeLeft, () =>
      Effect.exit(Effect.succeed(undefined))
    ),
    (exit) =>
      Effect.map(exit, (pause) =>
        pause === undefined || Duration.toMillis(pause.delay) >= timeLeft ? undefined : pause
      )
  )
}
