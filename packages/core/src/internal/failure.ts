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
} from "../BitGptError.js"
import { type CallDescription, isSafe } from "./endpoint.js"
import { inputProblems } from "./inputProblems.js"

/** The call that failed, and how many attempts it had made by then. */
export interface Failed {
  readonly call: CallDescription
  readonly attempts: number
  /** Whether an attempt before the failed one may have taken effect. */
  readonly mayHaveTakenEffect?: boolean
}

/** What an answer with an error status says. */
export interface ErrorAnswer {
  readonly status: number
  readonly supportId: string | undefined
  readonly serverMessage: string | undefined
  readonly retryAfter: Duration.Duration | undefined
  readonly fields: Readonly<Record<string, string>>
  /** The server's own word on whether to retry, where it has one. */
  readonly shouldRetry: boolean | undefined
}

const retryableStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)

const listedFields = 5

const listed = (fields: Readonly<Record<string, string>>): string => {
  const problems = Object.entries(fields).map(([field, problem]) => `${field}: ${problem}`)
  const more = problems.length - listedFields
  return [...problems.slice(0, listedFields), ...(more > 0 ? [`and ${more} more`] : [])].join(", ")
}

/** How far the request of the last attempt got. */
type Reach =
  /** It was not sent. */
  | "unsent"
  /** It arrived, and was refused. */
  | "refused"
  /** It may have arrived, and have been acted on. */
  | "unknown"

const base = (
  { attempts, call, mayHaveTakenEffect: earlier = false }: Failed,
  verdict: {
    readonly reach: Reach
    /** Whether another attempt has some hope. Whether it is safe depends on the call. */
    readonly isHopeful: boolean
    readonly sentences: ReadonlyArray<string | undefined>
  }
) => {
  const mayHaveTakenEffect = earlier || (verdict.reach === "unknown" && !isSafe(call.method))
  return {
    operation: call.operation,
    method: call.method,
    urlTemplate: call.urlTemplate,
    attempts,
    isRetryable: verdict.isHopeful && (call.isIdempotent || verdict.reach === "unsent"),
    mayHaveTakenEffect,
    message: [
      `${call.operation}:`,
      ...verdict.sentences.filter((text) => text !== undefined).map(sentence),
      ...(mayHaveTakenEffect ? [effectUnknown(call)] : []),
      ...(attempts > 1 ? [`Gave up after ${attempts} attempts.`] : [])
    ].join(" ")
  }
}

const effectUnknown = (call: CallDescription): string =>
  call.isIdempotent
    ? "It may have taken effect all the same."
    : "It may have taken effect all the same, and was therefore not tried again: look before you repeat it."

const advice = (answer: ErrorAnswer): string => {
  switch (answer.status) {
    case 400:
    case 422:
      return "BitGPT refuses the input. Correct it before trying again"
    case 401:
      return "BitGPT does not accept the access token. Check that it is complete and has not expired"
    case 403:
      return (
        "The access token is valid but may not do this. Check its scopes, and whether the key's " +
        "IP allow list has this machine's address"
      )
    case 404:
      return "BitGPT has no such resource. Check the id, and that the token's organization owns it"
    case 429:
      return answer.retryAfter === undefined
        ? "The request quota is used up. Try again later"
        : `The request quota is used up. Try again in ${Duration.format(answer.retryAfter)}`
    case 503:
      return "BitGPT is offline, for example for maintenance. Try again later"
  }
  if (answer.status >= 500 && answer.status <= 599) {
    return "BitGPT or the network in front of it has a problem. Try again later"
  }
  if (answer.status === 0 || (answer.status >= 300 && answer.status <= 399)) {
    return "The answer is a redirect, which is not followed, to keep the token from other hosts. Check the base URL"
  }
  if (answer.status >= 200 && answer.status <= 299)
    return "The answer says success and error at once"
  return "BitGPT answered with a status that nobody expected"
}

// 408: the server gave up waiting for the request, or says so.
const isRefusal = (status: number): boolean => status >= 400 && status <= 499 && status !== 408

/** The error for an answer with this status. The one place where statuses become errors. */
export const fromAnswer = (failed: Failed, answer: ErrorAnswer): BitGptError => {
  const { fields, retryAfter, serverMessage, status, supportId } = answer
  const problems = listed(fields)
  const props = {
    ...base(failed, {
      reach: isRefusal(status) ? "refused" : "unknown",
      isHopeful: answer.shouldRetry ?? retryableStatuses.has(status),
      sentences: [
        `${failed.call.method} ${failed.call.urlTemplate} was answered with status ${status}`,
        advice(answer),
        problems === "" ? undefined : `What is wrong, by field: ${problems}`,
        serverMessage === undefined ? undefined : `BitGPT says: ${serverMessage}`,
        supportId === undefined ? undefined : `Support id: ${supportId}`
      ]
    }),
    status,
    supportId,
    serverMessage,
    retryAfter
  }
  switch (status) {
    case 400:
    case 422:
      return new ValidationError({ ...props, fields })
    case 401:
      return new AuthenticationError(props)
    case 403:
      return new PermissionDeniedError(props)
    case 404:
      return new NotFoundError(props)
    case 429:
      return new RateLimitError(props)
  }
  return status >= 500 && status <= 599 ? new ServerError(props) : new UnexpectedStatusError(props)
}

/** The error for input that is refused before anything is sent. */
export const invalidInput = (
  call: CallDescription,
  error: ParseResult.ParseError
): ValidationError => refusedInput(call, inputProblems(error))

/** The same, for problems that are known by field. */
export const refusedInput = (
  call: CallDescription,
  fields: Readonly<Record<string, string>>
): ValidationError =>
  new ValidationError({
    ...base(
      { call, attempts: 0 },
      {
        reach: "unsent",
        isHopeful: false,
        sentences: [`The input is invalid (${listed(fields)})`, "Nothing was sent"]
      }
    ),
    fields
  })

const notSent = "This attempt was not sent"

/** The error for a token that could not be had, or can't be sent. */
export const noUsableToken = (failed: Failed, problem: string): AuthenticationError =>
  new AuthenticationError(
    base(failed, {
      reach: "unsent",
      isHopeful: false,
      sentences: [problem, notSent]
    })
  )

const transportProblems: Readonly<Record<TransportError["reason"], string>> = {
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

// A TLS failure or a connection that times out may also come later, on a connection in use.
const reasonsBeforeSending: ReadonlySet<TransportError["reason"]> = new Set([
  "Dns",
  "ConnectionRefused"
])

/** The error for an answer that didn't come, or not in full. */
export const noAnswer = (
  failed: Failed,
  facts: {
    readonly reason: TransportError["reason"]
    readonly cause: SafeCause | undefined
    readonly status?: number
    readonly shouldRetry?: boolean | undefined
  }
): TransportError =>
  new TransportError({
    ...base(failed, {
      reach: reasonsBeforeSending.has(facts.reason) ? "unsent" : "unknown",
      isHopeful: facts.shouldRetry ?? true,
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

const describeLimit = (limit: TimeoutError["limit"], duration: Duration.Duration): string =>
  `${Duration.format(duration)}, the time limit of ${limit === "attempt" ? "an attempt" : "the whole call"}`

const timeout = (
  failed: Failed,
  facts: {
    readonly limit: TimeoutError["limit"]
    readonly duration: Duration.Duration
    readonly reach: Reach
    readonly sentences: ReadonlyArray<string>
  }
): TimeoutError => {
  const { duration, limit, reach, sentences } = facts
  return new TimeoutError({
    ...base(failed, { reach, isHopeful: true, sentences }),
    limit,
    duration
  })
}

/** The error for a time limit that was reached. */
export const outOfTime = (
  failed: Failed,
  limit: TimeoutError["limit"],
  duration: Duration.Duration
): TimeoutError => {
  const missing = limit === "attempt" ? "No whole answer" : "Not done"
  return timeout(failed, {
    limit,
    duration,
    reach: failed.attempts === 0 ? "unsent" : "unknown",
    sentences: [`${missing} within ${describeLimit(limit, duration)}`]
  })
}

/** The error for a time limit that was reached while the token was asked for. */
export const noTokenInTime = (
  failed: Failed,
  limit: TimeoutError["limit"],
  duration: Duration.Duration
): TimeoutError =>
  timeout(failed, {
    limit,
    duration,
    reach: "unsent",
    sentences: [`No access token within ${describeLimit(limit, duration)}`, notSent]
  })

/** The error for a call whose turn under the client's own rate limit would come too late. */
export const noTurn = (
  call: CallDescription,
  wait: Duration.Duration | undefined,
  total: Duration.Duration
): TimeoutError =>
  timeout(
    { call, attempts: 0 },
    {
      limit: "total",
      duration: total,
      reach: "unsent",
      sentences: [
        wait === undefined
          ? "The client's rate limit did not let it go within the time limit of the whole call"
          : `The client's rate limit lets it go in ${Duration.format(wait)}, which is later than the time limit of the whole call allows`,
        "Nothing was sent"
      ]
    }
  )

const decodeProblems: Readonly<Record<DecodeError["reason"], string>> = {
  EmptyBody: "it is empty",
  BodyTooLarge: "it is larger than the client's maxResponseBytes",
  InvalidEncoding: "its encoding is broken",
  InvalidJson: "it is not JSON",
  UnexpectedShape: "it has not the promised form"
}

/** The error for a success whose body is not what was promised. */
export const undecodable = (
  failed: Failed,
  facts: {
    readonly status: number
    readonly reason: DecodeError["reason"]
    readonly path?: string | undefined
    readonly supportId?: string | undefined
    readonly shouldRetry: boolean | undefined
  }
): DecodeError =>
  new DecodeError({
    ...base(failed, {
      reach: "unknown",
      isHopeful: facts.shouldRetry ?? false,
      sentences: [
        `The answer reports success (${facts.status}) but its body can't be used: ${decodeProblems[facts.reason]}`,
        facts.path === undefined ? undefined : `First difference at: ${facts.path}`,
        facts.supportId === undefined ? undefined : `Support id: ${facts.supportId}`
      ]
    }),
    status: facts.status,
    supportId: facts.supportId,
    reason: facts.reason,
    path: facts.path
  })
