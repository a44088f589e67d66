import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import { BitGpt, type BitGptError, isBitGptError, RetryPolicy, TimeoutPolicy } from "effect-bitgpt"
import * as Cause from "effect/Cause"
import type * as ConfigError from "effect/ConfigError"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { identity } from "effect/Function"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Tracer from "effect/Tracer"
import { inspect } from "node:util"
import type { Adapter, Task } from "../Adapter.js"
import type { Failure, Outcome } from "../Outcome.js"
import { type Made, makeCall, type Services, wireName } from "./described.js"

/** The policies that a task asks for. */
export const policiesOf = (task: Task) =>
  Layer.merge(
    RetryPolicy.layer({
      maxRetries: task.maxRetries,
      baseDelay: task.baseDelayMillis,
      maxRetryAfter: task.maxRetryAfterMillis
    }),
    TimeoutPolicy.layer({ attempt: task.attemptMillis, total: task.totalMillis })
  )

/** An application's own error, which has the token in its message. */
class VaultClosed extends Data.TaggedError("VaultClosed")<{ readonly message: string }> {}

const asked = ({ accessToken, tokenEnd }: Task) => {
  switch (tokenEnd) {
    case "Token":
      return Effect.succeed(accessToken)
    case "Failure":
      return Effect.fail(
        new VaultClosed({ message: `The vault of ${Redacted.value(accessToken)} is closed` })
      )
    case "Interruption":
      return Effect.interrupt
    case "Never":
      return Effect.uninterruptible(Effect.never)
  }
}

const tokenOf = (task: Task) =>
  task.tokenDelayMillis === 0 && task.tokenEnd === "Token"
    ? task.accessToken
    : Effect.delay(asked(task), task.tokenDelayMillis)

/** What a task says of the client. */
export const clientOptions = (task: Task) => ({
  accessToken: tokenOf(task),
  baseUrl: task.baseUrl,
  maxResponseBytes: task.maxResponseBytes
})

/** Every way in which a program would write a value down. */
const textsOf = (value: unknown): ReadonlyArray<string> => [
  String(value),
  JSON.stringify(value),
  inspect(value, { depth: 10 }),
  inspect(value, { depth: 10, showHidden: true, customInspect: false }),
  ...(value instanceof Error ? [value.message, value.stack ?? "", String(value.cause)] : [])
]

const failureOf = (error: BitGptError): Failure => {
  const retryAfter = "retryAfter" in error ? error.retryAfter : undefined
  return {
    _tag: "Failure",
    tag: error._tag,
    attempts: error.attempts,
    isRetryable: error.isRetryable,
    mayHaveTakenEffect: error.mayHaveTakenEffect,
    status: "status" in error ? (error.status ?? null) : null,
    reason: "reason" in error ? error.reason : null,
    path: "path" in error ? (error.path ?? null) : null,
    limit: "limit" in error ? error.limit : null,
    retryAfterMillis: retryAfter === undefined ? null : Duration.toMillis(retryAfter),
    fields:
      "fields" in error
        ? Object.fromEntries(
            Object.entries(error.fields).map(([name, text]) => [wireName(name), text])
          )
        : null,
    serverMessage: "serverMessage" in error ? (error.serverMessage ?? null) : null,
    supportId: "supportId" in error ? (error.supportId ?? null) : null,
    isFromBitGpt: "isFromBitGpt" in error ? error.isFromBitGpt : null,
    idempotencyKey: error.idempotencyKey ?? null
  }
}

const outcomeOf = (exit: Exit.Exit<Made, unknown>) =>
  Exit.match(exit, {
    onSuccess: ({ answer, status, supportId, value }): Outcome => ({
      result: { _tag: "Success", value, status, supportId },
      texts: textsOf(answer)
    }),
    onFailure: (cause): Outcome => {
      const error = Cause.failureOption(cause)
      const texts = [Cause.pretty(cause, { renderErrorCause: true }), ...textsOf(cause)]
      return Option.isSome(error) && isBitGptError(error.value)
        ? { result: failureOf(error.value), texts: [...texts, ...textsOf(error.value)] }
        : { result: { _tag: "Broken", problem: Cause.pretty(cause) }, texts }
    }
  })

/** The span that a `traceparent` tells of. */
const spanOf = (traceparent: string): Tracer.ExternalSpan => {
  const [, traceId = "", spanId = "", flags] = traceparent.split("-")
  return Tracer.externalSpan({ traceId, spanId, sampled: flags === "01" })
}

/** Makes a task's call with the client that is there. */
export const performCall = ({ call, traceparent }: Task): Effect.Effect<Outcome, never, Services> =>
  makeCall(call.operation, call.input).pipe(
    traceparent === undefined ? identity : Effect.withParentSpan(spanOf(traceparent)),
    Effect.exit,
    Effect.map(outcomeOf)
  )

/** Performs tasks with effect-bitgpt, by a client for each of them. */
export const perform =
  (clientFor: (task: Task) => Layer.Layer<Services, ConfigError.ConfigError>): Adapter["perform"] =>
  (task) =>
    Layer.build(Layer.provide(clientFor(task), policiesOf(task))).pipe(
      Effect.matchCauseEffect({
        onFailure: (cause) =>
          Effect.succeed<Outcome>({
            result: { _tag: "Refused" },
            texts: [Cause.pretty(cause), ...textsOf(cause)]
          }),
        onSuccess: (client) => Effect.provide(performCall(task), client)
      })
    )

/** The client over `fetch`, as `BitGpt.layer` has it. */
export const fetchClient = (task: Task) =>
  BitGpt.layer(clientOptions(task)).pipe(
    Layer.provide(Layer.succeed(FetchHttpClient.RequestInit, { headers: task.headers }))
  )

/** An HTTP client that sends a task's headers too. */
const withHeaders = ({
  headers
}: Task): Layer.Layer<HttpClient.HttpClient, never, HttpClient.HttpClient> =>
  Layer.effect(
    HttpClient.HttpClient,
    Effect.map(
      HttpClient.HttpClient,
      HttpClient.mapRequestInput(HttpClientRequest.setHeaders(headers))
    )
  )

/** Performs tasks with effect-bitgpt over an HTTP client of the platform. */
export const performOver = (
  httpClient: (task: Task) => Layer.Layer<HttpClient.HttpClient>
): Adapter["perform"] =>
  perform((task) =>
    BitGpt.layerNoDeps(clientOptions(task)).pipe(
      Layer.provide(withHeaders(task)),
      Layer.provide(httpClient(task))
    )
  )
