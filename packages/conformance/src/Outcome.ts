/**
 * What came of a call, as data.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/** The tags of errors. */
export const Tag = Schema.Literal(
  "AuthenticationError",
  "DecodeError",
  "NotFoundError",
  "PermissionDeniedError",
  "RateLimitError",
  "ServerError",
  "TimeoutError",
  "TransportError",
  "UnexpectedStatusError",
  "ValidationError"
)

/** Why there was no whole answer, or why it can't be used. */
export const Reason = Schema.Literal(
  "BodyTooLarge",
  "ConnectTimeout",
  "ConnectionRefused",
  "ConnectionReset",
  "Dns",
  "EmptyBody",
  "IncompleteBody",
  "InvalidEncoding",
  "InvalidHttp",
  "InvalidJson",
  "Network",
  "Tls",
  "UnexpectedShape"
)

/** What the call returned. */
export const Success = Schema.TaggedStruct("Success", {
  /**
   * The data in the form of the wire, secrets in clear. Null where the call returns nothing. Each entry
   * of a list names in `unreadable` the fields whose values could not be read.
   */
  value: Schema.Unknown,
  /** HTTP status. */
  status: Schema.Int,
  supportId: Schema.NullOr(Schema.String)
})

/** The error that the call failed with. Null is what an error of this tag does not have. */
export const Failure = Schema.TaggedStruct("Failure", {
  tag: Tag,
  /** Requests started for the call. */
  attempts: Schema.NonNegativeInt,
  /** Whether the same call may safely be tried again with some hope. */
  isRetryable: Schema.Boolean,
  /** Whether the server may have done what the call asked for. */
  mayHaveTakenEffect: Schema.Boolean,
  status: Schema.NullOr(Schema.Int),
  /** Of a `TransportError` or a `DecodeError`. */
  reason: Schema.NullOr(Reason),
  /** Of a `DecodeError`: where in the body, for example `data.scopes[0]`. */
  path: Schema.NullOr(Schema.String),
  /** Of a `TimeoutError`. */
  limit: Schema.NullOr(Schema.Literal("attempt", "total")),
  retryAfterMillis: Schema.NullOr(Schema.Number),
  /** Of a `ValidationError`: what is wrong, by field, with the names of the wire. */
  fields: Schema.NullOr(Schema.Record({ key: Schema.String, value: Schema.String })),
  serverMessage: Schema.NullOr(Schema.String),
  supportId: Schema.NullOr(Schema.String),
  /** Of an error that an answer's status is: whether BitGPT gave it, or something on the way to it. */
  isFromBitGpt: Schema.NullOr(Schema.Boolean),
  /** What all attempts of the call carried as `Idempotency-Key`. */
  idempotencyKey: Schema.NullOr(Schema.String)
})

/** The error that the call failed with. */
export type Failure = typeof Failure.Type

/** No client could be made, for its settings can't work. */
export const Refused = Schema.TaggedStruct("Refused", {})

/** The caller gave the call up, and it ended. */
export const Interrupted = Schema.TaggedStruct("Interrupted", {})

/** The client broke: it threw what is no error of its own, say. Never right. */
export const Broken = Schema.TaggedStruct("Broken", { problem: Schema.String })

/** What came of a call. */
export const Outcome = Schema.Struct({
  result: Schema.Union(Success, Failure, Refused, Interrupted, Broken),
  /** Every text into which a log or a person would turn the error: no token may be in any of them. */
  texts: Schema.Array(Schema.String)
})

/** What came of a call. */
export type Outcome = typeof Outcome.Type
