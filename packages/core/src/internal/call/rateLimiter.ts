import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { RateLimitRules } from "../../policies/RateLimitPolicy.js"
import { clockOf, monotonicMillis } from "../effect3/fiber.js"

/** The slot would not come in the time that the caller has left. */
export class SlotTooLate extends Data.TaggedError("SlotTooLate") {}

/** The token bucket of one client. */
export interface RateLimiter {
  /**
   * Takes a token, or waits for the one that comes next: first come, first served. A free token costs
   * neither time nor a fiber.
   *
   * Fails at once where the slot would not come before the deadline, in milliseconds of the monotonic
   * clock, and later where a pause makes that so. A caller that fails or is interrupted gives its slot back:
   * it goes to the one that waits next, whose own goes to the one after that.
   */
  readonly acquire: (deadline: number) => Effect.Effect<void, SlotTooLate>
  /**
   * After a 429: no slot comes before `retryAfter`. That is a second where the server doesn't say, and
   * never more than `maxPause`. The bucket is empty then: who waits follows at its rate.
   */
  readonly pause: (retryAfter: Duration.Duration | undefined) => Effect.Effect<void>
}

/** Whole milliseconds for a timer, rounded up, but not for a rounding error of the sum. */
const wholeMillis = (millis: number): number => Math.max(1, Math.ceil(millis - 1e-3))

/** Waiting callers look for slots that were given back no more often than that. */
const shortestLookMillis = 100

/**
 * A full bucket.
 *
 * Each caller is told its slot on arrival and waits for it by a timer of its own: some runtimes let no
 * request go on inside of another one, and drop what waits for a request that has ended. So no caller
 * wakes another one. Each looks by itself, once in the time of a token, for an earlier slot that was given
 * back.
 *
 * Times are milliseconds of the monotonic clock. A slot is kept as it was before any pause: `moved` says
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
  /** How far pauses have moved the slots that were given out before them. */
  let moved = 0
  let pausedUntil = -Infinity
  /** Slots that were given back, soonest first. */
  let returned: Array<number> = []
  /** The slots that callers wait for. */
  const held = new Set<number>()

  /** The last of the slots that are waited for, before this one. */
  const lastHeld = (before = Infinity): number => {
    let last = -Infinity
    for (const slot of held) if (slot < before) last = Math.max(last, slot)
    return last
  }

  /** The token of a slot that is not taken goes into the bucket, where that has room for it. */
  const putBack = (): void => {
    fullAt = Math.max(fullAt - step, lastHeld() + moved + step)
  }

  /** A slot whose time has gone by is one that was never taken. */
  const dropPastSlots = (): void => {
    while (returned[0] !== undefined && returned[0] + moved < now) {
      returned.shift()
      putBack()
    }
  }

  const takeSlot = (): number => {
    dropPastSlots()
    const slot = Math.max(now, fullAt - capacity)
    fullAt = Math.max(now, fullAt) + step
    return slot - moved
  }

  const giveBack = (slot: number): void => {
    // Others may have taken the tokens that have come in since.
    if (slot + moved < now) return
    const last = lastHeld()
    const all = [...returned, slot].sort((first, second) => first - second)
    // No caller waits behind the last slot: who comes next gets what the bucket has.
    returned = all.filter((each) => each < last)
    for (let index = returned.length; index < all.length; index += 1) putBack()
  }

  /** A slot that was given back in exchange for a caller's own, where no other caller is before it. */
  const earliest = (own: number): number => {
    dropPastSlots()
    const [first] = returned
    if (first === undefined || first >= own || first < lastHeld(own)) return own
    returned.shift()
    held.delete(own)
    giveBack(own)
    return first
  }

  /** How long to sleep: to the slot, or to the middle between it and one before, to look for that one. */
  const sleepFor = (millis: number): number => {
    const beyond = millis - look / 2
    return beyond <= 0 ? millis : beyond % look === 0 ? Math.min(look, beyond) : beyond % look
  }

  /** Pauses may begin while it sleeps, and timers may fire early or late. */
  const wait = (caller: { slot: number }, deadline: number): Effect.Effect<void, SlotTooLate> =>
    Effect.withFiberRuntime((fiber) => {
      now = monotonicMillis(clockOf(fiber))
      caller.slot = earliest(caller.slot)
      held.add(caller.slot)
      const at = Math.max(caller.slot + moved, pausedUntil)
      if (Math.max(now, at) >= deadline) return new SlotTooLate()
      const millis = at - now
      if (millis > 1e-3) {
        return Effect.zipRight(
          Effect.sleep(wholeMillis(sleepFor(millis))),
          Effect.suspend(() => wait(caller, deadline))
        )
      }
      held.delete(caller.slot)
      return Effect.void
    })

  return {
    acquire: (deadline) =>
      Effect.withFiberRuntime((fiber) => {
        now = monotonicMillis(clockOf(fiber))
        const slot = takeSlot()
        if (slot + moved <= now && now < deadline) return Effect.void
        const caller = { slot }
        return Effect.onError(wait(caller, deadline), () =>
          Effect.sync(() => {
            held.delete(caller.slot)
            giveBack(caller.slot)
          })
        )
      }),

    pause: (retryAfter) =>
      Effect.withFiberRuntime((fiber) => {
        now = monotonicMillis(clockOf(fiber))
        const asked = Duration.min(retryAfter ?? Duration.seconds(1), maxPause)
        const until = now + Duration.toMillis(asked)
        const longer = Math.max(0, until - Math.max(now, pausedUntil))
        dropPastSlots()
        pausedUntil = Math.max(pausedUntil, until)
        moved += longer
        fullAt = Math.max(fullAt + longer, until + capacity)
        return Effect.void
      })
  }
}
