import type * as Clock from "effect/Clock"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { RateLimitRules } from "../RateLimitPolicy.js"
import { withTimeLimit } from "./timeLimit.js"

/** The turn would not come in the time that the caller has left. */
export class TurnTooLate extends Data.TaggedError("TurnTooLate")<{
  /** How long it is from now to the turn, where that is known: not once the time is over. */
  readonly wait: Duration.Duration | undefined
}> {}

/** The token bucket of one client, and the line of those who wait for a token. */
export interface RateLimiter {
  /**
   * Takes a token, or waits in line for one: first come, first served. A free token costs neither
   * time nor a fiber.
   *
   * Fails at once where the turn would not come within `timeLeft`. Fails later where a `slowDown`
   * makes that so: at once too, save for the next in line, who hears of it when its turn would have
   * been. Fails in any case when the time is over, say behind a call under a slower limit. Who fails or
   * is interrupted takes no token, and those behind move up.
   */
  readonly acquire: (
    rules: RateLimitRules,
    timeLeft: Duration.Duration
  ) => Effect.Effect<void, TurnTooLate>
  /**
   * After a 429: nobody gets a token before `retryAfter`, those in line included. That is a second
   * where the server doesn't say, and never more than `maxPause`. The bucket is emptied, so that they
   * come back at its rate: the first no sooner than a token has come in.
   */
  readonly slowDown: (
    rules: RateLimitRules,
    retryAfter: Duration.Duration | undefined
  ) => Effect.Effect<void>
}

interface Waiter {
  readonly rules: RateLimitRules
  readonly deadline: number
  resume: (effect: Effect.Effect<void, TurnTooLate>) => void
}

const tokensPerMilli = ({ interval, requests }: RateLimitRules): number =>
  requests / Duration.toMillis(interval)

// What rounding may leave a token short of.
const tolerance = 1e-6

/** What timers can count, and not one more because of rounding. */
const wholeMillis = (millis: number): number => Math.max(1, Math.ceil(millis - 1e-3))

/**
 * A full bucket with nobody in line.
 *
 * Each call brings its own rules, since they may differ. So the bucket counts what is missing instead
 * of what is left, and is refilled at the rate of whoever looks at it; those ahead in the line are
 * taken to go by the rules of whoever counts them. Times are milliseconds of the monotonic clock.
 */
export const makeRateLimiter = (): RateLimiter => {
  let origin: bigint | undefined
  let refilledAt = 0
  let missing = 0
  let pausedUntil = 0
  /** A second bucket, for rules of any capacity: it holds what has come in since the last pause. */
  let regained = Infinity
  const line = new Set<Waiter>()

  const timeOf = (clock: Clock.Clock): number => {
    const nanos = clock.unsafeCurrentTimeNanos()
    origin ??= nanos
    return Number(nanos - origin) / 1e6
  }

  /** What is missing and what has been regained at some time from now on, if nobody goes before. */
  const levels = (rate: number, time: number) => {
    const paused = Math.max(0, Math.min(time, pausedUntil) - refilledAt)
    const open = Math.max(0, time - Math.max(refilledAt, pausedUntil))
    return {
      missing: Math.max(0, missing - rate * (paused + open)),
      // No more than one at the end of a pause: the others follow at the rate.
      regained: (paused > 0 ? Math.min(1, regained + rate * paused) : regained) + rate * open
    }
  }

  const refill = (rules: RateLimitRules, now: number): void => {
    const level = levels(tokensPerMilli(rules), now)
    missing = level.missing
    regained = level.regained
    refilledAt = Math.max(refilledAt, now)
  }

  const take = (): void => {
    missing += 1
    regained -= 1
  }

  /** When it is the turn of a caller who has so many ahead. */
  const turn = (rules: RateLimitRules, ahead: number, now: number): number => {
    const rate = tokensPerMilli(rules)
    const start = Math.max(now, pausedUntil)
    const level = levels(rate, start)
    const lacking = ahead + 1 - Math.min(rules.burst - level.missing, level.regained)
    return lacking <= tolerance ? start : start + lacking / rate
  }

  const tooLate = (at: number, now: number) => new TurnTooLate({ wait: Duration.millis(at - now) })

  const timeIsOver = new TurnTooLate({ wait: undefined })

  const next = (): Waiter | undefined => line.values().next().value

  const leave = (waiter: Waiter): void => {
    const wasNext = next() === waiter
    line.delete(waiter)
    if (wasNext) next()?.resume(Effect.void)
  }

  /** For the next in line. A pause may begin while it sleeps, and timers may fire early. */
  const sleepUntilTurn = (waiter: Waiter): Effect.Effect<void, TurnTooLate> =>
    Effect.clockWith((clock) => {
      const now = timeOf(clock)
      // A timer may fire late.
      if (now >= waiter.deadline) return timeIsOver
      const at = turn(waiter.rules, 0, now)
      if (at <= now) {
        refill(waiter.rules, now)
        take()
        return Effect.void
      }
      return at >= waiter.deadline
        ? tooLate(at, now)
        : Effect.zipRight(
            Effect.sleep(wholeMillis(at - now)),
            Effect.suspend(() => sleepUntilTurn(waiter))
          )
    })

  /** Only the next in line sleeps, so that everyone moves up as soon as somebody leaves. */
  const waitInLine = (waiter: Waiter, timeLeft: Duration.Duration) =>
    Effect.async<void, TurnTooLate>((resume) => {
      waiter.resume = resume
      line.add(waiter)
      if (next() === waiter) resume(Effect.void)
    }).pipe(
      Effect.zipRight(Effect.suspend(() => sleepUntilTurn(waiter))),
      Effect.ensuring(
        Effect.sync(() => {
          leave(waiter)
        })
      ),
      (waiting) =>
        withTimeLimit(waiting, Duration.toMillis(timeLeft), () => {
          // Now, and not once the interruption has got there: who asks next must not count it.
          leave(waiter)
          return timeIsOver
        })
    )

  return {
    acquire: (rules, timeLeft) =>
      Effect.clockWith((clock) => {
        const now = timeOf(clock)
        const at = turn(rules, line.size, now)
        if (at <= now && line.size === 0) {
          refill(rules, now)
          take()
          return Effect.void
        }
        const deadline = now + Duration.toMillis(timeLeft)
        return at > now && at >= deadline
          ? tooLate(at, now)
          : waitInLine({ rules, deadline, resume: () => undefined }, timeLeft)
      }),

    slowDown: (rules, retryAfter) =>
      Effect.clockWith((clock) => {
        const now = timeOf(clock)
        const pause = Duration.min(retryAfter ?? Duration.seconds(1), rules.maxPause)
        refill(rules, now)
        pausedUntil = Math.max(pausedUntil, now + Duration.toMillis(pause))
        regained = 0
        let ahead = 0
        for (const waiter of line) {
          const at = turn(waiter.rules, ahead, now)
          if (ahead > 0 && at >= waiter.deadline) {
            line.delete(waiter)
            waiter.resume(tooLate(at, now))
          } else {
            ahead += 1
          }
        }
        return Effect.void
      })
  }
}
