import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type { ApiResponse } from "../ApiResponse.js"
import type { BitGptError } from "../BitGptError.js"
import { RetryPolicy } from "../RetryPolicy.js"
import { type TimeoutLimits, TimeoutPolicy } from "../TimeoutPolicy.js"
import type { Endpoint, RequestParts } from "./endpoint.js"
import * as Failure from "./failure.js"
import { interpret } from "./interpret.js"
import { withRetries } from "./retry.js"
import { makeRetryBucket } from "./retryBudget.js"
import { describeCause } from "./safeCause.js"
import type { Credentials, Server, TokenProblem } from "./settings.js"
import { makeAttemptRecorder, withCallSpan } from "./telemetry.js"
import { withTimeLimit } from "./timeLimit.js"
import type { Transport } from "./transport.js"
import { randomUuid } from "./uuid.js"

/** Calls endpoints. */
export interface Client {
  readonly call: <Input, Output>(
    endpoint: Endpoint<Input, Output>,
    input: Input
  ) => Effect.Effect<ApiResponse<Output>, BitGptError>
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

const soonest = (
  limits: TimeoutLimits,
  timeLeft: Duration.Duration
): { readonly limit: "attempt" | "total"; readonly after: Duration.Duration } =>
  Duration.lessThan(limits.attempt, timeLeft)
    ? { limit: "attempt", after: limits.attempt }
    : { limit: "total", after: timeLeft }

/** What stays the same over all attempts of a call. */
interface Call<Output> {
  readonly endpoint: Endpoint<never, Output>
  readonly request: RequestParts
  readonly idempotencyKey: string | undefined
  readonly limits: TimeoutLimits
  /** Time left to the whole call. */
  readonly timeLeft: () => Duration.Duration
}

/**
 * A client over a transport. One call goes: input checked, then attempts under the time limits
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
  const exchange = <Output>(
    { endpoint, idempotencyKey, request }: Call<Output>,
    failed: Failure.Failed,
    onStatus: (status: number) => void
  ): Effect.Effect<ApiResponse<Output>, BitGptError> =>
    Effect.gen(function* () {
      const { headers, scrub } = yield* Effect.mapError(credentials, ({ problem }) =>
        Failure.noUsableToken({ ...failed, attempts: failed.attempts - 1 }, problem)
      )
      const response = yield* Effect.mapError(
        transport.send({
          method: endpoint.method,
          url: server.baseUrl + request.path,
          headers:
            idempotencyKey === undefined
              ? headers
              : { ...headers, "idempotency-key": idempotencyKey },
          body: request.body
        }),
        ({ cause }) => Failure.noAnswer(failed, describeCause(cause, scrub))
      )
      onStatus(response.status)
      const clock = yield* Effect.clock
      return yield* interpret(endpoint, response, {
        failed,
        scrub,
        now: () => clock.unsafeCurrentTimeMillis()
      })
    })

  const attempt = <Output>(
    call: Call<Output>,
    failed: Failure.Failed,
    onStatus: (status: number) => void
  ): Effect.Effect<ApiResponse<Output>, BitGptError> => {
    const { limits, timeLeft } = call
    const { after, limit } = soonest(limits, timeLeft())
    const effect = exchange(call, failed, onStatus)
    return Duration.isFinite(after)
      ? withTimeLimit(effect, after, () =>
          Effect.fail(Failure.outOfTime(failed, limit, limits[limit]))
        )
      : effect
  }

  const call: Client["call"] = (endpoint, input) =>
    withCallSpan(
      endpoint,
      Effect.gen(function* () {
        const request = endpoint.encodeInput(input)
        if (Either.isLeft(request)) return yield* Failure.invalidInput(endpoint, request.left)

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
        const call = {
          endpoint,
          request: request.right,
          idempotencyKey: endpoint.sendsIdempotencyKey ? yield* randomUuid : undefined,
          limits,
          timeLeft
        }

        return yield* withRetries({
          call: endpoint,
          rules,
          bucket,
          timeLeft,
          attempt: (failed) =>
            recorder.record(failed, (onStatus) => attempt(call, failed, onStatus))
        })
      })
    )

  return { call }
}
