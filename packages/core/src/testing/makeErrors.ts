/**
 * Every error of the library, made for tests.
 *
 * Each function takes the fields that matter to the test. The rest is what the real client would say
 * of the call that `operation` names, by default `ApiKeys.get`: `method`, `urlTemplate`, `message`,
 * `isRetryable` and `mayHaveTakenEffect` follow from it and from the other fields, unless they are
 * given. So `makeServerError({ operation: "ApiKeys.create" })` is not retryable and may have taken
 * effect.
 *
 * @module
 */
import * as HttpMethod from "@effect/platform/HttpMethod"
import * as Duration from "effect/Duration"
import {
  AuthenticationError,
  type BitGptError,
  DecodeError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  TimeoutError,
  TransportError,
  UnexpectedStatusError,
  ValidationError
} from "../BitGptError.js"
import * as Endpoints from "../internal/apiKeysEndpoints.js"
import { isIdempotent } from "../internal/endpoint.js"
import * as Failure from "../internal/failure.js"

type Fields<Class extends abstract new (props: never, options?: never) => BitGptError> =
  ConstructorParameters<Class>[0]

type CallFields = Pick<
  Fields<typeof TimeoutError>,
  "operation" | "method" | "urlTemplate" | "attempts"
>

type AnswerFields = Fields<typeof ServerError>

const callFields = (overrides: Partial<CallFields>, attempts = 1): CallFields => {
  const { operation = Endpoints.get.operation } = overrides
  const call = Object.values(Endpoints).find((known) => known.operation === operation)
  const { method, urlTemplate } = call ?? Endpoints.get
  return {
    operation,
    method: overrides.method ?? method,
    urlTemplate: overrides.urlTemplate ?? urlTemplate,
    attempts: overrides.attempts ?? attempts
  }
}

const failed = ({ attempts, method, operation, urlTemplate }: CallFields): Failure.Failed => {
  const known = HttpMethod.isHttpMethod(method) ? method : "POST"
  return {
    call: { operation, method: known, urlTemplate, isIdempotent: isIdempotent(known) },
    attempts
  }
}

/** The fields of an error for an answer with this status, and for no other class of error. */
const answered = (
  tag: BitGptError["_tag"],
  overrides: Partial<AnswerFields>,
  defaults: Partial<AnswerFields> & { readonly status: number },
  fields: Readonly<Record<string, string>> = {}
): AnswerFields => {
  const facts = {
    supportId: "support_018ecfc3-bfa6-7b95-a29c-bd8fc3f5b2c6",
    serverMessage: undefined,
    retryAfter: undefined,
    ...defaults,
    ...overrides
  }
  const call = callFields(overrides)
  const error = Failure.fromAnswer(failed(call), { ...facts, fields, shouldRetry: undefined })
  if (error._tag !== tag) {
    throw new Error(`No ${tag} has the status ${facts.status}: that is ${error._tag}`)
  }
  const { isRetryable, mayHaveTakenEffect, message } = error
  return { isRetryable, mayHaveTakenEffect, message, ...facts, ...call }
}

const isUnsent = (overrides: { readonly status?: number | undefined }): boolean =>
  "status" in overrides && overrides.status === undefined

/**
 * Makes an `AuthenticationError`: by default BitGPT's answer 401. With `status: undefined` it is the
 * one for an access token that could not be had, with nothing sent.
 *
 * @example
 * ```ts
 * import { makeAuthenticationError } from "effect-bitgpt/testing"
 *
 * const expired = makeAuthenticationError({ serverMessage: "Token expired" })
 * const noToken = makeAuthenticationError({ status: undefined })
 * ```
 */
export const makeAuthenticationError = (
  overrides: Partial<Fields<typeof AuthenticationError>> = {}
): AuthenticationError => {
  const { status, ...others } = overrides
  if (!isUnsent(overrides)) {
    const defaults = answered("AuthenticationError", others, { status: status ?? 401 })
    return new AuthenticationError({ ...defaults, ...others })
  }
  const call = callFields(overrides, 0)
  const { isRetryable, mayHaveTakenEffect, message } = Failure.noUsableToken(
    failed(call),
    "The access token could not be had"
  )
  return new AuthenticationError({ isRetryable, mayHaveTakenEffect, message, ...call, ...others })
}

/**
 * Makes a `PermissionDeniedError`, BitGPT's answer 403.
 *
 * @example
 * ```ts
 * import { makePermissionDeniedError } from "effect-bitgpt/testing"
 *
 * const error = makePermissionDeniedError()
 * ```
 */
export const makePermissionDeniedError = (
  overrides: Partial<Fields<typeof PermissionDeniedError>> = {}
): PermissionDeniedError =>
  new PermissionDeniedError({
    ...answered("PermissionDeniedError", overrides, { status: 403 }),
    ...overrides
  })

/**
 * Makes a `NotFoundError`, BitGPT's answer 404.
 *
 * @example
 * ```ts
 * import { makeNotFoundError } from "effect-bitgpt/testing"
 *
 * const error = makeNotFoundError({ supportId: "support_1" })
 * ```
 */
export const makeNotFoundError = (
  overrides: Partial<Fields<typeof NotFoundError>> = {}
): NotFoundError =>
  new NotFoundError({ ...answered("NotFoundError", overrides, { status: 404 }), ...overrides })

/**
 * Makes a `ValidationError`: by default BitGPT's answer 400 with a problem in the field `id`. With
 * `status: undefined` it is the one for input that the client refuses itself, with nothing sent.
 *
 * @example
 * ```ts
 * import { makeValidationError } from "effect-bitgpt/testing"
 *
 * const answered = makeValidationError({ status: 422, fields: { label: "is too long" } })
 * const refused = makeValidationError({ status: undefined, fields: { id: "must not be empty" } })
 * ```
 */
export const makeValidationError = (
  overrides: Partial<Fields<typeof ValidationError>> = {}
): ValidationError => {
  const { fields = { id: "is invalid" }, status, ...others } = overrides
  if (!isUnsent(overrides)) {
    const defaults = answered("ValidationError", others, { status: status ?? 400 }, fields)
    return new ValidationError({ ...defaults, ...others, fields })
  }
  const call = callFields(overrides, 0)
  const { isRetryable, mayHaveTakenEffect, message } = Failure.refusedInput(
    failed(call).call,
    fields
  )
  return new ValidationError({
    isRetryable,
    mayHaveTakenEffect,
    message,
    ...call,
    ...others,
    fields
  })
}

/**
 * Makes a `RateLimitError`, answer 429 that asks to wait 30 seconds.
 *
 * @example
 * ```ts
 * import { makeRateLimitError } from "effect-bitgpt/testing"
 * import { Duration } from "effect"
 *
 * const error = makeRateLimitError({ retryAfter: Duration.minutes(5) })
 * ```
 */
export const makeRateLimitError = (
  overrides: Partial<Fields<typeof RateLimitError>> = {}
): RateLimitError =>
  new RateLimitError({
    ...answered("RateLimitError", overrides, { status: 429, retryAfter: Duration.seconds(30) }),
    ...overrides
  })

/**
 * Makes a `ServerError`, by default for the status 500.
 *
 * @example
 * ```ts
 * import { makeServerError } from "effect-bitgpt/testing"
 *
 * const maintenance = makeServerError({ status: 503, attempts: 3 })
 * ```
 */
export const makeServerError = (overrides: Partial<Fields<typeof ServerError>> = {}): ServerError =>
  new ServerError({ ...answered("ServerError", overrides, { status: 500 }), ...overrides })

/**
 * Makes an `UnexpectedStatusError`, by default for the status 418.
 *
 * @example
 * ```ts
 * import { makeUnexpectedStatusError } from "effect-bitgpt/testing"
 *
 * const redirect = makeUnexpectedStatusError({ status: 302 })
 * ```
 */
export const makeUnexpectedStatusError = (
  overrides: Partial<Fields<typeof UnexpectedStatusError>> = {}
): UnexpectedStatusError =>
  new UnexpectedStatusError({
    ...answered("UnexpectedStatusError", overrides, { status: 418 }),
    ...overrides
  })

/**
 * Makes a `TransportError`, by default for a connection that was reset.
 *
 * @example
 * ```ts
 * import { makeTransportError } from "effect-bitgpt/testing"
 *
 * const unknownHost = makeTransportError({ reason: "Dns" })
 * ```
 */
export const makeTransportError = (
  overrides: Partial<Fields<typeof TransportError>> = {}
): TransportError => {
  const call = callFields(overrides)
  const { reason = "ConnectionReset" } = overrides
  const { isRetryable, mayHaveTakenEffect, message } = Failure.noAnswer(failed(call), {
    reason,
    cause: overrides.cause
  })
  return new TransportError({
    isRetryable,
    mayHaveTakenEffect,
    message,
    reason,
    ...call,
    ...overrides
  })
}

/**
 * Makes a `TimeoutError`: by default an attempt ran out of its 10 seconds. `limit: "total"` is the
 * whole call and its 60 seconds.
 *
 * @example
 * ```ts
 * import { makeTimeoutError } from "effect-bitgpt/testing"
 *
 * const error = makeTimeoutError({ limit: "total", attempts: 3 })
 * ```
 */
export const makeTimeoutError = (
  overrides: Partial<Fields<typeof TimeoutError>> = {}
): TimeoutError => {
  const call = callFields(overrides)
  const { limit = "attempt" } = overrides
  const { duration = Duration.seconds(limit === "attempt" ? 10 : 60) } = overrides
  const { isRetryable, mayHaveTakenEffect, message } = Failure.outOfTime(
    failed(call),
    limit,
    duration
  )
  return new TimeoutError({
    isRetryable,
    mayHaveTakenEffect,
    message,
    limit,
    duration,
    ...call,
    ...overrides
  })
}

/**
 * Makes a `DecodeError`: by default a success whose body lacks a promised field.
 *
 * @example
 * ```ts
 * import { makeDecodeError } from "effect-bitgpt/testing"
 *
 * const notJson = makeDecodeError({ reason: "InvalidJson" })
 * ```
 */
export const makeDecodeError = (
  overrides: Partial<Fields<typeof DecodeError>> = {}
): DecodeError => {
  const call = callFields(overrides)
  const { reason = "UnexpectedShape", status = 200, supportId } = overrides
  const { path = reason === "UnexpectedShape" ? "data.label" : undefined } = overrides
  const { isRetryable, mayHaveTakenEffect, message } = Failure.undecodable(failed(call), {
    status,
    reason,
    path,
    supportId,
    shouldRetry: undefined
  })
  return new DecodeError({
    isRetryable,
    mayHaveTakenEffect,
    message,
    status,
    reason,
    path,
    ...call,
    ...overrides
  })
}
