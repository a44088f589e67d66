import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as ParseResult from "effect/ParseResult"
import type { BitGptError } from "../../errors/BitGptError.js"
import { RateLimitPolicy, resolveRateLimit } from "../../policies/RateLimitPolicy.js"
import { resolveRetryRules, RetryPolicy, type RetryRules } from "../../policies/RetryPolicy.js"
import { resolveLimits, type TimeoutLimits, TimeoutPolicy } from "../../policies/TimeoutPolicy.js"
import type { Answer, Reading } from "../answer/read.js"
import type { JsonObject } from "../codec/jsonObject.js"
import { type AnyFiber, clockOf, isTraced, monotonicMillis } from "../effect3/fiber.js"
import * as Failure from "../failure/failure.js"
import type { Operation, Progress } from "../failure/operation.js"
import type { Server } from "../wire/settings.js"
import type { Transport } from "../wire/transport.js"
import { type AttemptedCall, makeAttempt, type TokenSource } from "./attempt.js"
import { IdempotencyKeys } from "./idempotencyKey.js"
import { makeRateLimiter, type TurnTooLate } from "./rateLimiter.js"
import { pauseBeforeRetry } from "./retry.js"
import { makeRetryBucket } from "./retryBudget.js"
import { recordRetry, inCallSpan } from "./telemetry.js"

/** What a call's input becomes on the wire. */
export interface RequestParts {
  /** Path and query. */
  readonly path: string
  readonly body: string | Blob | undefined
}

/** One call of the API: all that a client has to know of it. */
export interface Endpoint<in Args, in out A> extends Operation, Reading<A> {
  /** Checks the input. What is wrong with it is reported all at once. */
  readonly prepare: (args: Args) => Either.Either<RequestParts, ParseResult.ParseError>
  /**
   * The caller's own idempotency key, `undefined` if a new one is to be made. Left out where BitGPT
   * takes none for this call.
   */
  readonly idempotencyKeyOf: ((args: Args) => string | undefined) | undefined
  /** The body that has this data in it, as a server would send it. */
  readonly writeData: (data: A) => Effect.Effect<JsonObject, ParseResult.ParseError>
}

/** Calls endpoints. */
export interface Client {
  readonly call: <Args, A>(
    endpoint: Endpoint<Args, A>,
    args: Args
  ) => Effect.Effect<Answer<A>, BitGptError>
}

/** What the policies say of calls, with those of the client itself and of one call. */
interface Rules {
  readonly limits: TimeoutLimits
  readonly retry: RetryRules
}

/**
 * A client over a transport. A call goes this way: its input checked, then attempts, each one read
 * into a value or an error, until one succeeds or the policies let no further one go.
 */
export const makeClient = (options: {
  readonly server: Server
  readonly token: TokenSource
  readonly headers: Readonly<Record<string, string>>
  readonly transport: Transport
  /** Where the policies are that the client was built with. */
  readonly context: Context.Context<never>
}): Client => {
  const { context, server } = options
  const attempt = makeAttempt(options)
  const bucket = makeRetryBucket()
  const rateLimit = resolveRateLimit(Context.get(context, RateLimitPolicy))
  const limiter = rateLimit === undefined ? undefined : makeRateLimiter(rateLimit)
  const [ownLimits, ownRetry, ownKeys] = [
    Context.get(context, TimeoutPolicy),
    Context.get(context, RetryPolicy),
    Context.get(context, IdempotencyKeys)
  ]
  const rulesOfClient: Rules = {
    limits: resolveLimits(ownLimits),
    retry: resolveRetryRules(ownRetry)
  }

  /** A reference has a default: only its key tells whether a call was given a policy. */
  const rulesFor = (call: Context.Context<never>): Rules => ({
    limits: call.unsafeMap.has(TimeoutPolicy.key)
      ? resolveLimits(ownLimits, Context.get(call, TimeoutPolicy))
      : rulesOfClient.limits,
    retry: call.unsafeMap.has(RetryPolicy.key)
      ? resolveRetryRules(ownRetry, Context.get(call, RetryPolicy))
      : rulesOfClient.retry
  })

  const newKeyFor = (call: Context.Context<never>): string =>
    call.unsafeMap.has(IdempotencyKeys.key) ? Context.get(call, IdempotencyKeys)() : ownKeys()

  /** Makes attempts until one succeeds. Every retry in this library happens here. */
  const attempts = <A>(
    call: AttemptedCall<A>,
    { operation, idempotencyKey }: Progress,
    rules: RetryRules
  ): Effect.Effect<Answer<A>, BitGptError> => {
    const { deadline, fiber, limits } = call
    const timeLeft = () => deadline - monotonicMillis(clockOf(fiber))

    const turn = <E>(orElse: (error: TurnTooLate) => E): Effect.Effect<void, E> =>
      limiter === undefined ? Effect.void : Effect.mapError(limiter.acquire(deadline), orElse)

    const onTurnTooLate = () =>
      Failure.outOfTime(
        { operation, attempts: 0, idempotencyKey },
        { limit: "total", duration: limits.total, waiting: "RateLimit" }
      )

    const run = (
      tries: number,
      scheduleState: unknown,
      taken: number,
      before: Pick<BitGptError, "attempts" | "mayHaveTakenEffect">
    ): Effect.Effect<Answer<A>, BitGptError> => {
      const progress: Progress = {
        operation,
        // An attempt that was not sent, as it had no token in time, is none for the caller.
        attempts: before.attempts + 1,
        mayHaveTakenEffect: before.mayHaveTakenEffect,
        idempotencyKey
      }
      return Effect.matchEffect(attempt(call, progress), {
        onSuccess: (answer) => {
          if (bucket.missing > 0) bucket.refund(rules.budget, taken)
          return Effect.succeed(answer)
        },
        onFailure: (error) => retryAfter(error, tries, scheduleState)
      })
    }

    const retryAfter = (
      error: BitGptError,
      tries: number,
      scheduleState: unknown
    ): Effect.Effect<Answer<A>, BitGptError> =>
      Effect.gen(function* () {
        if (limiter !== undefined && error._tag === "RateLimitError") {
          yield* limiter.pause(error.retryAfter)
        }
        const pause = yield* pauseBeforeRetry(rules, error, { tries, scheduleState }, timeLeft())
        if (pause === undefined) return yield* error
        const { operation: name } = operation
        const cost = bucket.take(rules.budget, error)
        if (cost === undefined) {
          yield* Effect.logDebug(`${name}: no retry, the retry budget is used up`)
          return yield* error
        }
        const delay = Math.round(Duration.toMillis(pause.delay))
        yield* Effect.logDebug(
          `${name}: attempt ${tries} failed (${error._tag}), retry in ${delay} ms`
        )
        yield* Effect.sleep(pause.delay).pipe(
          Effect.zipRight(turn(() => error)),
          // A timer may fire late.
          Effect.filterOrFail(
            () => timeLeft() > 0,
            () => error
          ),
          Effect.onError(() =>
            Effect.sync(() => {
              bucket.putBack(cost)
            })
          )
        )
        recordRetry(operation, error, fiber)
        return yield* run(tries + 1, pause.scheduleState, cost, error)
      })

    const before = { attempts: 0, mayHaveTakenEffect: false }
    return limiter === undefined
      ? run(1, rules.schedule.initial, 0, before)
      : Effect.flatMap(turn(onTurnTooLate), () => run(1, rules.schedule.initial, 0, before))
  }

  const perform = <Args, A>(
    endpoint: Endpoint<Args, A>,
    { body, path }: RequestParts,
    idempotencyKey: string | undefined,
    fiber: AnyFiber
  ): Effect.Effect<Answer<A>, BitGptError> => {
    const { limits, retry } = rulesFor(fiber.currentContext)
    const call: AttemptedCall<A> = {
      reading: endpoint,
      request: {
        method: endpoint.method,
        url: server.baseUrl + path,
        headers: {
          ...(idempotencyKey === undefined ? undefined : { "idempotency-key": idempotencyKey }),
          ...(body === undefined
            ? undefined
            : { "content-type": typeof body === "string" ? "application/json" : body.type })
        },
        body
      },
      limits,
      fiber,
      deadline: monotonicMillis(clockOf(fiber)) + Duration.toMillis(limits.total)
    }
    return attempts(call, { operation: endpoint, attempts: 0, idempotencyKey }, retry)
  }

  const checked = <Args, A>(
    endpoint: Endpoint<Args, A>,
    args: Args,
    fiber: AnyFiber
  ): Effect.Effect<Answer<A>, BitGptError> => {
    const request = endpoint.prepare(args)
    if (Either.isLeft(request)) return Effect.fail(Failure.invalidInput(endpoint, request.left))
    const key =
      endpoint.idempotencyKeyOf === undefined
        ? undefined
        : (endpoint.idempotencyKeyOf(args) ?? newKeyFor(fiber.currentContext))
    return perform(endpoint, request.right, key, fiber)
  }

  return {
    call: (endpoint, args) =>
      Effect.withFiberRuntime((fiber) =>
        isTraced(fiber)
          ? inCallSpan(
              endpoint,
              Effect.suspend(() => checked(endpoint, args, fiber))
            )
          : checked(endpoint, args, fiber)
      )
  }
}
