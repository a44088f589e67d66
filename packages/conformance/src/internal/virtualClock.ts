import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/**
 * Milliseconds by which two times of today may differ and be the same: a double can't tell a date's
 * milliseconds apart any more exactly, and sums of them less.
 */
export const resolution = 0.01

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/**
 * A clock whose time passes only when it is told to. `TestClock` would do but for two things: it
 * keeps the sleepers that were interrupted, and it lets time pass only while every fiber of the test
 * is suspended, the server's too.
 */
export class VirtualClock implements Clock.Clock {
  readonly [Clock.ClockTypeId]: Clock.ClockTypeId = Clock.ClockTypeId
  private readonly sleepers = new Set<Sleeper>()
  private now: number
  /** Grows with everything that happens to the clock. */
  changes = 0

  constructor(start: number) {
    this.now = start
  }

  unsafeCurrentTimeMillis(): number {
    return this.now
  }

  unsafeCurrentTimeNanos(): bigint {
    return BigInt(Math.round(this.now * 1_000_000))
  }

  readonly currentTimeMillis = Effect.sync(() => this.unsafeCurrentTimeMillis())
  readonly currentTimeNanos = Effect.sync(() => this.unsafeCurrentTimeNanos())

  sleep(duration: Duration.Duration): Effect.Effect<void> {
    const millis = Duration.toMillis(duration)
    if (millis <= 0) return Effect.void
    return Effect.async<void>((resume) => {
      const sleeper: Sleeper = {
        until: this.now + millis,
        wake: () => {
          resume(Effect.void)
        }
      }
      this.changes += 1
      this.sleepers.add(sleeper)
      return Effect.sync(() => {
        this.changes += 1
        this.sleepers.delete(sleeper)
      })
    })
  }

  /** How many wait for a moment to come. */
  get waiting(): number {
    return this.sleepers.size
  }

  /** Whether somebody waits for just this moment. */
  isAwaited(time: number): boolean {
    return Array.from(this.sleepers).some(({ until }) => Math.abs(until - time) <= resolution)
  }

  /** When the next sleeper wakes, `undefined` if there is none. */
  next(): number | undefined {
    const times = Array.from(this.sleepers, ({ until }) => until)
    return times.length === 0 ? undefined : Math.min(...times)
  }

  /** Lets time pass until then, and wakes those whose time has come. */
  passUntil(time: number): void {
    this.changes += 1
    this.now = time
    for (const sleeper of Array.from(this.sleepers)) {
      if (sleeper.until > time) continue
      this.sleepers.delete(sleeper)
      sleeper.wake()
    }
  }
}
