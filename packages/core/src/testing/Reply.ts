/**
 * What a server, or the network before it, does to one request. Scripts of {@link TestHttp} are made
 * of these.
 *
 * A reply is an effect that gives the answer's head, and the answer's body is a stream. So time comes
 * from Effect itself: `Effect.delay(reply, "2 seconds")` is a slow server, and any effect may come
 * before an answer, such as waiting for a `Deferred`. A failure of the effect is what a runtime's
 * `fetch` would have thrown.
 *
 * @module
 */
import * as Headers from "@effect/platform/Headers"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { dual } from "effect/Function"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import type { TransportError } from "../errors/BitGptError.js"
import { Envelope } from "../internal/answer/envelope.js"
import type { Endpoint } from "../internal/call/endpoint.js"
import type { Answer } from "./AnswerResponse.js"
import { fetchFailure, terminated } from "./fetchFailure.js"
import { type ApiResponseOverrides, makeApiResponse } from "./makeApiResponse.js"

export type { Answer } from "./AnswerResponse.js"

/** What is done to one request. */
export type Reply = Effect.Effect<Answer, unknown>

/** Status and headers of an answer. */
export interface AnswerOptions {
  /** Default: 200. */
  readonly status?: number | undefined
  /** Added to, and winning over, `content-type` and `content-length`. */
  readonly headers?: Headers.Input | undefined
}

const encoder = new TextEncoder()

const make = (
  body: Uint8Array | undefined,
  contentType: string | undefined,
  { headers, status = 200 }: AnswerOptions
): Reply =>
  Effect.succeed({
    status,
    headers: Headers.fromInput({
      ...(contentType === undefined ? {} : { "content-type": contentType }),
      ...(body === undefined ? {} : { "content-length": String(body.byteLength) }),
      ...Headers.fromInput(headers)
    }),
    body: body === undefined ? undefined : Stream.make(body)
  })

/**
 * Answers with bytes as they are, for bodies that are broken on purpose.
 *
 * @example
 * ```ts
 * import { Reply } from "effect-bitgpt/testing"
 *
 * const notUtf8 = Reply.bytes(new Uint8Array([0xff, 0xfe]))
 * ```
 */
export const bytes = (body: Uint8Array, options: AnswerOptions = {}): Reply =>
  make(body, "application/octet-stream", options)

/**
 * Answers with text, such as the HTML page of a network in front of BitGPT.
 *
 * @example
 * ```ts
 * import { Reply } from "effect-bitgpt/testing"
 *
 * const badGateway = Reply.text("<h1>Bad gateway</h1>", {
 *   status: 502,
 *   headers: { "content-type": "text/html" }
 * })
 * ```
 */
export const text = (body: string, options: AnswerOptions = {}): Reply =>
  make(encoder.encode(body), "text/plain; charset=utf-8", options)

/**
 * Answers with any value as JSON.
 *
 * @example
 * ```ts
 * import { Reply } from "effect-bitgpt/testing"
 *
 * const withoutData = Reply.json({ status: 200, message: "OK" })
 * ```
 */
export const json = (body: unknown, options: AnswerOptions = {}): Reply =>
  make(encoder.encode(JSON.stringify(body)), "application/json", options)

/**
 * Answers without a body.
 *
 * @example
 * ```ts
 * import { Reply } from "effect-bitgpt/testing"
 *
 * const redirect = Reply.empty({ status: 302, headers: { location: "https://example.com/" } })
 * ```
 */
export const empty = (options: AnswerOptions = {}): Reply => make(undefined, undefined, options)

/**
 * Answers a call with the data that its method gives, as BitGPT does: in an envelope, and in the form that
 * the call's schema has on the wire.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { makeApiKey, Reply } from "effect-bitgpt/testing"
 *
 * const found = Reply.success(ApiKeys.endpoints.get, makeApiKey({ label: "Checkout" }))
 * ```
 */
export const success = <A>(
  endpoint: Endpoint<never, A>,
  data: A,
  overrides: ApiResponseOverrides = {}
): Reply => {
  const { envelope, headers, status } = makeApiResponse(data, overrides)
  return Effect.map(
    Effect.all([
      Effect.orDie(Schema.encode(endpoint.output)(data)),
      Effect.orDie(Schema.encode(Envelope(Schema.Unknown))(envelope))
    ]),
    ([data, body]) => ({ ...body, data })
  ).pipe(Effect.flatMap((body) => json(body, { status, headers })))
}

/** What {@link error} can be told besides the status. */
export interface ErrorOptions {
  /** What BitGPT says went wrong. Default: "Error" and the status. */
  readonly error?: string | undefined
  /** Default: one like those that the documentation prints. */
  readonly supportId?: string | null | undefined
  /** What is wrong, by field. */
  readonly validator?: Readonly<Record<string, unknown>> | undefined
  /** For example `retry-after`. */
  readonly headers?: Headers.Input | undefined
}

/**
 * Answers with an error, as BitGPT does.
 *
 * @example
 * ```ts
 * import { Reply } from "effect-bitgpt/testing"
 *
 * const busy = Reply.error(429, { headers: { "retry-after": "2" } })
 * const refused = Reply.error(400, { validator: { id: "Unknown id" } })
 * ```
 */
export const error = (status: number, options: ErrorOptions = {}): Reply =>
  json(
    {
      status,
      error: options.error ?? `Error ${status}`,
      ...(options.validator === undefined ? {} : { validator: options.validator }),
      support_id:
        options.supportId === undefined
          ? "support_018ecfc3-bfa6-7b95-a29c-bd8fc3f5b2c6"
          : options.supportId
    },
    { status, headers: options.headers }
  )

/**
 * Fails as `fetch` does on Node when no answer begins, so that the client's `TransportError` has
 * this reason. Use {@link breakOff} for `IncompleteBody`, and `Effect.fail` for any other failure.
 *
 * @example
 * ```ts
 * import { Reply } from "effect-bitgpt/testing"
 *
 * const nobodyListens = Reply.transportError("ConnectionRefused")
 * ```
 */
export const transportError = (
  reason: Exclude<TransportError["reason"], "IncompleteBody">
): Reply => Effect.failSync(() => fetchFailure(reason))

/**
 * Never answers.
 *
 * @example
 * ```ts
 * import { Reply, TestHttp } from "effect-bitgpt/testing"
 *
 * const Silent = TestHttp.layer(() => Reply.never)
 * ```
 */
export const never: Reply = Effect.never

const mapBody = (
  reply: Reply,
  f: (body: Stream.Stream<Uint8Array, unknown>) => Stream.Stream<Uint8Array, unknown>
): Reply => Effect.map(reply, (answer) => ({ ...answer, body: f(answer.body ?? Stream.empty) }))

/**
 * Sends the head of an answer at once and its body after a pause. `Duration.infinity` is a body that
 * never comes. A pause before the head is `Effect.delay`.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { makeApiKey, Reply } from "effect-bitgpt/testing"
 *
 * const stalled = Reply.success(ApiKeys.endpoints.get, makeApiKey()).pipe(Reply.delayBody("11 seconds"))
 * ```
 */
export const delayBody: {
  (pause: Duration.DurationInput): (reply: Reply) => Reply
  (reply: Reply, pause: Duration.DurationInput): Reply
} = dual(2, (reply: Reply, pause: Duration.DurationInput): Reply => {
  const wait = Duration.isFinite(Duration.decode(pause)) ? Effect.sleep(pause) : Effect.never
  return mapBody(reply, (body) => Stream.unwrap(Effect.as(wait, body)))
})

/**
 * Breaks an answer off in its body, after so many bytes, as a connection that is lost does.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { makeApiKey, Reply } from "effect-bitgpt/testing"
 *
 * const cutOff = Reply.success(ApiKeys.endpoints.get, makeApiKey()).pipe(Reply.breakOff(20))
 * ```
 */
export const breakOff: {
  (afterBytes: number): (reply: Reply) => Reply
  (reply: Reply, afterBytes: number): Reply
} = dual(2, (reply: Reply, afterBytes: number): Reply =>
  mapBody(reply, (body) =>
    Stream.mapAccum(body, afterBytes, (left, chunk) => {
      const part = chunk.subarray(0, left)
      return [left - part.byteLength, { part, isLast: part.byteLength === left }]
    }).pipe(
      Stream.takeUntil(({ isLast }) => isLast),
      Stream.map(({ part }) => part),
      Stream.concat(Stream.failSync(terminated))
    )
  )
)
