import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { ApiKey, ApiKeyId } from "../../ApiKey.js"
import { type ApiKeysService, fromResponses } from "../../ApiKeys.js"
import { ApiKeySummary, MaskedSecret } from "../../ApiKeySummary.js"
import type { ApiResponse } from "../../ApiResponse.js"
import type { BitGptError } from "../../BitGptError.js"
import { CreatedApiKey } from "../../CreateApiKey.js"
import { makeApiResponse } from "../../testing/makeApiResponse.js"
import { makeNotFoundError } from "../../testing/makeErrors.js"
import * as Endpoints from "../apiKeysEndpoints.js"
import type { Endpoint } from "../endpoint.js"
import * as Failure from "../failure.js"

const mask = Schema.decodeSync(MaskedSecret)

const summaryOf = (key: ApiKey): ApiKeySummary =>
  ApiKeySummary.make({
    id: key.id,
    maskedSecret: Option.map(key.secret, (secret) => mask(Redacted.value(secret))),
    scopes: Option.some(key.scopes),
    ipAllowList: Option.some(key.ipAllowList),
    expiresAt: key.expiresAt,
    createdAt: Option.some(key.createdAt),
    updatedAt: key.updatedAt
  })

const numbered = (number: number): string =>
  `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`

// BitGPT's times are whole seconds.
const now: Effect.Effect<DateTime.Utc> = Effect.map(DateTime.now, DateTime.startOf("second"))

/** The service `ApiKeys` over keys in memory, which answers as BitGPT does. */
export const makeMemoryApiKeys = (keys: Map<string, ApiKey>): ApiKeysService => {
  let answers = 0
  let created = 0

  /** Checks the input as the real client does, and puts what the work gives into an answer. */
  const answer = <Input, Output>(
    endpoint: Endpoint<Input, Output>,
    input: Input,
    work: (supportId: string) => Effect.Effect<Output, BitGptError>,
    message?: string
  ): Effect.Effect<ApiResponse<Output>, BitGptError> =>
    Effect.gen(function* () {
      const request = endpoint.encodeInput(input)
      if (Either.isLeft(request)) return yield* Failure.invalidInput(endpoint, request.left)
      answers += 1
      const supportId = `support_${numbered(answers)}`
      const data = yield* work(supportId)
      const date = new Date(yield* Clock.currentTimeMillis).toUTCString()
      return makeApiResponse(data, {
        headers: { date },
        envelope: {
          supportId: Option.some(supportId),
          ...(message === undefined ? {} : { message: Option.some(message) })
        }
      })
    })

  const find = (endpoint: Endpoint<never, unknown>, id: string, supportId: string) =>
    Effect.suspend(() => {
      const key = keys.get(id)
      if (key !== undefined) return Effect.succeed(key)
      return makeNotFoundError({
        operation: endpoint.operation,
        supportId,
        serverMessage: "The requested resource was not found."
      })
    })

  return fromResponses({
    getResponse: (id) =>
      answer(Endpoints.get, { id }, (supportId) => find(Endpoints.get, id, supportId)),

    listResponse: () =>
      answer(Endpoints.list, {}, () => Effect.sync(() => Array.from(keys.values(), summaryOf))),

    createResponse: (input) =>
      answer(Endpoints.create, input, () =>
        Effect.map(now, (createdAt) => {
          created += 1
          const id = ApiKeyId.make(`api_key_${numbered(created)}`)
          const secret = Redacted.make(["sk", "test", String(created).padStart(58, "0")].join("_"))
          const expiresAt = Option.map(Option.fromNullable(input.expiresAt), (expiry) =>
            DateTime.startOf(DateTime.toUtc(expiry), "second")
          )
          const { description, ipAllowList = [], label, scopes = [] } = input
          keys.set(
            id,
            ApiKey.make({
              id,
              label,
              description: Option.fromNullable(description),
              secret: Option.some(secret),
              scopes,
              ipAllowList,
              expiresAt,
              createdAt
            })
          )
          return CreatedApiKey.make({
            id,
            secret,
            scopes: Option.some(scopes),
            ipAllowList: Option.some(ipAllowList),
            expiresAt,
            createdAt: Option.some(createdAt)
          })
        })
      ),

    updateResponse: (id, changes) =>
      answer(
        Endpoints.update,
        { ...changes, id },
        (supportId) =>
          Effect.gen(function* () {
            const key = yield* find(Endpoints.update, id, supportId)
            const { createdAt, expiresAt, ipAllowList, metrics, organizationId } = key
            const { description = Option.getOrUndefined(key.description), label } = changes
            keys.set(
              id,
              ApiKey.make({
                id: key.id,
                organizationId,
                label,
                description: Option.fromNullable(description),
                secret: key.secret,
                scopes: key.scopes,
                ipAllowList,
                expiresAt,
                createdAt,
                metrics,
                updatedAt: Option.some(yield* now)
              })
            )
          }),
        "API key updated"
      )
  })
}
