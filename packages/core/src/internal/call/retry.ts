import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as ScheduleDecision from "effect/ScheduleDecision"
import * as ScheduleIntervals from "effect/ScheduleIntervals"
import type { BitGptError } from "../../errors/BitGptError.js"
import type { RetryRules } from "../../policies/RetryPolicy.js"
import { monotonicMillis } from "../effect3/fiber.js"
import { exitWithin, isInterruption } from "../effect3/timeLimit.js"
import type { AttemptedCall, SentBefore } from "./attempt.js"
import type { RateLimiter } from "./rateLimiter.js"
import type { RetryBucket } from "./retryBudget.js"
import { recordRetry } from "./telemetry.js"

/** One of a call's attempts, before it is made. */
export interface Round extends SentBefore {
  /** 1 for the first. */
  readonly number: number
  /** Of the schedule after the attempt before it. The first has none. */
  readonly scheduleState: unknown
  /** The tokens that it has taken out of the retry budget. */
  readonly cost: number
}

export const firstRound: Round = {
  number: 1,
  scheduleState: undefined,
  cost: 0,
  attempts: 0,
  mayHaveTakenEffect: false
}

interface Pause {
  readonly delay: Duration.Duration
  readonly scheduleState: unknown
}

/** The pause that policy and server want before the next attempt, `undefined` if there is none. */
const wantedPause = (
  rules: RetryRules,
  error: BitGptError,
  round: Round
): Effect.Effect<Pause | undefined> => {
  const retryAfter = "retryAfter" in error ? error.retryAfter : undefined
  if (retryAfter !== undefined && Duration.greaterThan(retryAfter, rules.maxRetryAfter)) {
    return Effect.succeed(undefined)
  }
  return Effect.clockWith((clock) => {
    const now = clock.unsafeCurrentTimeMillis()
    return Effect.map(
      rules.schedule.step(
        now,
        error,
        round.number === 1 ? rules.schedule.initial : round.scheduleState
      ),
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
 * The pause before the next attempt, `undefined` if there is to be none. There is none where the pause
 * would outlast the call's time. A schedule of the application's own may take time to decide, too. Where it
 * interrupts itself, there is no retry, and the call is not interrupted.
 */
const pauseBefore = (
  rules: RetryRules,
  error: BitGptError,
  round: Round,
  timeLeft: number
): Effect.Effect<Pause | undefined> =>
  Effect.flatMap(
    exitWithin(wantedPause(rules, error, round), timeLeft, () => Effect.succeed(undefined)),
    (exit) =>
      exit === undefined || isInterruption(exit)
        ? Effect.succeed(undefined)
        : Effect.map(exit, (pause) =>
            pause === undefined || Duration.toMillis(pause.delay) >= timeLeft ? undefined : pause
          )
  )

/**
 * Makes what follows a failed attempt in the calls of one client: the next round, after a pause, or the
 * error. Every retry is decided here.
 */
export const makeRetry = (bucket: RetryBucket, limiter: RateLimiter | undefined) => {
  const nextRound = <A>(
    { clock, deadline, endpoint, fiber }: AttemptedCall<A>,
    rules: RetryRules,
    error: BitGptError,
    round: Round
  ): Effect.Effect<Round, BitGptError> =>
    Effect.gen(function* () {
      const timeLeft = () => deadline - monotonicMillis(clock)
      const pause = yield* pauseBefore(rules, error, round, timeLeft())
      if (pause === undefined) return yield* error
      const cost = bucket.take(rules.budget, error)
      if (cost === undefined) {
        yield* Effect.logDebug(`${endpoint.operation}: no retry, the retry budget is used up`)
        return yield* error
      }
      const delay = Math.round(Duration.toMillis(pause.delay))
      yield* Effect.logDebug(
        `${endpoint.operation}: attempt ${round.number} failed (${error._tag}), retry in ${delay} ms`
      )
      yield* Effect.sleep(pause.delay).pipe(
        Effect.zipRight(limiter === undefined ? Effect.void : limiter.acquire(deadline)),
        // A timer may fire late.
        Effect.filterOrFail(() => timeLeft() > 0),
        Effect.mapError(() => error),
        Effect.onError(() =>
          Effect.sync(() => {
            bucket.putBack(cost)
          })
        )
      )
      recordRetry(endpoint, error, fiber)
      return {
        number: round.number + 1,
        scheduleState: pause.scheduleState,
        cost,
        attempts: error.attempts,
        mayHaveTakenEffect: error.mayHaveTakenEffect
      }
    })

  return <A>(
    call: AttemptedCall<A>,
    rules: RetryRules,
    error: BitGptError,
    round: Round
  ): Effect.Effect<Round, BitGptError> => {
    const outcome =
      !error.isRetryable ||
      (error._tag === "TimeoutError" && error.limit === "total") ||
      // With NaN for a maximum, there are no retries.
      !(round.number <= rules.maxRetries)
        ? Effect.fail(error)
        : nextRound(call, rules, error, round)
    return limiter !== undefined && error._tag === "RateLimitError"
      ? Effect.zipRight(limiter.pause(error.retryAfter), outcome)
      : outcome
  }
}
