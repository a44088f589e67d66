/**
 * One thing that a client of the BitGPT API has to get right, as data: what the server does, what is
 * called, and what has to come of it.
 *
 * A case is JSON through its schema, so that a client in any language can be held against the same
 * table. What a case leaves out has the default that stands at the field.
 *
 * @module
 */
import { ApiKeyRecord, Fault, FaultRule, Origin, RateLimit } from "effect-bitgpt-emulator"
import * as Schema from "effect/Schema"
import { Call } from "./Call.js"
import { TokenEnd } from "./Adapter.js"
import { Failure, Interrupted, Refused } from "./Outcome.js"

const Millis = Schema.NonNegative

const TextByName = Schema.Record({ key: Schema.String, value: Schema.String })

/** The server of a case: the emulator. */
export const Server = Schema.Struct({
  /** The address that the client is given. Default: `Main`. */
  origin: Schema.optionalWith(Origin, { default: () => "Main" as const }),
  /** Default: those of BitGPT's documentation. */
  apiKeys: Schema.optional(Schema.Array(ApiKeyRecord)),
  /** One fault for each request, in order; the requests after those get the normal answer. */
  faults: Schema.optionalWith(Schema.Array(Fault.Fault), { default: () => [] }),
  /** Faults by other rules. */
  rules: Schema.optionalWith(Schema.Array(FaultRule.FaultRule), { default: () => [] }),
  rateLimit: Schema.optional(RateLimit.RateLimit),
  /** Whether a get shows the key's secret. Default: false. */
  revealSecrets: Schema.optionalWith(Schema.Boolean, { default: () => false })
})

/** How the client of a case is set up. */
export const Client = Schema.Struct({
  /** Another token than the server's own. */
  token: Schema.optional(Schema.String),
  /** The id of a key whose secret is the token, in place of an access token. */
  tokenOfKey: Schema.optional(Schema.String),
  /** How long the application takes to give the token, each time it is asked for it. Default: 0. */
  tokenDelayMillis: Schema.optionalWith(Millis, { default: () => 0 }),
  /** What asking for the token comes to. Default: `Token`. */
  tokenEnd: Schema.optionalWith(TokenEnd, { default: () => "Token" as const }),
  /** Headers of the application's own, for every request. Default: none. */
  headers: Schema.optionalWith(TextByName, { default: () => ({}) }),
  /** The trace that the call is part of, in the form of a `traceparent`. Default: none. */
  traceparent: Schema.optional(Schema.String),
  /** Another address than the server's. */
  baseUrl: Schema.optional(Schema.String),
  /** Another name for the host in the server's address, such as `localhost`. */
  host: Schema.optional(Schema.String),
  /** Whether the client is to trust the certificate of the origin `Https`. Default: false. */
  trustsServer: Schema.optionalWith(Schema.Boolean, { default: () => false }),
  /** Retries after the first attempt. Default: 2. */
  maxRetries: Schema.optionalWith(Schema.NonNegativeInt, { default: () => 2 }),
  /** Upper bound of the first pause, which doubles for each further one. Default: 500. */
  baseDelayMillis: Schema.optionalWith(Millis, { default: () => 500 }),
  /** The longest pause that the server may ask for. Default: 60,000. */
  maxRetryAfterMillis: Schema.optionalWith(Millis, { default: () => 60_000 }),
  /** Time limit of an attempt. Default: 10,000. */
  attemptMillis: Schema.optionalWith(Millis, { default: () => 10_000 }),
  /** Time limit of the whole call. Default: 60,000. */
  totalMillis: Schema.optionalWith(Millis, { default: () => 60_000 }),
  /** The most bytes of a body that are read. Default: 10 MiB. */
  maxResponseBytes: Schema.optionalWith(Schema.Int, { default: () => 10 * 1024 * 1024 }),
  /** When the caller gives up, in milliseconds after the call's beginning. Default: never. */
  interruptedAfterMillis: Schema.optional(Millis),
  /**
   * How long the client's thread is busy with something else, from the moment at which the server has
   * answered. Only real timers can be late, so that such a case takes real time.
   */
  blockedMillis: Schema.optional(Millis)
})

/**
 * A value that has to come out. An object holds at least these fields, with null for one that has to
 * be null or missing; a list has exactly these entries.
 */
const ExpectedSuccess = Schema.TaggedStruct("Success", {
  value: Schema.optionalWith(Schema.Unknown, { default: () => ({}) }),
  status: Schema.optionalWith(Schema.Int, { default: () => 200 }),
  /** Left out, it may be any. */
  supportId: Schema.optional(Failure.fields.supportId)
})

/**
 * An error that has to come out. A field that is left out may be anything, null is none.
 * `attempts` is as many as requests, by default.
 */
const ExpectedFailure = Schema.TaggedStruct("Failure", {
  /** One of several, where the platform leaves a client no choice. */
  tag: Schema.Union(Failure.fields.tag, Schema.Array(Failure.fields.tag)),
  isRetryable: Failure.fields.isRetryable,
  mayHaveTakenEffect: Failure.fields.mayHaveTakenEffect,
  attempts: Schema.optional(Failure.fields.attempts),
  status: Schema.optional(Failure.fields.status),
  reason: Schema.optional(Failure.fields.reason),
  path: Schema.optional(Failure.fields.path),
  limit: Schema.optional(Failure.fields.limit),
  retryAfterMillis: Schema.optional(Failure.fields.retryAfterMillis),
  fields: Schema.optional(Schema.NullOr(Schema.Array(Schema.String))),
  serverMessage: Schema.optional(Failure.fields.serverMessage),
  isFromBitGpt: Schema.optional(Failure.fields.isFromBitGpt),
  supportId: Schema.optional(Failure.fields.supportId),
  /** Whether the error has to name a support id, whichever, or must not. */
  hasSupportId: Schema.optional(Schema.Boolean),
  /** What its text has to tell. */
  tells: Schema.optional(Schema.Array(Schema.String))
})

/** What has to come of a case. */
export const Expectation = Schema.Struct({
  outcome: Schema.Union(ExpectedSuccess, ExpectedFailure, Refused, Interrupted),
  /** How many requests reached the server. Default: 1. */
  requests: Schema.optionalWith(Schema.NonNegativeInt, { default: () => 1 }),
  /** The first request as it reached the server; `body` is JSON. */
  sent: Schema.optional(
    Schema.Struct({
      method: Schema.String,
      path: Schema.String,
      body: Schema.optional(Schema.Unknown)
    })
  ),
  /** What every request carries, among others. */
  headers: Schema.optional(TextByName),
  /** The time that the call takes on its clock, in milliseconds: exactly, or from and to. Default: 0. */
  elapsedMillis: Schema.optionalWith(Schema.Union(Millis, Schema.Tuple(Millis, Millis)), {
    default: () => 0
  }),
  /** How many records the server has more than before. Default: 0. */
  created: Schema.optionalWith(Schema.Int, { default: () => 0 }),
  /** What the server's record of this id holds afterwards, at least. */
  afterwards: Schema.optional(
    Schema.Struct({ id: Schema.String }, { key: Schema.String, value: Schema.Unknown })
  )
})

/** One case. */
export const Case = Schema.Struct({
  /** Unique, and says what holds. */
  name: Schema.NonEmptyString,
  call: Call,
  server: Server,
  client: Client,
  expect: Expectation
})

/** One case, complete. */
export type Case = typeof Case.Type

/** One case in its JSON form, in which defaults are left out. */
export type CaseJson = typeof Case.Encoded

/** The most milliseconds that the call of a case may take. */
export const latestEnd = ({ expect: { elapsedMillis } }: Case): number =>
  typeof elapsedMillis === "number" ? elapsedMillis : elapsedMillis[1]
