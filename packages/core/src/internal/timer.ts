import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as DefaultServices from "effect/DefaultServices"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import * as FiberId from "effect/FiberId"
import { constVoid } from "effect/Function"

const liveClock = Context.get(DefaultServices.liveServices, Clock.Clock)

/** The clock of a fiber. */
export const clockOf = (fiber: Fiber.RuntimeFiber<unknown, unknown>): Clock.Clock =>
  Context.get(fiber.getFiberRef(DefaultServices.currentServices), Clock.Clock)

// Timers of the runtime count in a signed number of 32 bits.
const longestMillis = 2 ** 31 - 1

const startRuntimeTimer = (millis: number, onTime: () => void): (() => void) => {
  if (millis > longestMillis) return constVoid
  // eslint-disable-next-line no-restricted-globals -- what the live clock does too, without a fiber to wait for it
  const handle = setTimeout(onTime, millis)
  return () => {
    clearTimeout(handle)
  }
}

/**
 * Calls back when so many milliseconds have passed on a clock, and returns how to call that off. The
 * live clock needs no fiber for it; every other one, such as the test clock, is waited for in one.
 */
export const startTimer = (
  clock: Clock.Clock,
  millis: number,
  onTime: () => void
): (() => void) => {
  if (millis === Infinity) return constVoid
  if (clock === liveClock) return startRuntimeTimer(millis, onTime)
  const waiting = Effect.runFork(clock.sleep(Duration.millis(millis)))
  waiting.addObserver((exit) => {
    if (Exit.isSuccess(exit)) onTime()
  })
  return () => {
    waiting.unsafeInterruptAsFork(FiberId.none)
  }
}
