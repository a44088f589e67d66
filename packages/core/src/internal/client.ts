import type * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FiberRef from "effect/FiberRef"
import type { BitGptError } from "../BitGptError.js"
import { RateLimitPolicy, type RateLimitRules } from "../RateLimitPolicy.js"
import { RetryPolicy } from "../RetryPolicy.js"
import { type TimeoutLimits, TimeoutPolicy } from "../TimeoutPolicy.js"
import type { Endpoint, RequestParts } from "./endpoint.js"
import * as Failure from "./failure.js"
import { type Answer, interpret } from "./interpret.js"
import { makeRateLimiter } from "./rateLimiter.js"
import { withRetries } from "./retry.js"
import { makeRetryBucket } from "./retryBudget.js"
import { describeCause } from "./safeCause.js"
import type { Credentials, CredentialsSource, Server } from "./settings.js"
import { type AnyFiber, makeAttemptRecorder, withCallSpan } from "./telemetry.js"
import { withTimeLimit } from "./timeLimit.js"
import { clockOf } from "./timer.js"
import type { Transport, WireRequest } from "./transport.js"
import { randomUuid } from "./uuid.js"

/** Calls endpoints. */
export interface Client {
  readonly call: <Input, Output>(
    endpoint: Endpoint<Input, Output>,
    input: Input
  ) => Effect.Effect<Answer<Output>, BitGptError>
}

/**
 * A policy that the call itself is given wins over the one that the client was built with. A
 * reference has a default, so only its presence tells whether somebody provided it.
 */
const provided = <I, S>(
  tag: Context.Reference<I, S>,
  call: Context.Context<never>,
  client: Context.Context<never>
): S => Context.get(call.unsafeMap.has(tag.key) ? call : client, tag)

/** What stays the same over all attempts of a call. */
interface Call<Output> {
  readonly endpoint: Endpoint<never, Output>
  readonly request: WireRequest
  readonly limits: TimeoutLimits
  readonly clock: Clock.Clock
  /** Milliseconds left to the whole call. */
  readonly timeLeft: () => number
}

/** Starts to count down. Returns how many milliseconds are left. */
const countDown = (clock: Clock.Clock, millis: number): (() => number) => {
  if (millis === Infinity) return () => Infinity
  const start = clock.unsafeCurrentTimeNanos()
  return () => millis - Number(clock.unsafeCurrentTimeNanos() - start) / 1e6
}

/**
 * A client over a transport. One call goes: input checked, then attempts under the time limits
 * (`attempt`), repeated by `withRetries`, each read by `interpret`.
 */
export const make = (options: {
  readonly server: Server
  readonly credentials: CredentialsSource
  readonly transport: Transport
  /** Where the policies are that the client was built with. */
  readonly context: Context.Context<never>
}): Client => {
  const { credentials, server, transport } = options
  const bucket = makeRetryBucket()
  const limiter = makeRateLimiter()
  const recorder = makeAttemptRecorder(server)

  /** One request and its answer: the token asked for, everything read and decoded. */
  const attempt = <Output>(
    { clock, endpoint, limits, request, timeLeft }: Call<Output>,
    failed: Failure.Failed,
    onStatus: (status: number) => void
  ): Effect.Effect<Answer<Output>, BitGptError> => {
    const ofAttempt = Duration.toMillis(limits.attempt)
    const ofCall = timeLeft()
    const limit = ofAttempt < ofCall ? "attempt" : "total"
    const millis = Math.max(0, Math.min(ofAttempt, ofCall))

    const send = (
      { headers, scrub }: Credentials,
      millis: number
    ): Effect.Effect<Answer<Output>, BitGptError> =>
      Effect.matchEffect(
        transport.send({ ...request, headers: { ...headers, ...request.headers } }, millis),
        {
          onFailure: (failure): Effect.Effect<never, BitGptError> =>
            Effect.fail(
              failure._tag === "TimeIsUp"
                ? Failure.outOfTime(failed, limit, limits[limit])
                : Failure.noAnswer(failed, describeCause(failure.cause, scrub))
            ),
          onSuccess: (response) => {
            onStatus(response.status)
            return interpret(endpoint, response, {
              failed,
              scrub,
              now: () => clock.unsafeCurrentTimeMillis()
            })
          }
        }
      )

    if (!Effect.isEffect(credentials)) return send(credentials, millis)
    const left = countDown(clock, millis)
    const unsent = { ...failed, attempts: failed.attempts - 1 }
    const asked = Effect.mapError(credentials, ({ problem }) =>
      Failure.noUsableToken(unsent, problem)
    )
    const inTime = withTimeLimit(asked, millis, () =>
      Effect.fail(Failure.noTokenInTime(unsent, limit, limits[limit]))
    )
    return Effect.flatMap(inTime, (known) => send(known, left()))
  }

  const turn = <Output>(
    { endpoint, limits, timeLeft }: Call<Output>,
    rateLimit: RateLimitRules
  ): Effect.Effect<void, BitGptError> =>
    Effect.suspend(() => limiter.acquire(rateLimit, Duration.millis(timeLeft()))).pipe(
      Effect.mapError(({ wait }) => Failure.noTurn(endpoint, wait, limits.total))
    )

  /** What BitGPT asks of one caller, all callers of the client heed. */
  const heeding429 = <A>(
    effect: Effect.Effect<A, BitGptError>,
    rateLimit: RateLimitRules
  ): Effect.Effect<A, BitGptError> =>
    Effect.tapError(effect, (error) =>
      error._tag === "RateLimitError" ? limiter.slowDown(rateLimit, error.retryAfter) : Effect.void
    )

  const perform = <Input, Output>(
    endpoint: Endpoint<Input, Output>,
    { body, path }: RequestParts,
    idempotencyKey: string | undefined,
    fiber: AnyFiber
  ): Effect.Effect<Answer<Output>, BitGptError> => {
    const context = fiber.getFiberRef(FiberRef.currentContext)
    const clock = clockOf(fiber)
    const limits = provided(TimeoutPolicy, context, options.context)
    const rateLimit = provided(RateLimitPolicy, context, options.context)
    const timeLeft = countDown(clock, Duration.toMillis(limits.total))
    const call: Call<Output> = {
      endpoint,
      request: {
        method: endpoint.method,
        url: server.baseUrl + path,
        headers: idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey },
        body
      },
      limits,
      clock,
      timeLeft
    }
    return withRetries({
      call: endpoint,
      rules: provided(RetryPolicy, context, options.context),
      bucket,
      timeLeft,
      turn: rateLimit === undefined ? undefined : turn(call, rateLimit),
      attempt: (failed) => {
        const recorded = recorder.record(failed, (onStatus) => attempt(call, failed, onStatus))
        return rateLimit === undefined ? recorded : heeding429(recorded, rateLimit)
      }
    })
  }

  const call: Client["call"] = (endpoint, input) =>
    withCallSpan(endpoint, (fiber) => {
      const request = endpoint.encodeInput(input)
      if (Either.isLeft(request)) {
        return Effect.fail(Failure.invalidInput(endpoint, request.left))
      }
      return endpoint.sendsIdempotencyKey
        ? Effect.flatMap(randomUuid, (key) => perform(endpoint, request.right, key, fiber))
        : perform(endpoint, request.right, undefined, fiber)
    })

  return { call }
}
