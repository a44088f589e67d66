import type * as Headers from "@effect/platform/Headers"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import type * as ParseResult from "effect/ParseResult"
import type { BitGptError } from "../BitGptError.js"
import { type Envelope, ErrorEnvelope } from "../Envelope.js"
import type { Endpoint } from "./endpoint.js"
import { makeDecoder } from "./fastCodec.js"
import * as Failure from "./failure.js"
import { firstPath, formatPath } from "./issuePath.js"
import { lazily } from "./lazily.js"
import { readRetryAfter } from "./retryAfter.js"
import { describeCause, isDecompressionError } from "./safeCause.js"
import type { Scrub } from "./scrub.js"
import type { WireResponse } from "./transport.js"
import { flattenValidator } from "./validatorFields.js"

/** What the reading of an answer depends on besides the answer. */
export interface ReadingContext {
  /** What an error says of the call, should the answer be one. */
  readonly failed: Failure.Failed
  readonly scrub: Scrub
  /** The current time in milliseconds since the epoch. */
  readonly now: () => number
}

/** What `ApiResponse` tells, its headers on demand. */
export interface Answer<out A> {
  readonly status: number
  readonly headers: () => Headers.Headers
  readonly envelope: Envelope<A>
}

type Unreadable = "EmptyBody" | "InvalidEncoding" | "InvalidJson"

const utf8 = new TextDecoder("utf-8", { fatal: true })

const parseJson = (body: Uint8Array): Either.Either<unknown, Unreadable> => {
  let text: string
  try {
    text = utf8.decode(body)
  } catch {
    return Either.left("InvalidEncoding")
  }
  if (text.trim() === "") return Either.left("EmptyBody")
  try {
    const json: unknown = JSON.parse(text)
    return Either.right(json)
  } catch {
    return Either.left("InvalidJson")
  }
}

const errorDecoder = lazily(() => makeDecoder(ErrorEnvelope))

const decodeErrorEnvelope = (json: unknown): Option.Option<ErrorEnvelope> =>
  Either.getRight(errorDecoder()(json))

const isSuccess = (status: number): boolean => status >= 200 && status <= 299

const readShouldRetry = (headers: Headers.Headers): boolean | undefined => {
  switch (headers["x-should-retry"]?.trim().toLowerCase()) {
    case "true":
      return true
    case "false":
      return false
    default:
      return undefined
  }
}

const errorFrom = (
  { inputName }: Endpoint<never, unknown>,
  status: number,
  headers: Headers.Headers,
  envelope: Option.Option<ErrorEnvelope>,
  { failed, now, scrub }: ReadingContext
): BitGptError => {
  const field = <A>(pick: (envelope: ErrorEnvelope) => Option.Option<A>): A | undefined =>
    Option.getOrUndefined(Option.flatMap(envelope, pick))
  const text = (pick: (envelope: ErrorEnvelope) => Option.Option<string>): string | undefined => {
    const raw = field(pick)
    return raw === undefined || raw === "" ? undefined : scrub(raw)
  }
  return Failure.fromAnswer(failed, {
    status,
    supportId: text((_) => _.supportId),
    serverMessage: text((_) => _.error) ?? text((_) => _.message),
    retryAfter: readRetryAfter(
      headers,
      field((_) => _.retryAfter),
      now()
    ),
    fields: flattenValidator(field((_) => _.validator) ?? {}, scrub, inputName),
    shouldRetry: readShouldRetry(headers)
  })
}

const hasError = (envelope: { readonly error: Option.Option<string> }): boolean =>
  Option.exists(envelope.error, (error) => error !== "")

// It is meant to be logged, and is an attribute of spans.
const withSafeSupportId = <A>(envelope: Envelope<A>, scrub: Scrub): Envelope<A> =>
  Option.isSome(envelope.supportId)
    ? { ...envelope, supportId: Option.some(scrub(envelope.supportId.value)) }
    : envelope

/** A success that can't be used. */
const unusable = (
  { headers, status }: WireResponse,
  { failed }: ReadingContext,
  facts: Omit<Parameters<typeof Failure.undecodable>[1], "status" | "shouldRetry">
): Either.Either<never, BitGptError> =>
  Either.left(
    Failure.undecodable(failed, { ...facts, status, shouldRetry: readShouldRetry(headers()) })
  )

/**
 * Turns an answer into what it promises or into the error that it is. The status line decides, the
 * body informs; where the status line says success, the envelope may still say error.
 */
export const interpret = <Output>(
  endpoint: Endpoint<never, Output>,
  response: WireResponse,
  context: ReadingContext
): Either.Either<Answer<Output>, BitGptError> => {
  const { body, headers, status } = response
  if (!isSuccess(status)) {
    const envelope =
      body instanceof Uint8Array
        ? Option.flatMap(Either.getRight(parseJson(body)), decodeErrorEnvelope)
        : Option.none()
    return Either.left(errorFrom(endpoint, status, headers(), envelope, context))
  }

  if (!(body instanceof Uint8Array)) {
    if (body._tag === "BodyTooLarge") return unusable(response, context, { reason: "BodyTooLarge" })
    if (isDecompressionError(body.cause))
      return unusable(response, context, { reason: "InvalidEncoding" })
    const { cause } = describeCause(body.cause, context.scrub)
    return Either.left(
      Failure.noAnswer(context.failed, {
        reason: "IncompleteBody",
        cause,
        status,
        shouldRetry: readShouldRetry(headers())
      })
    )
  }

  const json = parseJson(body)
  if (Either.isLeft(json)) return unusable(response, context, { reason: json.left })

  const decoded: Either.Either<Envelope<Output>, ParseResult.ParseError> = endpoint.decodeEnvelope(
    json.right
  )
  if (Either.isRight(decoded) && isSuccess(decoded.right.status) && !hasError(decoded.right)) {
    const envelope = withSafeSupportId(decoded.right, context.scrub)
    return Either.right({ status, headers, envelope })
  }

  const envelope = decodeErrorEnvelope(json.right)
  const envelopeStatus = Option.getOrElse(
    Option.flatMap(envelope, (_) => _.status),
    () => status
  )
  if (!isSuccess(envelopeStatus) || Option.exists(envelope, hasError)) {
    return Either.left(errorFrom(endpoint, envelopeStatus, headers(), envelope, context))
  }
  const path = Either.match(decoded, {
    onLeft: ({ issue }) => firstPath(issue),
    onRight: () => []
  })
  const supportId = Option.getOrUndefined(Option.flatMap(envelope, (_) => _.supportId))
  return unusable(response, context, {
    reason: "UnexpectedShape",
    path: path.length === 0 ? undefined : formatPath(path),
    supportId: supportId === undefined ? undefined : context.scrub(supportId)
  })
}
