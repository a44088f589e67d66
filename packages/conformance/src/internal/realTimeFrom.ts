import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

const nanosPerMilli = 1_000_000n

/** A clock that goes on from a time, in milliseconds, as fast as time really passes. */
export const realTimeFrom = (millis: number): Clock.Clock => {
  const real = Clock.make()
  const begin = real.unsafeCurrentTimeMillis()
  const ahead = millis - begin
  const unsafeCurrentTimeMillis = () => real.unsafeCurrentTimeMillis() + ahead
  const unsafeCurrentTimeNanos = () => real.unsafeCurrentTimeNanos() + BigInt(ahead) * nanosPerMilli
  return {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis,
    unsafeCurrentTimeNanos,
    currentTimeMillis: Effect.sync(unsafeCurrentTimeMillis),
    currentTimeNanos: Effect.sync(unsafeCurrentTimeNanos),
    sleep: (duration) => real.sleep(duration)
  }
}
