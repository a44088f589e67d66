/**
 * Every way in which a call can fail, as one tagged error each.
 *
 * All of them are Schema classes, so they can be encoded, sent elsewhere and decoded again. None of
 * them holds the request, its headers or a platform error: those print the access token. Detail that
 * is not known is `undefined`.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { lazily } from "../internal/codec/codec.js"

const callFields = {
  /** What happened and what to do about it, for people. */
  message: Schema.String,
  /** The method that was called, for example `ApiKeys.get`. */
  operation: Schema.String,
  /** HTTP method of the request. */
  method: Schema.String,
  /** Path of the request with its parameters left open, for example `/developers/api_keys/{id}`. */
  urlTemplate: Schema.String,
  /** Requests started for this call, the failed one included. 0 when nothing was to be sent. */
  attempts: Schema.Int,
  /** Whether the same call may safely be tried again with some hope. */
  isRetryable: Schema.Boolean,
  /**
   * Whether BitGPT may have done what the call asked for, although it failed. True where a request
   * that changes something may have arrived, and no answer says that it was refused. Always false for
   * calls that only read.
   */
  mayHaveTakenEffect: Schema.Boolean,
  /**
   * The `Idempotency-Key` that the request carried, where the call sends one. The same call with this
   * key goes on where this one stopped, without doing its work twice.
   */
  idempotencyKey: Schema.optional(Schema.String)
}

const answerFields = {
  ...callFields,
  /** To quote to BitGPT's support, who keep it for one week. */
  supportId: Schema.optional(Schema.String),
  /** What BitGPT itself says went wrong, without secrets, at most 500 characters. */
  serverMessage: Schema.optional(Schema.String),
  /** How long BitGPT asks to wait before the next try. */
  retryAfter: Schema.optional(Schema.DurationFromMillis),
  /**
   * Whether the answer has BitGPT's envelope. False for the page of a proxy, a load balancer or an edge
   * network: it tells about the way to BitGPT, and nothing about the token or the resource.
   */
  isFromBitGpt: Schema.Boolean
}

const statusFields = {
  ...answerFields,
  /** HTTP status; the envelope's where the HTTP status says 2xx and the envelope an error. */
  status: Schema.Int
}

/**
 * 401: BitGPT doesn't accept the access token. Also, with nothing sent and no `status`, when the
 * `accessToken` effect failed or gave a token that no header can carry.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const key = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1")).pipe(
 *   Effect.tapErrorTag("AuthenticationError", ({ status }) =>
 *     Effect.logError(status === undefined ? "there is no token" : "the token is refused")
 *   )
 * )
 * ```
 */
export class AuthenticationError extends Schema.TaggedError<AuthenticationError>(
  "effect-bitgpt/AuthenticationError"
)("AuthenticationError", {
  ...answerFields,
  /** HTTP status, `undefined` when nothing was sent. */
  status: Schema.optional(Schema.Int)
}) {}

/**
 * 403: the token is good but may not do this, or the caller's IP is not in the key's allow list.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const key = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1")).pipe(
 *   Effect.tapErrorTag("PermissionDeniedError", ({ supportId }) =>
 *     Effect.logWarning("not allowed", supportId)
 *   )
 * )
 * ```
 */
export class PermissionDeniedError extends Schema.TaggedError<PermissionDeniedError>(
  "effect-bitgpt/PermissionDeniedError"
)("PermissionDeniedError", statusFields) {}

/**
 * 404: there is no such resource, or not for this token.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const found = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1")).pipe(
 *   Effect.catchTag("NotFoundError", () => Effect.succeed(undefined))
 * )
 * ```
 */
export class NotFoundError extends Schema.TaggedError<NotFoundError>("effect-bitgpt/NotFoundError")(
  "NotFoundError",
  statusFields
) {}

/**
 * 400 or 422: BitGPT refuses the input. Also, with nothing sent and no `status`, when the input is
 * refused before it is sent.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const created = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.create({ label: "" })).pipe(
 *   // { label: "must not be empty" }
 *   Effect.tapErrorTag("ValidationError", ({ fields }) => Effect.logWarning(fields))
 * )
 * ```
 */
export class ValidationError extends Schema.TaggedError<ValidationError>(
  "effect-bitgpt/ValidationError"
)("ValidationError", {
  ...answerFields,
  /** HTTP status, `undefined` when nothing was sent. */
  status: Schema.optional(Schema.Int),
  /**
   * What is wrong, by field. Names are those of the input (`expiresAt`), in BitGPT's answers too. A
   * name that the input doesn't know stays as BitGPT writes it. Nested fields are joined with dots
   * (`address.city`), entries of lists have their index in brackets (`ipAllowList[0]`), several
   * messages for one field are joined with `; `. Empty when BitGPT names no field.
   */
  fields: Schema.Record({ key: Schema.String, value: Schema.String })
}) {
  /**
   * All problems of one field of the input, those of its entries and nested fields included:
   * `problemsOf("ipAllowList")` also has what `fields` tells of `ipAllowList[0]`.
   */
  problemsOf(field: string): ReadonlyArray<string> {
    return Object.entries(this.fields)
      .filter(
        ([name]) =>
          name === field || (/^[.[]/.test(name.slice(field.length)) && name.startsWith(field))
      )
      .map(([, problem]) => problem)
  }
}

/**
 * 429: the quota is used up. `retryAfter` tells when to come back, where BitGPT says so.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const get = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1"))
 *
 * const patient = get.pipe(
 *   Effect.catchTag("RateLimitError", ({ retryAfter }) => Effect.delay(get, retryAfter ?? "1 minute"))
 * )
 * ```
 */
export class RateLimitError extends Schema.TaggedError<RateLimitError>(
  "effect-bitgpt/RateLimitError"
)("RateLimitError", statusFields) {}

/**
 * 5xx: BitGPT, or the network in front of it, has a problem.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const key = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1")).pipe(
 *   Effect.tapErrorTag("ServerError", ({ status, supportId }) => Effect.logError(status, supportId))
 * )
 * ```
 */
export class ServerError extends Schema.TaggedError<ServerError>("effect-bitgpt/ServerError")(
  "ServerError",
  statusFields
) {}

/**
 * Any other status. Redirects too: none is followed, so that the token can't reach another origin.
 * In browsers a redirect has status 0, because they hide its real one.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const key = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1")).pipe(
 *   Effect.tapErrorTag("UnexpectedStatusError", ({ status }) => Effect.logError("status", status))
 * )
 * ```
 */
export class UnexpectedStatusError extends Schema.TaggedError<UnexpectedStatusError>(
  "effect-bitgpt/UnexpectedStatusError"
)("UnexpectedStatusError", statusFields) {}

/**
 * The safe part of an underlying error: no headers, no body, no secrets.
 *
 * @example
 * ```ts
 * import type { SafeCause } from "effect-bitgpt"
 *
 * const describe = ({ code, message, name }: SafeCause) => `${name} ${code ?? ""}: ${message}`
 * ```
 */
export class SafeCause extends Schema.Class<SafeCause>("effect-bitgpt/SafeCause")({
  /** The name of its class, for example `TypeError`. */
  name: Schema.String,
  /** For example `ECONNREFUSED`, where the runtime gives one. */
  code: Schema.optional(Schema.String),
  /** Its text, without secrets and URLs. */
  message: Schema.String
}) {}

/**
 * No whole answer came back.
 *
 * Browsers hide why a request failed: there the reason is `Network`.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const created = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.create({ label: "Shop" })).pipe(
 *   // A refused connection leaves nothing behind; one that was reset may.
 *   Effect.tapErrorTag("TransportError", ({ mayHaveTakenEffect, reason }) =>
 *     Effect.logError(reason, mayHaveTakenEffect ? "look for the key" : "try again")
 *   )
 * )
 * ```
 */
export class TransportError extends Schema.TaggedError<TransportError>(
  "effect-bitgpt/TransportError"
)("TransportError", {
  ...callFields,
  /**
   * - `Dns`: the host's name has no address
   * - `ConnectionRefused`: nothing listens there
   * - `ConnectionReset`: the connection ended before an answer began
   * - `ConnectTimeout`: the host didn't answer in the runtime's own time limit
   * - `Tls`: no trusted connection could be made
   * - `InvalidHttp`: what came back is not HTTP
   * - `IncompleteBody`: the answer began but its body is cut off or broken
   * - `Network`: anything else
   */
  reason: Schema.Literal(
    "Dns",
    "ConnectionRefused",
    "ConnectionReset",
    "ConnectTimeout",
    "Tls",
    "InvalidHttp",
    "IncompleteBody",
    "Network"
  ),
  /** HTTP status, where the answer got that far. */
  status: Schema.optional(Schema.Int),
  /** What the runtime says of the failure, where it says something. */
  cause: Schema.optional(SafeCause)
}) {}

/**
 * An attempt, or the whole call with its retries, ran out of time. See `TimeoutPolicy`.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const key = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1")).pipe(
 *   Effect.tapErrorTag("TimeoutError", ({ attempts, limit }) => Effect.logError(limit, attempts))
 * )
 * ```
 */
export class TimeoutError extends Schema.TaggedError<TimeoutError>("effect-bitgpt/TimeoutError")(
  "TimeoutError",
  {
    ...callFields,
    /** Which limit it was. */
    limit: Schema.Literal("attempt", "total"),
    /** How long that limit is. */
    duration: Schema.DurationFromMillis
  }
) {}

/**
 * BitGPT reports success, but its answer is not what it promises.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const key = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1")).pipe(
 *   Effect.tapErrorTag("DecodeError", ({ path, reason }) => Effect.logError(reason, path))
 * )
 * ```
 */
export class DecodeError extends Schema.TaggedError<DecodeError>("effect-bitgpt/DecodeError")(
  "DecodeError",
  {
    ...callFields,
    /** HTTP status, a 2xx. */
    status: Schema.Int,
    /** To quote to BitGPT's support, who keep it for one week. */
    supportId: Schema.optional(Schema.String),
    /**
     * - `EmptyBody`: there is none
     * - `BodyTooLarge`: more bytes than the client reads, see `maxResponseBytes`
     * - `InvalidEncoding`: not UTF-8, or its compression is broken
     * - `InvalidJson`: not JSON
     * - `UnexpectedShape`: JSON, but not the promised fields; `path` says where
     */
    reason: Schema.Literal(
      "EmptyBody",
      "BodyTooLarge",
      "InvalidEncoding",
      "InvalidJson",
      "UnexpectedShape"
    ),
    /** Where in the body the first problem is, for example `data.scopes[0]`. */
    path: Schema.optional(Schema.String)
  }
) {}

/**
 * Schema of every error that a call can fail with.
 *
 * @example
 * ```ts
 * import { BitGptError } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const toJson = Schema.encode(BitGptError)
 * const fromJson = Schema.decodeUnknown(BitGptError)
 * ```
 */
export const BitGptError = Schema.Union(
  AuthenticationError,
  PermissionDeniedError,
  NotFoundError,
  ValidationError,
  RateLimitError,
  ServerError,
  UnexpectedStatusError,
  TransportError,
  TimeoutError,
  DecodeError
)

// Written out, because editors show this name where they would show all ten for `typeof …Type`.
/** Every error that a call can fail with. */
export type BitGptError =
  | AuthenticationError
  | PermissionDeniedError
  | NotFoundError
  | ValidationError
  | RateLimitError
  | ServerError
  | UnexpectedStatusError
  | TransportError
  | TimeoutError
  | DecodeError

/**
 * Whether a value is one of this library's errors.
 *
 * @example
 * ```ts
 * import { isBitGptError } from "effect-bitgpt"
 *
 * const describe = (error: unknown) =>
 *   isBitGptError(error) ? `${error._tag} after ${error.attempts} attempts` : "something else"
 * ```
 */
export const isBitGptError = <A>(u: A): u is A & BitGptError => isOneOfThem()(u)

// `Schema.is` builds a parser, and the next one for the same schema is a new one.
const isOneOfThem = lazily(() => Schema.is(BitGptError))
