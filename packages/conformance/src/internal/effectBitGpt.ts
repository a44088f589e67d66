import {
  ApiKey,
  ApiKeys,
  ApiKeySummary,
  type BitGptError,
  CreatedApiKey,
  isBitGptError,
  RetryPolicy,
  TimeoutPolicy
} from "effect-bitgpt"
import * as Cause from "effect/Cause"
import type * as ConfigError from "effect/ConfigError"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { inspect } from "node:util"
import type { Adapter, Task } from "../Adapter.js"
import type { Failure, Outcome } from "../Outcome.js"

const encodeKey = Schema.encode(ApiKey)
const encodeKeys = Schema.encode(Schema.Array(ApiKeySummary))
const encodeCreated = Schema.encode(CreatedApiKey)

/** The call, its value in the form of the wire, and what came around it. */
const answerTo = ({ call }: Task) =>
  Effect.gen(function* () {
    const apiKeys = yield* ApiKeys
    switch (call._tag) {
      case "Get": {
        const response = yield* apiKeys.getResponse(call.id)
        return { response, value: yield* Effect.orDie(encodeKey(response.envelope.data)) }
      }
      case "List": {
        const response = yield* apiKeys.listResponse()
        return { response, value: yield* Effect.orDie(encodeKeys(response.envelope.data)) }
      }
      case "Create": {
        const { description, expires_at, ip_allow_list, label, scopes } = call.input
        const response = yield* apiKeys.createResponse({
          label,
          description,
          scopes,
          ipAllowList: ip_allow_list,
          expiresAt: expires_at === undefined ? undefined : DateTime.unsafeMake(expires_at)
        })
        return { response, value: yield* Effect.orDie(encodeCreated(response.envelope.data)) }
      }
      case "Update": {
        const response = yield* apiKeys.updateResponse(call.id, call.input)
        return { response, value: null }
      }
    }
  })

const policiesOf = (task: Task) =>
  Layer.merge(
    RetryPolicy.layer({
      maxRetries: task.maxRetries,
      baseDelay: task.baseDelayMillis,
      maxRetryAfter: task.maxRetryAfterMillis
    }),
    TimeoutPolicy.layer({ attempt: task.attemptMillis, total: task.totalMillis })
  )

/** What a task says of the client. */
export const clientOptions = (task: Task) => ({
  accessToken: task.accessToken,
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

/** The names of the wire, where this library has its own. */
const wireName = (field: string): string =>
  field.replace(/^ipAllowList/, "ip_allow_list").replace(/^expiresAt/, "expires_at")

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
    supportId: "supportId" in error ? (error.supportId ?? null) : null
  }
}

const outcomeOf = (exit: Exit.Exit<Effect.Effect.Success<ReturnType<typeof answerTo>>, unknown>) =>
  Exit.match(exit, {
    onSuccess: ({ response, value }): Outcome => ({
      result: {
        _tag: "Success",
        value,
        status: response.status,
        supportId: Option.getOrNull(response.envelope.supportId)
      },
      texts: textsOf(response)
    }),
    onFailure: (cause): Outcome => {
      const error = Cause.failureOption(cause)
      const texts = [Cause.pretty(cause, { renderErrorCause: true }), ...textsOf(cause)]
      return Option.isSome(error) && isBitGptError(error.value)
        ? { result: failureOf(error.value), texts: [...texts, ...textsOf(error.value)] }
        : { result: { _tag: "Broken", problem: Cause.pretty(cause) }, texts }
    }
  })

/** Performs tasks with effect-bitgpt, by a client for each of them. */
export const perform =
  (clientFor: (task: Task) => Layer.Layer<ApiKeys, ConfigError.ConfigError>): Adapter["perform"] =>
  (task) =>
    Layer.build(Layer.provide(clientFor(task), policiesOf(task))).pipe(
      Effect.flatMap((client) => Effect.provide(answerTo(task), client)),
      Effect.exit,
      Effect.map(outcomeOf)
    )
