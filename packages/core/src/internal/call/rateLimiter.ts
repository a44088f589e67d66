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
   * clock, and later where a pause makes that so. A caller that fails or is interrupted gives its turn back:
   * it goes to the one that waits next, whose own goes to the one after that.
   */
  readonly acquire: (deadline: number) => Effect.Effect<void, TurnTooLate>
  /**
   * After a 429: no turn comes before `retryAfter`. That is a second where the server doesn't say, and
   * never more than `maxPause`. The bucket is empty then: who waits follows at its rate.
   */
  readonly pause: (retryAfter: Duration.Duration | undefined) => Effect.Effect<void>
}

/** Whole milliseconds for a timer, rounded up, but not for a rounding error of the sum. */
const wholeMillis = (millis: number): number => Math.max(1, Math.ceil(millis - 1e-3))

/** Waiting callers look for turns that were given back no more often than that. */
const shortestLookMillis = 100

/**
 * A full bucket.
 *
 * Each caller is told its turn on arrival and waits for it by a timer of its own: some runtimes let no
 * request go on inside of another one, and drop what waits for a request that has ended. So no caller
 * wakes another one. Each looks by itself, once in the time of a token, for an earlier turn that was given
 * back.
 *
 * Times are milliseconds of the monotonic clock. A turn is kept as it was before any pause: `moved` says
 * how far all pauses together have moved it.
 */
export const makeRateLimiter = ({
  burst,
  interval,
  maxPause,
  requests
}: RateLimitRules): RateLimiter => {
  const step = Duration.toMillis(interval) / requests
  const capacity = (burst - 1) * step
  const look = Math.max(step, shortestLookMillis)
  let now = 0
  /** When the bucket would be full again, if no more tokens were taken. */
  let fullAt = -Infinity
  /** How far pauses have moved the turns that were given out before them. */
  let moved = 0
  let pausedUntil = -Infinity
  /** Turns that were given back, soonest first. */
  let returned: Array<number> = []
  /** The turns that callers wait for. */
  const held = new Set<number>()

  /** The last of the turns that are waited for, before this one. */
  const lastHeld = (before = Infinity): number => {
    let last = -Infinity
    for (const turn of held) if (turn < before) last = Math.max(last, turn)
    return last
  }

  /** The token of a turn that is not taken goes into the bucket, where that has room for it. */
  const putBack = (): void => {
    fullAt = Math.max(fullAt - step, lastHeld() + moved + step)
  }

  /** A turn whose time has gone by is one that was never taken. */
  const dropPastTurns = (): void => {
    while (returned[0] !== undefined && returned[0] + moved < now) {
      returned.shift()
      putBack()
    }
  }

  const takeTurn = (): number => {
    dropPastTurns()
    const turn = Math.max(now, fullAt - capacity)
    fullAt = Math.max(now, fullAt) + step
    return turn - moved
  }

  const giveBack = (turn: number): void => {
    // Others may have taken the tokens that have come in since.
    if (turn + moved < now) return
    const last = lastHeld()
    const all = [...returned, turn].sort((first, second) => first - second)
    // No caller waits behind the last turn: who comes next gets what the bucket has.
    returned = all.filter((each) => each < last)
    for (let index = returned.length; index < all.length; index += 1) putBack()
  }

  /** A turn that was given back in exchange for a caller's own, where no other caller is before it. */
  const earliest = (own: number): number => {
    dropPastTurns()
    const [first] = returned
    if (first === undefined || first >= own || first < lastHeld(own)) return own
    returned.shift()
    held.delete(own)
    giveBack(own)
    return first
  }

  /** How long to sleep: to the turn, or to the middle between it and one before, to look for that one. */
  const sleepFor = (millis: number): number => {
    const beyond = millis - look / 2
    return beyond <= 0 ? millis : beyond % look === 0 ? Math.min(look, beyond) : beyond % look
  }

  /** Pauses may begin while it sleeps, and timers may fire early or late. */
  const wait = (caller: { turn: number }, deadline: number): Effect.Effect<void, TurnTooLate> =>
    Effect.withFiberRuntime((fiber) => {
      now = monotonicMillis(clockOf(fiber))
      caller.turn = earliest(caller.turn)
      held.add(caller.turn)
      const at = Math.max(caller.turn + moved, pausedUntil)
      if (Math.max(now, at) >= deadline) return new TurnTooLate()
      const millis = at - now
      if (millis > 1e-3) {
        return Effect.zipRight(
          Effect.sleep(wholeMillis(sleepFor(millis))),
          Effect.suspend(() => wait(caller, deadline))
        )
      }
      held.delete(caller.turn)
      return Effect.void
    })

  return {
    acquire: (deadline) =>
      Effect.withFiberRuntime((fiber) => {
        now = monotonicMillis(clockOf(fiber))
        const turn = takeTurn()
        if (turn + moved <= now && now < deadline) return Effect.void
        const caller = { turn }
        return Effect.onError(wait(caller, deadline), () =>
          Effect.sync(() => {
            held.delete(caller.turn)
            giveBack(caller.turn)
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
