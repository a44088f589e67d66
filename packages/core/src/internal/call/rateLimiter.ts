import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { RateLimitRules } from "../../policies/RateLimitPolicy.js"
import { clockOf, monotonicMillis } from "../effect3/fiber.js"

/** The turn would not come in the time that the caller has left. */
export class TurnTooLate extends Data.TaggedError("TurnTooLate") {}

/** The token bucket of one client. */
export interface RateLimiter {
  /**
   * Takes a token, or waits for the one that comes next: first come, first served. A free token costs
   * neither time nor a fiber.
   *
   * Fails at once where the turn would not come before the deadline, in milliseconds of the monotonic
   * clock, and later where a pause makes that so. Who fails or is interrupted gives the turn back to those who come after.
   */
  readonly acquire: (deadline: number) => Effect.Effect<void, TurnTooLate>
  /**
   * After a 429: no turn comes before `retryAfter`. That is a second where the server doesn't say, and
   * never more than `maxPause`. The bucket is empty then: who waits follows at its rate.
   */
  readonly pause: (retryAfter: Duration.Duration | undefined) => Effect.Effect<void>
}

/** What timers can count, and not one more because of rounding. */
const wholeMillis = (millis: number): number => Math.max(1, Math.ceil(millis - 1e-3))

/**
 * A full bucket.
 *
 * Each caller is told its turn on arrival and waits for it by a timer of its own: some runtimes let no
 * request go on inside of another one, and forget those whose caller has gone. Times are milliseconds of
 * the monotonic clock. They are kept as they were before any pause; a pause moves all of them at once.
 */
export const makeRateLimiter = ({
  burst,
  interval,
  maxPause,
  requests
}: RateLimitRules): RateLimiter => {
  const step = Duration.toMillis(interval) / requests
  const capacity = (burst - 1) * step
  let now = 0
  /** When the bucket would be full again, if no more tokens were taken. */
  let fullAt = -Infinity
  /** How far pauses have moved the turns that were given out before them. */
  let moved = 0
  let pausedUntil = -Infinity
  /** Turns that were given back, soonest first. */
  let returned: Array<number> = []

  const dropPastTurns = (): void => {
    returned = returned.filter((turn) => turn + moved >= now)
  }

  const takeTurn = (): number => {
    dropPastTurns()
    const [first] = returned
    if (first !== undefined) {
      returned.shift()
      return first
    }
    const turn = Math.max(now, fullAt - capacity)
    fullAt = Math.max(now, fullAt) + step
    return turn - moved
  }

  const giveBack = (turn: number): void => {
    returned = [...returned, turn].sort((first, second) => first - second)
  }

  /** Pauses may begin while it sleeps, and timers may fire early or late. */
  const wait = (turn: number, deadline: number): Effect.Effect<void, TurnTooLate> =>
    Effect.withFiberRuntime((fiber) => {
      const time = monotonicMillis(clockOf(fiber))
      const at = Math.max(turn + moved, pausedUntil)
      if (time >= deadline || (at > time && at >= deadline)) return new TurnTooLate()
      const millis = at - time
      return millis <= 1e-3
        ? Effect.void
        : Effect.zipRight(
            Effect.sleep(wholeMillis(millis)),
            Effect.suspend(() => wait(turn, deadline))
          )
    })

  return {
    acquire: (deadline) =>
      Effect.withFiberRuntime((fiber) => {
        now = monotonicMillis(clockOf(fiber))
        const turn = takeTurn()
        if (turn + moved <= now && now < deadline) return Effect.void
        return Effect.onError(wait(turn, deadline), () =>
          Effect.sync(() => {
            giveBack(turn)
          })
        )
      }),

    pause: (retryAfter) =>
      Effect.withFiberRuntime((fiber) => {
        now = monotonicMillis(clockOf(fiber))
        const asked = Duration.min(retryAfter ?? Duration.seconds(1), maxPause)
        const until = now + Duration.toMillis(asked)
        const longer = Math.max(0, until - Math.max(now, pausedUntil))
        dropPastTurns()
        pausedUntil = Math.max(pausedUntil, until)
        moved += longer
        fullAt = Math.max(fullAt + longer, until + capacity)
        return Effect.void
      })
  }
}
