import * as Duration from "effect/Duration"
import type * as ParseResult from "effect/ParseResult"
import {
  AuthenticationError,
  type BitGptError,
  DecodeError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  type SafeCause,
  ServerError,
  TimeoutError,
  TransportError,
  UnexpectedStatusError,
  ValidationError
} from "../../errors/BitGptError.js"
import { inputProblems } from "../codec/problems.js"
import type { Operation, Progress } from "./operation.js"
import { adviceFor, meaningOf, type Origin } from "./statuses.js"

const classes = {
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
}

/** The errors by their tags. */
export type ErrorOf<Tag extends BitGptError["_tag"]> = InstanceType<(typeof classes)[Tag]>

/** What an error is made of, by its tag. */
export type PropsOf<Tag extends BitGptError["_tag"]> = ConstructorParameters<
  (typeof classes)[Tag]
>[0]

const constructors: {
  readonly [Tag in BitGptError["_tag"]]: new (
    props: PropsOf<Tag>,
    disableValidation: boolean
  ) => ErrorOf<Tag>
} = classes

/**
 * Makes any error by its tag. Its fields are not validated: the types do that, and Schema builds the
 * validator of a transformed field anew for each error, which takes longer than all else in a failed call.
 *
 * Its stack has no frames: an answer arrives in the run loop of a fiber, so that all of them are of this
 * library and of Effect. Where the caller is, the spans around the call tell, which Effect prints.
 */
export const makeError = <Tag extends BitGptError["_tag"]>(
  tag: Tag,
  props: PropsOf<Tag>
): ErrorOf<Tag> =>
  Object.defineProperty(new constructors[tag](props, true), "stack", {
    value: `${tag}: ${props.message}`,
    configurable: true,
    writable: true
  })

/** How far the request of the last attempt got. */
type Delivery =
  /** It was not sent. */
  | "unsent"
  /** It arrived, and was refused. */
  | "refused"
  /** It may have arrived, and BitGPT may have acted on it. */
  | "unknown"

const effectUnknown = (operation: Operation): string =>
  operation.isIdempotent
    ? "It may have taken effect all the same."
    : "It may have taken effect all the same, and was therefore not tried again: look before you repeat it."

/** The fields that all errors have. */
const common = (
  { attempts, idempotencyKey, mayHaveTakenEffect: earlier = false, operation }: Progress,
  verdict: {
    readonly delivery: Delivery
    /** Whether another attempt may fare better. Whether it is safe depends on the call. */
    readonly isTransient: boolean
    readonly sentences: ReadonlyArray<string | undefined>
  }
) => {
  const mayHaveTakenEffect = earlier || (verdict.delivery === "unknown" && !operation.isSafe)
  let message = `${operation.operation}:`
  for (const text of verdict.sentences) {
    if (text !== undefined) message += /[.!?…]$/.test(text) ? ` ${text}` : ` ${text}.`
  }
  if (mayHaveTakenEffect) message += ` ${effectUnknown(operation)}`
  if (attempts > 1) message += ` Gave up after ${attempts} attempts.`
  return {
    operation: operation.operation,
    method: operation.method,
    urlTemplate: operation.urlTemplate,
    attempts,
    isRetryable: verdict.isTransient && (operation.isIdempotent || verdict.delivery === "unsent"),
    mayHaveTakenEffect,
    idempotencyKey,
    message
  }
}

/** What an answer with an error status says. */
export interface ErrorAnswer {
  readonly status: number
  readonly origin: Origin
  readonly supportId: string | undefined
  readonly serverMessage: string | undefined
  readonly retryAfter: Duration.Duration | undefined
  readonly fields: Readonly<Record<string, string>>
  /** The server's own word on whether to retry, where it has one. */
  readonly shouldRetry: boolean | undefined
}

const listedFields = 5

const listed = (fields: Readonly<Record<string, string>>): string => {
  const problems = Object.entries(fields).map(([field, problem]) => `${field}: ${problem}`)
  const more = problems.length - listedFields
  return [...problems.slice(0, listedFields), ...(more > 0 ? [`and ${more} more`] : [])].join(", ")
}

/** The error for an answer with an error status. */
export const fromAnswer = (progress: Progress, answer: ErrorAnswer): BitGptError => {
  const { fields, origin, retryAfter, serverMessage, shouldRetry, status, supportId } = answer
  const { method, urlTemplate } = progress.operation
  const meaning = meaningOf(status)
  const problems = listed(fields)
  return makeError(meaning.tag, {
    ...common(progress, {
      delivery: meaning.isRefusal ? "refused" : "unknown",
      isTransient: shouldRetry ?? meaning.isTransient,
      sentences: [
        `${method} ${urlTemplate} was answered with status ${status}`,
        ...adviceFor(meaning, origin, retryAfter),
        problems === "" ? undefined : `What is wrong, by field: ${problems}`,
        serverMessage === undefined
          ? undefined
          : `${origin === "BitGpt" ? "BitGPT" : "The answer"} says: ${serverMessage}`,
        supportId === undefined ? undefined : `Support id: ${supportId}`
      ]
    }),
    status,
    supportId,
    serverMessage,
    retryAfter,
    isFromBitGpt: origin === "BitGpt",
    fields
  })
}

const nothingSent = "Nothing was sent"

/** The error for input that is refused before anything is sent, by field. */
export const refusedInput = (
  operation: Operation,
  fields: Readonly<Record<string, string>>
): ValidationError =>
  makeError("ValidationError", {
    ...common(
      { operation, attempts: 0 },
      {
        delivery: "unsent",
        isTransient: false,
        sentences: [`The input is invalid (${listed(fields)})`, nothingSent]
      }
    ),
    isFromBitGpt: false,
    fields
  })

/** The same, for what a schema says of the input. */
export const invalidInput = (
  operation: Operation,
  error: ParseResult.ParseError
): ValidationError => refusedInput(operation, inputProblems(error))

const attemptUnsent = "This attempt was not sent"

/** The error for a token that the application did not give, or that can't be sent. */
export const noUsableToken = (progress: Progress, problem: string): AuthenticationError =>
  makeError("AuthenticationError", {
    ...common(progress, {
      delivery: "unsent",
      isTransient: false,
      sentences: [problem, attemptUnsent]
    }),
    isFromBitGpt: false
  })

type Reason = TransportError["reason"]

const transportProblems: Readonly<Record<Reason, string>> = {
  Dns: "The host's name could not be resolved. Check the base URL and the network",
  ConnectionRefused:
    "The connection was refused. Check the base URL, and whether a proxy is needed",
  ConnectionReset: "The connection ended before an answer came",
  ConnectTimeout: "The host did not answer the attempt to connect",
  Tls: "No trusted TLS connection could be made. Check the base URL and the machine's certificates",
  InvalidHttp: "What came back is not HTTP. Check the base URL",
  IncompleteBody: "The answer broke off before its end",
  Network: "The request failed on the network"
}

/** The error for an answer that didn't come, or not in full. */
export const noAnswer = (
  progress: Progress,
  facts: {
    readonly reason: Reason
    /** Whether the failure came before the request was sent. */
    readonly isUnsent: boolean
    readonly cause: SafeCause | undefined
    readonly status?: number
    readonly shouldRetry?: boolean | undefined
  }
): TransportError =>
  makeError("TransportError", {
    ...common(progress, {
      delivery: facts.isUnsent ? "unsent" : "unknown",
      isTransient: facts.shouldRetry ?? true,
      sentences: [
        transportProblems[facts.reason],
        facts.cause === undefined || facts.cause.message === ""
          ? undefined
          : `Cause: ${facts.cause.message}`
      ]
    }),
    reason: facts.reason,
    status: facts.status,
    cause: facts.cause
  })

/** What a call was waiting for when its time was over. */
export type Waiting = "Start" | "Token" | "RateLimit" | "Connection" | "Answer"

const missing = (
  waiting: Waiting,
  limit: TimeoutError["limit"],
  within: string
): ReadonlyArray<string> => {
  switch (waiting) {
    case "Answer":
      return [`${limit === "attempt" ? "No whole answer" : "Not done"} within ${within}`]
    case "Start":
      return [`No time was left of ${within}`, attemptUnsent]
    case "Token":
      return [`No access token within ${within}`, attemptUnsent]
    case "Connection":
      return [`No connection within ${within}`, attemptUnsent]
    case "RateLimit":
      return [`The client's rate limit did not let the request go within ${within}`, nothingSent]
  }
}

/** The error for a time limit that was reached. */
export const outOfTime = (
  progress: Progress,
  facts: {
    readonly limit: TimeoutError["limit"]
    readonly duration: Duration.Duration
    readonly waiting: Waiting
  }
): TimeoutError => {
  const { duration, limit, waiting } = facts
  const within = `${Duration.format(duration)}, the time limit of ${limit === "attempt" ? "an attempt" : "the whole call"}`
  return makeError("TimeoutError", {
    ...common(progress, {
      delivery: waiting === "Answer" ? "unknown" : "unsent",
      isTransient: true,
      sentences: missing(waiting, limit, within)
    }),
    limit,
    duration
  })
}

const decodeProblems: Readonly<Record<DecodeError["reason"], string>> = {
  EmptyBody: "it is empty",
  BodyTooLarge: "it is larger than the client's maxResponseBytes",
  InvalidEncoding: "its encoding is broken",
  InvalidJson: "it is not JSON",
  UnexpectedShape: "it does not have the documented form"
}

/** The error for a success whose body can't be used. */
export const undecodable = (
  progress: Progress,
  facts: {
    readonly status: number
    readonly reason: DecodeError["reason"]
    readonly path?: string | undefined
    readonly problem?: string | undefined
    readonly supportId?: string | undefined
    readonly shouldRetry: boolean | undefined
  }
): DecodeError =>
  makeError("DecodeError", {
    ...common(progress, {
      delivery: "unknown",
      isTransient: facts.shouldRetry ?? false,
      sentences: [
        `The answer reports success (${facts.status}) but its body can't be used: ${decodeProblems[facts.reason]}`,
        facts.path === undefined ? undefined : `First difference at: ${facts.path}`,
        facts.problem,
        facts.supportId === undefined ? undefined : `Support id: ${facts.supportId}`
      ]
    }),
    status: facts.status,
    supportId: facts.supportId,
    reason: facts.reason,
    path: facts.path
  })
