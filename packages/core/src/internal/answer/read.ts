import type * as Headers from "@effect/platform/Headers"
import type * as Clock from "effect/Clock"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import type * as ParseResult from "effect/ParseResult"
import * as Predicate from "effect/Predicate"
import type { BitGptError } from "../../errors/BitGptError.js"
import { makeOptionDecoder } from "../codec/codec.js"
import type { JsonObject } from "../codec/jsonObject.js"
import { firstProblem, formatPath } from "../codec/problems.js"
import * as Failure from "../failure/failure.js"
import type { Progress } from "../failure/operation.js"
import { describeCause, isDecompressionError } from "../failure/safeCause.js"
import type { Scrub } from "../failure/scrub.js"
import type { Origin } from "../failure/statuses.js"
import type { BodyFailure, WireResponse } from "../wire/transport.js"
import { Surroundings } from "./envelope.js"
import { readRetryAfter } from "./retryAfter.js"
import { flattenValidator } from "./validator.js"

/** How the answers to a call are read. */
export interface Reading<out A> {
  /** Reads the data out of a success answer's body. */
  readonly readData: (
    body: JsonObject
  ) => Either.Either<{ readonly data: A }, ParseResult.ParseError>
  /** Whether any success will do, whatever its body is. */
  readonly ignoresBody: boolean
  /** What the input calls a field that has this name on the wire. */
  readonly inputName: (wireName: string) => string
}

/** What the reading of an answer depends on besides the answer. */
export interface ReadingContext {
  readonly progress: Progress
  readonly scrub: Scrub
  /** What the time is, for answers that tell a date to wait for. */
  readonly clock: Pick<Clock.Clock, "unsafeCurrentTimeMillis">
}

/** A success answer. What is around the data is read on demand: most calls don't ask for it. */
export interface Answer<out A> {
  readonly status: number
  readonly headers: () => Headers.Headers
  readonly surroundings: () => Surroundings
  readonly data: A
  readonly scrub: Scrub
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
  try {
    const json: unknown = JSON.parse(text)
    return Either.right(json)
  } catch {
    return Either.left(text.trim() === "" ? "EmptyBody" : "InvalidJson")
  }
}

const decodeSurroundings = makeOptionDecoder(Surroundings)

/** What is around the data in a body: nothing where there is none. Every object decodes. */
export const surroundingsOf = (body: JsonObject = {}): Surroundings =>
  Option.getOrThrow(decodeSurroundings(body))

const isSuccess = (status: number): boolean => status >= 200 && status <= 299

/** The status that a body tells, which wins over that of the status line. */
const statusIn = ({ status }: JsonObject): number | undefined =>
  Predicate.isNumber(status) && Number.isInteger(status) && status >= 100 && status <= 599
    ? status
    : undefined

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

// Errors of other servers have a number for `status`, too: the form of RFC 9457, and that of Spring.
const foreignFields = ["title", "detail", "timestamp"]

// What the documentation promises of an error's body, or at least one part of it.
const isEnvelope = (body: JsonObject): boolean =>
  "support_id" in body ||
  "validator" in body ||
  (statusIn(body) !== undefined && !foreignFields.some((name) => name in body))

const errorFrom = (
  reading: Reading<unknown>,
  { body: received, headers: readHeaders }: WireResponse,
  status: number,
  body: JsonObject | undefined,
  { clock, progress, scrub }: ReadingContext
): BitGptError => {
  const headers = readHeaders()
  const around = surroundingsOf(body)
  const text = (raw: Option.Option<string>): string | undefined =>
    Option.isSome(raw) && raw.value !== "" ? scrub(raw.value) : undefined
  const origin: Origin =
    body !== undefined && isEnvelope(body)
      ? "BitGpt"
      : received instanceof Uint8Array
        ? "Other"
        : "Unread"
  return Failure.fromAnswer(progress, {
    status,
    origin,
    supportId: text(around.supportId),
    serverMessage: text(around.error) ?? text(around.message),
    retryAfter: readRetryAfter(
      headers,
      Option.getOrUndefined(around.retryAfter),
      clock.unsafeCurrentTimeMillis()
    ),
    fields: Option.isSome(around.validator)
      ? flattenValidator(around.validator.value, scrub, reading.inputName)
      : {},
    shouldRetry: readShouldRetry(headers)
  })
}

const unusable = (
  { headers, status }: WireResponse,
  { progress }: ReadingContext,
  facts: Omit<Parameters<typeof Failure.undecodable>[1], "status" | "shouldRetry">
): Either.Either<never, BitGptError> =>
  Either.left(
    Failure.undecodable(progress, { ...facts, status, shouldRetry: readShouldRetry(headers()) })
  )

const brokenBody = (
  failure: BodyFailure,
  response: WireResponse,
  context: ReadingContext
): Either.Either<never, BitGptError> => {
  if (failure._tag === "BodyTooLarge")
    return unusable(response, context, { reason: "BodyTooLarge" })
  if (isDecompressionError(failure.cause)) {
    return unusable(response, context, { reason: "InvalidEncoding" })
  }
  const { cause } = describeCause(failure.cause, context.scrub)
  return Either.left(
    Failure.noAnswer(context.progress, {
      reason: "IncompleteBody",
      isUnsent: false,
      cause,
      status: response.status,
      shouldRetry: readShouldRetry(response.headers())
    })
  )
}

/**
 * Turns an answer into what it promises or into the error that it is. The status line decides, and the
 * body may take back a success that the status line reports. A body whose `status` can't be read takes
 * nothing back.
 */
export const readAnswer = <A>(
  reading: Reading<A>,
  response: WireResponse,
  context: ReadingContext
): Either.Either<Answer<A>, BitGptError> => {
  const { headers, status } = response
  const json: Either.Either<unknown, Unreadable | BodyFailure> =
    response.body instanceof Uint8Array ? parseJson(response.body) : Either.left(response.body)
  const body = Either.isRight(json) && Predicate.isRecord(json.right) ? json.right : undefined

  // An earlier attempt may have deleted already what is not there any more.
  const { mayHaveTakenEffect = false, operation } = context.progress
  const isDeleted =
    status === 404 &&
    mayHaveTakenEffect &&
    operation.method === "DELETE" &&
    body !== undefined &&
    isEnvelope(body)
  if (!isSuccess(status) && !isDeleted) {
    return Either.left(errorFrom(reading, response, status, body, context))
  }

  if (body !== undefined && !isDeleted) {
    const told = statusIn(body) ?? status
    if (!isSuccess(told) || (Predicate.isString(body["error"]) && body["error"] !== "")) {
      return Either.left(errorFrom(reading, response, told, body, context))
    }
  }

  if (!reading.ignoresBody) {
    if (Either.isLeft(json)) {
      return Predicate.isString(json.left)
        ? unusable(response, context, { reason: json.left })
        : brokenBody(json.left, response, context)
    }
    if (body === undefined) return unusable(response, context, { reason: "UnexpectedShape" })
  }

  const data = reading.readData(body ?? {})
  const surroundings = () => surroundingsOf(body)
  if (Either.isRight(data)) {
    return Either.right({
      status,
      headers,
      surroundings,
      data: data.right.data,
      scrub: context.scrub
    })
  }
  const { message, path } = firstProblem(data.left.issue)
  const supportId = Option.getOrUndefined(surroundings().supportId)
  return unusable(response, context, {
    reason: "UnexpectedShape",
    path: path.length === 0 ? undefined : formatPath(path),
    problem: message === undefined ? undefined : context.scrub(message),
    supportId: supportId === undefined ? undefined : context.scrub(supportId)
  })
}
