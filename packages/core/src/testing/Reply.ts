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
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { ApiKey } from "../ApiKey.js"
import { ApiKeySummary } from "../ApiKeySummary.js"
import type { TransportError } from "../BitGptError.js"
import { CreatedApiKey } from "../CreateApiKey.js"
import { Envelope } from "../Envelope.js"
import type { Answer } from "../internal/testing/answerResponse.js"
import { fetchFailure, terminated } from "../internal/testing/fetchFailure.js"
import { type ApiResponseOverrides, makeApiResponse } from "./makeApiResponse.js"

export type { Answer } from "../internal/testing/answerResponse.js"

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
 * Answers with any data, as BitGPT does: in an envelope and in the wire form that a schema gives it.
 * The following do so for the calls of `ApiKeys`.
 *
 * @example
 * ```ts
 * import { Reply } from "effect-bitgpt/testing"
 * import { Schema } from "effect"
 *
 * const renamed = Reply.success(Schema.Struct({ id: Schema.String }), { id: "123" }, { status: 202 })
 * ```
 */
export const success = <A, I>(
  schema: Schema.Schema<A, I>,
  data: A,
  overrides: ApiResponseOverrides = {}
): Reply => {
  const { envelope, headers, status } = makeApiResponse(data, overrides)
  return Schema.encode(Envelope(schema))(envelope).pipe(
    Effect.orDie,
    Effect.flatMap((body) => json(body, { status, headers }))
  )
}

/**
 * Answers `ApiKeys.get` with a key.
 *
 * @example
 * ```ts
 * import { makeApiKey, Reply } from "effect-bitgpt/testing"
 *
 * const found = Reply.apiKey(makeApiKey({ label: "Checkout" }))
 * ```
 */
export const apiKey = (key: ApiKey, overrides?: ApiResponseOverrides): Reply =>
  success(ApiKey, key, overrides)

const Summaries = Schema.Array(ApiKeySummary)

/**
 * Answers `ApiKeys.list` with keys.
 *
 * @example
 * ```ts
 * import { makeApiKeySummary, Reply } from "effect-bitgpt/testing"
 *
 * const two = Reply.apiKeys([makeApiKeySummary({ id: "a" }), makeApiKeySummary({ id: "b" })])
 * ```
 */
export const apiKeys = (
  keys: ReadonlyArray<ApiKeySummary>,
  overrides?: ApiResponseOverrides
): Reply => success(Summaries, keys, overrides)

/**
 * Answers `ApiKeys.create` with the new key.
 *
 * @example
 * ```ts
 * import { makeCreatedApiKey, Reply } from "effect-bitgpt/testing"
 *
 * const created = Reply.createdApiKey(makeCreatedApiKey({ id: "api_key_2" }))
 * ```
 */
export const createdApiKey = (key: CreatedApiKey, overrides?: ApiResponseOverrides): Reply =>
  success(CreatedApiKey, key, overrides)

/**
 * Answers `ApiKeys.update`, with the placeholder that the documentation prints as its data.
 *
 * @example
 * ```ts
 * import { Reply, TestHttp } from "effect-bitgpt/testing"
 *
 * const Server = TestHttp.layer([Reply.error(503), Reply.updatedApiKey()])
 * ```
 */
export const updatedApiKey = (overrides: ApiResponseOverrides = {}): Reply =>
  success(
    Schema.Unknown,
    { id: "123" },
    { ...overrides, envelope: { message: Option.some("API key updated"), ...overrides.envelope } }
  )

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
 * const refused = Reply.error(400, { validator: { id: "is no id" } })
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
 * import { makeApiKey, Reply } from "effect-bitgpt/testing"
 *
 * const stalled = Reply.apiKey(makeApiKey()).pipe(Reply.delayBody("11 seconds"))
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
 * import { makeApiKey, Reply } from "effect-bitgpt/testing"
 *
 * const cutOff = Reply.apiKey(makeApiKey()).pipe(Reply.breakOff(20))
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
