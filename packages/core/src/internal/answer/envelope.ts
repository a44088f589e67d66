import type * as Headers from "@effect/platform/Headers"
import type * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { lenient } from "../codec/field.js"
import { JsonObject } from "../codec/jsonObject.js"

/**
 * Where an answer comes from. Editors complete the two documented environments; another string is
 * kept as it is.
 */
export type Environment = "development" | "production" | (string & {})

const Environment: Schema.Schema<Environment, string> = Schema.String

/** The fields that success and error answers share. All of them inform, and decide nothing. */
export interface EnvelopeInfo {
  /** Text for people. Never base logic on it: it says "created" even for a GET. */
  readonly message: Option.Option<string>
  /** Which of BitGPT's environments answered. */
  readonly env: Option.Option<Environment>
  /** Text for people that says what went wrong. */
  readonly error: Option.Option<string>
  /** A debugging aid of any form: seen as an object, as a string, and not at all. */
  readonly log: Option.Option<unknown>
  /** What is wrong with the input, by field name. */
  readonly validator: Option.Option<Readonly<Record<string, unknown>>>
  /** To quote to BitGPT's support, who keep it for one week. Its form is not documented. */
  readonly supportId: Option.Option<string>
}

/** A success answer: the data asked for, and what BitGPT says about it. */
export interface Envelope<A> extends EnvelopeInfo {
  /** Repeats the HTTP status. */
  readonly status: number
  /** What was asked for. */
  readonly data: A
}

/**
 * What the methods of `withResponse` give: the data and what came around it.
 *
 * @example
 * ```ts
 * import type { ApiKey, ApiResponse } from "effect-bitgpt"
 *
 * const tell = ({ envelope, status }: ApiResponse<ApiKey>) => `${status}: ${envelope.data.label}`
 * ```
 */
export interface ApiResponse<A> {
  /** HTTP status, a 2xx. */
  readonly status: number
  /** Response headers, names in lower case. Browsers show only those that CORS exposes. */
  readonly headers: Headers.Headers
  /** The decoded body: `data`, `message`, `env`, `log`, `supportId` and the rest, without secrets. */
  readonly envelope: Envelope<A>
}

const info = {
  message: lenient(Schema.String, "message"),
  env: lenient(Environment, "env"),
  error: lenient(Schema.String, "error"),
  log: lenient(Schema.Unknown, "log"),
  validator: lenient(JsonObject, "validator"),
  supportId: lenient(Schema.String, "support_id")
}

/**
 * Schema of a success answer around `data`. `data` has to be right, and `status` a number: the client itself
 * takes the status line where that can't be read. The other fields are none where they are missing, null or of
 * a form that isn't documented, and unknown fields are passed over.
 *
 * @example
 * ```ts
 * import { ApiKey, Envelope } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const decode = Schema.decodeUnknown(Envelope(ApiKey))
 * ```
 */
export const Envelope = <A, I, R>(data: Schema.Schema<A, I, R>) =>
  Schema.Struct({ status: Schema.Int, data, ...info })

/**
 * Schema of what is around the data of any answer, success or error. It decodes from every JSON object.
 *
 * `retryAfter` is what the documentation calls the "field" form of `Retry-After`. Its name is not
 * documented; `retry_after` is assumed, after the naming of the other fields.
 */
export const Surroundings = Schema.Struct({
  status: lenient(Schema.Int, "status"),
  retryAfter: lenient(Schema.Union(Schema.Number, Schema.String), "retry_after"),
  ...info
})

/** What is around the data of an answer. */
export interface Surroundings extends Schema.Schema.Type<typeof Surroundings> {}
