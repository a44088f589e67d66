/**
 * The JSON object that BitGPT puts around every answer.
 *
 * @module
 */
import type * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { informative } from "./internal/wireField.js"

/**
 * Where an answer comes from. Editors complete the two documented environments; another string is
 * kept as it is.
 */
export type Environment = "development" | "production" | (string & {})

const Environment: Schema.Schema<Environment, string> = Schema.String

/** The fields that success and error answers share. All of them inform; none of them decides. */
export interface EnvelopeInfo {
  /** Text for people. Never base logic on it: it says "created" even for a GET. */
  readonly message: Option.Option<string>
  readonly env: Option.Option<Environment>
  /** Text for people that says what went wrong. */
  readonly error: Option.Option<string>
  /** A debugging aid of any form: seen as an object, as a string, and not at all. */
  readonly log: Option.Option<unknown>
  /** What is wrong with the input, by field name. */
  readonly validator: Option.Option<Readonly<Record<string, unknown>>>
  /** To quote to BitGPT's support, who keep it for one week. Of no promised form. */
  readonly supportId: Option.Option<string>
}

const info = {
  message: informative(Schema.String, "message"),
  env: informative(Environment, "env"),
  error: informative(Schema.String, "error"),
  log: informative(
    Schema.Unknown.annotations({
      arbitrary: () => (fc) =>
        fc.oneof(fc.string(), fc.dictionary(fc.string({ minLength: 1 }), fc.string()))
    }),
    "log"
  ),
  validator: informative(
    Schema.Record({
      key: Schema.String,
      value: Schema.Unknown.annotations({ arbitrary: () => (fc) => fc.string() })
    }),
    "validator"
  ),
  supportId: informative(Schema.String, "support_id")
}

/** A success answer: the data asked for, and what BitGPT says about it. */
export interface Envelope<A> extends EnvelopeInfo {
  /** Repeats the HTTP status. */
  readonly status: number
  readonly data: A
}

/**
 * Schema of a success answer around `data`.
 *
 * Only `status` and `data` have to be right. The other fields are none where they are missing, null
 * or of a form that isn't documented, and unknown fields are passed over.
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
 * Schema of an error answer. Documented to hold at least `status`, `error` and `supportId`; nothing
 * in it is relied on, so it decodes from every JSON object.
 *
 * `retryAfter` is what the documentation calls the "field" form of `Retry-After`. Its name is not
 * documented; `retry_after` is assumed, after the naming of the other fields.
 *
 * @example
 * ```ts
 * import { ErrorEnvelope } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const decode = Schema.decodeUnknown(ErrorEnvelope)
 * ```
 */
export const ErrorEnvelope = Schema.Struct({
  status: informative(Schema.Int, "status"),
  retryAfter: informative(Schema.Union(Schema.Number, Schema.String), "retry_after"),
  ...info
})

/** What an error answer says. */
export type ErrorEnvelope = typeof ErrorEnvelope.Type
