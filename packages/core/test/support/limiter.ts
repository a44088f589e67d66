import { Clock, Duration, Effect } from "effect"
import type { RateLimiter } from "../../src/internal/call/rateLimiter.js"
import { monotonicMillis } from "../../src/internal/effect3/fiber.js"
import type { RateLimitRules } from "../../src/policies/RateLimitPolicy.js"
import { start } from "./time.js"

/** A token every so many milliseconds. */
export const tokenEvery = (
  millis: number,
  burst: number,
  maxPause: Duration.DurationInput = "60 seconds"
): RateLimitRules => ({
  requests: 1,
  interval: Duration.millis(millis),
  burst,
  maxPause: Duration.decode(maxPause)
})

export const forever = Infinity

/** Asks for a token, with so many milliseconds left. */
export const acquireWithin = (limiter: RateLimiter, left: number) =>
  Effect.clockWith((clock) => limiter.acquire(monotonicMillis(clock) + left))

/** What became of those who asked for a token, in the order in which they got one. */
export interface Log {
  readonly passed: Array<{ readonly name: number; readonly at: number }>
}

export const makeLog = (): Log => ({ passed: [] })

/** Asks for a token and notes when it got one. */
export const ask = (limiter: RateLimiter, log: Log, name: number, left = forever) =>
  acquireWithin(limiter, left).pipe(
    Effect.zipRight(Clock.currentTimeMillis),
    Effect.map((at) => {
      log.passed.push({ name, at })
    })
  )

/** So many who ask at once, in the order of their names. */
export const askAll = (limiter: RateLimiter, log: Log, count: number) =>
  Effect.forEach(
    Array.from({ length: count }, (_, name) => name),
    (name) => start(ask(limiter, log, name))
  )

export const times = (log: Log) => log.passed.map(({ at }) => at)
export const names = (log: Log) => log.passed.map(({ name }) => name)
