/**
 * What an implementation has to provide to be held against the cases.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import type * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { Call } from "./Call.js"
import type { InFlight } from "./InFlight.js"
import type { Outcome } from "./Outcome.js"

/**
 * What asking the application for the token comes to: a `Token`, a `Failure`, an end without either
 * (`Interruption`), or nothing, ever, even when it is interrupted (`Never`).
 */
export const TokenEnd = Schema.Literal("Token", "Failure", "Interruption", "Never")

/** A client to make and a call to make with it. JSON through its schema. */
export const Task = Schema.Struct({
  baseUrl: Schema.String,
  accessToken: Schema.Redacted(Schema.String),
  /** How long the application takes to give the token: with 0 it is a setting, else it is asked for. */
  tokenDelayMillis: Schema.NonNegative,
  /** With anything but `Token`, the application is asked for the token too. */
  tokenEnd: TokenEnd,
  /** Headers of the application's own, for every request. */
  headers: Schema.Record({ key: Schema.String, value: Schema.String }),
  /** The trace that the call is part of, in the form of a `traceparent`. */
  traceparent: Schema.optional(Schema.String),
  /** A certificate in PEM form that the client is to trust. */
  trustedCertificate: Schema.optional(Schema.String),
  maxRetries: Schema.NonNegativeInt,
  baseDelayMillis: Schema.Number,
  maxRetryAfterMillis: Schema.Number,
  attemptMillis: Schema.Number,
  totalMillis: Schema.Number,
  maxResponseBytes: Schema.Int,
  call: Call
})

/** A client to make and a call to make with it. */
export type Task = typeof Task.Type

/** An implementation of the API's client. */
export interface Adapter {
  readonly name: string
  /**
   * Makes a client, makes the call, and says what came of it. Interruption has to end the request. The
   * client belongs in the scope, which outlives the call: to end a client with its call would end
   * requests that go on, and hide them.
   */
  readonly perform: (task: Task) => Effect.Effect<Outcome, never, Scope.Scope>
  /**
   * Which requests the client has under way. With it, the client's time is Effect's `Clock`, and the
   * runner has pauses pass at once. Without it, everything takes its time.
   */
  readonly inFlight?: InFlight
}
