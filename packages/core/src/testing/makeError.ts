/**
 * Every error of the library, made for tests.
 *
 * @module
 */
import * as Duration from "effect/Duration"
import { ApiKeys } from "../apiKeys/ApiKeys.js"
import type { BitGptError, DecodeError, TransportError } from "../errors/BitGptError.js"
import * as Failure from "../internal/failure/failure.js"
import type { Operation, Progress } from "../internal/failure/operation.js"
import { meaningOf, statuses, type StatusTag } from "../internal/failure/statuses.js"
import { as } from "../internal/resource/as.js"
import { resources } from "../resources.js"

type Tag = BitGptError["_tag"]

/** What {@link makeError} can be told: any fields of the error. */
export type ErrorOverrides<T extends Tag> = Partial<Failure.PropsOf<T>>

/** The fields that say what else an error says. */
type Facts = Partial<
  Omit<Failure.PropsOf<"ValidationError">, "status"> &
    Omit<Failure.PropsOf<"TimeoutError">, "operation">
> & {
  readonly status?: number | undefined
  readonly reason?: TransportError["reason"] | DecodeError["reason"] | undefined
  readonly path?: string | undefined
  readonly cause?: TransportError["cause"]
}

const operations = resources.flatMap(({ endpoints }) => Object.values<Operation>(endpoints))

const progressOf = ({ attempts = 1, idempotencyKey, operation }: Facts): Progress => ({
  operation: operations.find((known) => known.operation === operation) ?? {
    ...ApiKeys.endpoints.get,
    ...(operation === undefined ? {} : { operation })
  },
  attempts,
  idempotencyKey
})

/** The first status that has a tag. The first `UnexpectedStatusError` would be one that passes. */
const defaultStatusOf = (tag: StatusTag): number =>
  tag === "UnexpectedStatusError"
    ? 418
    : Number(Object.entries(statuses).find(([, meaning]) => meaning.tag === tag)?.[0])

const answered = (tag: StatusTag, facts: Facts): BitGptError => {
  const { status = defaultStatusOf(tag) } = facts
  if (meaningOf(status).tag !== tag) {
    throw new Error(`No ${tag} has the status ${status}: that is ${meaningOf(status).tag}`)
  }
  return Failure.fromAnswer(progressOf(facts), {
    status,
    origin: facts.isFromBitGpt === false ? "Other" : "BitGpt",
    supportId: "support_018ecfc3-bfa6-7b95-a29c-bd8fc3f5b2c6",
    serverMessage: facts.serverMessage,
    retryAfter: facts.retryAfter ?? (tag === "RateLimitError" ? Duration.seconds(30) : undefined),
    fields: facts.fields ?? {},
    shouldRetry: undefined,
    ...("supportId" in facts ? { supportId: facts.supportId } : {})
  })
}

/** Whether an error is asked for that comes before anything is sent. */
const isUnsent = (facts: Facts): boolean => "status" in facts && facts.status === undefined

/** Each tag has overrides of its own, which `as` is told here. */
const make = (tag: Tag, facts: Facts): BitGptError => {
  const progress = progressOf(facts)
  switch (tag) {
    case "TransportError":
      return Failure.noAnswer(progress, {
        reason: as<TransportError["reason"]>(facts.reason ?? "ConnectionReset"),
        isUnsent: facts.reason === "Dns" || facts.reason === "ConnectionRefused",
        cause: facts.cause
      })
    case "TimeoutError": {
      const { limit = "attempt" } = facts
      const { duration = Duration.seconds(limit === "attempt" ? 10 : 60) } = facts
      return Failure.outOfTime(progress, { limit, duration, waiting: "Answer" })
    }
    case "DecodeError": {
      const reason = as<DecodeError["reason"]>(facts.reason ?? "UnexpectedShape")
      return Failure.undecodable(progress, {
        status: facts.status ?? 200,
        reason,
        path: facts.path ?? (reason === "UnexpectedShape" ? "data.label" : undefined),
        supportId: facts.supportId,
        shouldRetry: undefined
      })
    }
    case "AuthenticationError":
      return isUnsent(facts)
        ? Failure.noUsableToken({ ...progress, attempts: 0 }, "The accessToken effect failed")
        : answered(tag, facts)
    case "ValidationError":
      return isUnsent(facts)
        ? Failure.refusedInput(progress.operation, facts.fields ?? {})
        : answered(tag, facts)
    default:
      return answered(tag, facts)
  }
}

const build = <T extends Tag>(tag: T, overrides: ErrorOverrides<T>): Failure.ErrorOf<T> => {
  const made = make(tag, overrides)
  // eslint-disable-next-line @typescript-eslint/no-misused-spread -- of an error, which can be yielded, only its fields are wanted
  return Failure.makeError(tag, { ...made, message: made.message, ...overrides })
}

/** How each error that was made for no call in particular is made for one. */
const unnamed = new WeakMap<BitGptError, (operation: string) => BitGptError>()

/** An error as the call fails with it that it is scripted for. */
export const asErrorOf =
  (operation: string) =>
  (error: BitGptError): BitGptError =>
    error.operation === operation ? error : (unnamed.get(error)?.(operation) ?? error)

/**
 * Makes any error by its tag, with the fields that matter to the test. The rest is what the real client
 * would say of the call that `operation` names: `message`, `isRetryable`, `mayHaveTakenEffect` and others
 * follow, unless they are given. So `makeError("ServerError", { operation: "ApiKeys.create" })` is not
 * retryable and may have taken effect. Left out, it is the call that the error is scripted for with
 * `BitGptTest` or `layerHandlers`, and `ApiKeys.get` elsewhere.
 *
 * `status: undefined` makes the `AuthenticationError` or `ValidationError` of a call that sent nothing.
 *
 * @example
 * ```ts
 * import { makeError } from "effect-bitgpt/testing"
 *
 * const maintenance = makeError("ServerError", { status: 503, attempts: 3 })
 * const unknownHost = makeError("TransportError", { reason: "Dns" })
 * ```
 */
export const makeError = <T extends Tag>(
  tag: T,
  overrides: ErrorOverrides<T> = {}
): Failure.ErrorOf<T> => {
  const error = build(tag, overrides)
  if (overrides.operation === undefined) {
    unnamed.set(error, (operation) => build(tag, { ...overrides, operation }))
  }
  return error
}
