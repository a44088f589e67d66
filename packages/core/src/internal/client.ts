import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import type { ApiResponse } from "../ApiResponse.js"
import type { BitGptError } from "../BitGptError.js"
import { RetryPolicy } from "../RetryPolicy.js"
import { type TimeoutLimits, TimeoutPolicy } from "../TimeoutPolicy.js"
import type { Endpoint, PathParameters } from "./endpoint.js"
import * as Failure from "./failure.js"
import { interpret } from "./interpret.js"
import { formatPath } from "./issuePath.js"
import { withRetries } from "./retry.js"
import { makeRetryBucket } from "./retryBudget.js"
import { describeCause } from "./safeCause.js"
import type { Credentials, Server, TokenProblem } from "./settings.js"
import { makeAttemptRecorder, withCallSpan } from "./telemetry.js"
import { withTimeLimit } from "./timeLimit.js"
import type { Transport } from "./transport.js"

/** Calls endpoints. */
export interface Client {
  readonly call: <Path extends string, A>(
    endpoint: Endpoint<Path, A>,
    parameters: PathParameters<Path>
  ) => Effect.Effect<ApiResponse<A>, BitGptError>
}

/** The error for parameters that an endpoint refuses. */
export const invalidParameters = (
  endpoint: Endpoint<string, unknown>,
  error: ParseResult.ParseError
): BitGptError =>
  Failure.invalidInput(
    endpoint,
    Object.fromEntries(
      ParseResult.ArrayFormatter.formatErrorSync(error).map(({ message, path }) => [
        formatPath(path),
        message
      ])
    )
  )

/**
 * A policy that the call itself is given wins over the one that the client was built with. A
 * reference has a default, so only its presence tells whether somebody provided it.
 */
const provided = <I, S>(
  tag: Context.Reference<I, S>,
  call: Context.Context<never>,
  client: Context.Context<never>
): S => Context.get(call.unsafeMap.has(tag.key) ? call : client, tag)

const soonest = (
  limits: TimeoutLimits,
  timeLeft: Duration.Duration
): { readonly limit: "attempt" | "total"; readonly after: Duration.Duration } =>
  Duration.lessThan(limits.attempt, timeLeft)
    ? { limit: "attempt", after: limits.attempt }
    : { limit: "total", after: timeLeft }

/**
 * A client over a transport. One call goes: parameters checked, then attempts under the time limits
 * (`attempt`), repeated by `withRetries`, each read by `interpret`.
 */
export const make = (options: {
  readonly server: Server
  readonly credentials: Effect.Effect<Credentials, TokenProblem>
  readonly transport: Transport
  /** Where the policies are that the client was built with. */
  readonly context: Context.Context<never>
}): Client => {
  const { credentials, server, transport } = options
  const bucket = makeRetryBucket()
  const recorder = makeAttemptRecorder(server)

  /** One request and its answer: the token asked for, everything read and decoded. */
  const exchange = <Path extends string, A>(
    endpoint: Endpoint<Path, A>,
    path: string,
    attempts: number,
    onStatus: (status: number) => void
  ): Effect.Effect<ApiResponse<A>, BitGptError> =>
    Effect.gen(function* () {
      const failed: Failure.Failed = { call: endpoint, attempts }
      const { headers, scrub } = yield* Effect.mapError(credentials, ({ problem }) =>
        Failure.noUsableToken({ call: endpoint, attempts: attempts - 1 }, problem)
      )
      const response = yield* Effect.mapError(
        transport.send({
          method: endpoint.method,
          url: server.baseUrl + path,
          headers
        }),
        ({ cause }) => Failure.noAnswer(failed, describeCause(cause, scrub))
      )
      onStatus(response.status)
      const clock = yield* Effect.clock
      return yield* interpret(endpoint, response, {
        attempts,
        scrub,
        now: () => clock.unsafeCurrentTimeMillis()
      })
    })

  const attempt = <Path extends string, A>(
    endpoint: Endpoint<Path, A>,
    path: string,
    attempts: number,
    limits: TimeoutLimits,
    timeLeft: Duration.Duration,
    onStatus: (status: number) => void
  ): Effect.Effect<ApiResponse<A>, BitGptError> => {
    const { after, limit } = soonest(limits, timeLeft)
    const effect = exchange(endpoint, path, attempts, onStatus)
    return Duration.isFinite(after)
      ? withTimeLimit(effect, after, () =>
          Effect.fail(Failure.outOfTime({ call: endpoint, attempts }, limit, limits[limit]))
        )
      : effect
  }

  const call: Client["call"] = (endpoint, parameters) =>
    withCallSpan(
      endpoint,
      Effect.gen(function* () {
        const path = endpoint.encodePath(parameters)
        if (Either.isLeft(path)) return yield* Effect.fail(invalidParameters(endpoint, path.left))

        const context = yield* Effect.context<never>()
        const rules = provided(RetryPolicy, context, options.context)
        const limits = provided(TimeoutPolicy, context, options.context)
        const clock = yield* Effect.clock
        const start = clock.unsafeCurrentTimeNanos()
        const timeLeft = () =>
          Duration.isFinite(limits.total)
            ? Duration.subtract(
                limits.total,
                Duration.nanos(clock.unsafeCurrentTimeNanos() - start)
              )
            : limits.total

        return yield* withRetries({
          call: endpoint,
          rules,
          bucket,
          timeLeft,
          attempt: (attempts) =>
            recorder.record(endpoint, attempts, (onStatus) =>
              attempt(endpoint, path.right, attempts, limits, timeLeft(), onStatus)
            )
        })
      })
    )

  return { call }
}
