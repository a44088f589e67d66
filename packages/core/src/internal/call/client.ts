import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type { BitGptError } from "../../errors/BitGptError.js"
import { RateLimitPolicy, resolveRateLimit } from "../../policies/RateLimitPolicy.js"
import { resolveRetryRules, RetryPolicy, type RetryRules } from "../../policies/RetryPolicy.js"
import { resolveLimits, type TimeoutLimits, TimeoutPolicy } from "../../policies/TimeoutPolicy.js"
import type { Answer } from "../answer/read.js"
import { type AnyFiber, clockOf, isTraced, monotonicMillis } from "../effect3/fiber.js"
import * as Failure from "../failure/failure.js"
import { type AttemptedCall, type AttemptOptions, makeAttempt } from "./attempt.js"
import type { Endpoint } from "./endpoint.js"
import { IdempotencyKeys } from "./idempotencyKey.js"
import { makeRateLimiter, type RateLimiter } from "./rateLimiter.js"
import { firstRound, makeRetry, type Round } from "./retry.js"
import { makeRetryBucket } from "./retryBudget.js"
import { inCallSpan } from "./telemetry.js"

/** Calls endpoints. */
export interface Client {
  /** Gives what `view` makes of a success. */
  readonly call: <Args, A, B>(
    endpoint: Endpoint<Args, A>,
    args: Args,
    view: (answer: Answer<A>) => B
  ) => Effect.Effect<B, BitGptError>
}

/** A call whose input is right. */
interface Call<in out A, out B> extends AttemptedCall<A> {
  readonly retry: RetryRules
  readonly view: (answer: Answer<A>) => B
}

/** To convert a duration takes longer than all else that is done with it in a call. */
const inMillis = (limits: TimeoutLimits) => ({
  limits,
  attemptMillis: Duration.toMillis(limits.attempt),
  totalMillis: Duration.toMillis(limits.total)
})

const waitForSlot = <A>(
  limiter: RateLimiter,
  { deadline, endpoint, idempotencyKey, limits }: AttemptedCall<A>
): Effect.Effect<void, BitGptError> =>
  Effect.mapError(limiter.acquire(deadline), () =>
    Failure.outOfTime(
      { operation: endpoint, attempts: 0, idempotencyKey },
      { limit: "total", duration: limits.total, waiting: "RateLimit" }
    )
  )

/**
 * A client over a transport. A call goes this way: its input checked, then attempts, each one read
 * into a value or an error, until one succeeds or the policies let no further one go.
 */
export const makeClient = (
  options: AttemptOptions & {
    /** Where the policies are that the client was built with. */
    readonly context: Context.Context<never>
  }
): Client => {
  const ownTimeouts = Context.get(options.context, TimeoutPolicy)
  const ownRetries = Context.get(options.context, RetryPolicy)
  const ownKeys = Context.get(options.context, IdempotencyKeys)
  const rateLimit = resolveRateLimit(Context.get(options.context, RateLimitPolicy))
  const limitsOfClient = inMillis(resolveLimits(ownTimeouts))
  const retryOfClient = resolveRetryRules(ownRetries)
  const limiter = rateLimit === undefined ? undefined : makeRateLimiter(rateLimit)
  const bucket = makeRetryBucket()
  const attempt = makeAttempt(options)
  const afterFailure = makeRetry(bucket, limiter)

  /** Checks the input of a call, and looks which policies the call was given. */
  const begin = <Args, A, B>(
    endpoint: Endpoint<Args, A>,
    args: Args,
    view: (answer: Answer<A>) => B,
    fiber: AnyFiber
  ): Effect.Effect<B, BitGptError> => {
    const input = endpoint.prepare(args)
    if (Either.isLeft(input)) return Effect.fail(Failure.invalidInput(endpoint, input.left))
    const { body, path } = input.right
    const context = fiber.currentContext
    // A reference has a default: only its key tells whether the call was given one.
    const given = context.unsafeMap
    const { attemptMillis, limits, totalMillis } = given.has(TimeoutPolicy.key)
      ? inMillis(resolveLimits(ownTimeouts, Context.get(context, TimeoutPolicy)))
      : limitsOfClient
    const retry = given.has(RetryPolicy.key)
      ? resolveRetryRules(ownRetries, Context.get(context, RetryPolicy))
      : retryOfClient
    const newKey = given.has(IdempotencyKeys.key) ? Context.get(context, IdempotencyKeys) : ownKeys
    const idempotencyKey =
      endpoint.idempotencyKeyOf === undefined
        ? undefined
        : (endpoint.idempotencyKeyOf(args) ?? newKey())
    const url = options.server.baseUrl + path
    const clock = clockOf(fiber)
    const deadline = monotonicMillis(clock) + totalMillis
    const call: Call<A, B> = {
      endpoint,
      url,
      body,
      idempotencyKey,
      limits,
      attemptMillis,
      retry,
      fiber,
      clock,
      deadline,
      view
    }
    return limiter === undefined
      ? run(call, firstRound)
      : Effect.zipRight(
          waitForSlot(limiter, call),
          Effect.suspend(() => run(call, firstRound))
        )
  }

  /** Makes attempts until one succeeds or the policies let no further one go. */
  const run = <A, B>(call: Call<A, B>, round: Round): Effect.Effect<B, BitGptError> =>
    Effect.matchEffect(attempt(call, round), {
      onSuccess: (answer) => {
        if (bucket.missing > 0) bucket.refund(call.retry.budget, round.cost)
        return Effect.succeed(call.view(answer))
      },
      onFailure: (error) =>
        Effect.flatMap(afterFailure(call, call.retry, error, round), (next) => run(call, next))
    })

  return {
    call: (endpoint, args, view) =>
      Effect.withFiberRuntime((fiber) => {
        const begun = begin(endpoint, args, view, fiber)
        return isTraced(fiber) ? inCallSpan(endpoint, begun) : begun
      })
  }
}
