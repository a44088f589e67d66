/**
 * The API keys of a BitGPT organization.
 *
 * @module
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Either from "effect/Either"
import type * as Types from "effect/Types"
import type { ApiKey } from "./ApiKey.js"
import type { ApiKeySummary } from "./ApiKeySummary.js"
import type { ApiResponse } from "./ApiResponse.js"
import type { BitGptError } from "./BitGptError.js"
import type { CreateApiKey, CreatedApiKey } from "./CreateApiKey.js"
import * as Endpoints from "./internal/apiKeysEndpoints.js"
import type { Client } from "./internal/client.js"
import { makeGetMany } from "./internal/getMany.js"
import type { Answer } from "./internal/interpret.js"
import type { UpdateApiKey } from "./UpdateApiKey.js"

/** Options of `ApiKeys.getMany`. */
export interface GetManyOptions {
  /** How many keys are asked for at once. Default: 10. */
  readonly concurrency?: Types.Concurrency | undefined
}

/**
 * The methods of {@link ApiKeys}.
 *
 * Each fails with any {@link BitGptError}. Input that can't be right fails with `ValidationError`,
 * all of its problems at once, and nothing is sent.
 */
export interface ApiKeysService {
  /**
   * Gets one API key.
   *
   * An id that is empty or not one segment of a path is refused before anything is sent.
   *
   * Source: BitGPT's developer reference, `GET /developers/api_keys/{id}`.
   *
   * @example
   * ```ts
   * import { ApiKeys } from "effect-bitgpt"
   * import { Effect } from "effect"
   *
   * const label = Effect.gen(function* () {
   *   const apiKeys = yield* ApiKeys
   *   const key = yield* apiKeys.get("api_key_0197c0ec-a197-719f-84a9-99270a79b42a")
   *   return key.label
   * })
   * ```
   */
  readonly get: (id: string) => Effect.Effect<ApiKey, BitGptError>

  /**
   * Gets one API key together with what came around it: HTTP status, response headers and the
   * envelope with its support id. One request, as with `get`, and the same errors.
   *
   * @example
   * ```ts
   * import { ApiKeys } from "effect-bitgpt"
   * import { Effect } from "effect"
   *
   * const supportId = Effect.gen(function* () {
   *   const apiKeys = yield* ApiKeys
   *   const { envelope } = yield* apiKeys.getResponse("api_key_0197c0ec-a197-719f-84a9-99270a79b42a")
   *   yield* Effect.log(envelope.data.label, envelope.env)
   *   return envelope.supportId
   * })
   * ```
   */
  readonly getResponse: (id: string) => Effect.Effect<ApiResponse<ApiKey>, BitGptError>

  /**
   * Gets many API keys: one result for each id, in the order of the ids. A key that can't be had
   * takes no other along, so the whole never fails.
   *
   * The same id given twice is one request. Under `Effect.withRequestCaching(true)` several `getMany`
   * share their requests too, through Effect's request cache, which keeps failures as well. Don't
   * switch it on where an `accessToken` effect gives each caller a token of his own: one would get the
   * other's keys.
   *
   * @example
   * ```ts
   * import { ApiKeys } from "effect-bitgpt"
   * import { Array, Effect } from "effect"
   *
   * const program = Effect.gen(function* () {
   *   const apiKeys = yield* ApiKeys
   *   const results = yield* apiKeys.getMany(["api_key_1", "api_key_2"], { concurrency: 5 })
   *   const [errors, keys] = Array.separate(results)
   *   yield* Effect.log(`${keys.length} keys, ${errors.length} could not be had`)
   * })
   * ```
   */
  readonly getMany: (
    ids: Iterable<string>,
    options?: GetManyOptions
  ) => Effect.Effect<ReadonlyArray<Either.Either<ApiKey, BitGptError>>>

  /**
   * Lists the API keys of the organization, with masked secrets and without labels. BitGPT documents
   * neither paging nor filters: all of them come at once.
   *
   * Source: BitGPT's developer reference, `GET /developers/api_keys`.
   *
   * @example
   * ```ts
   * import { ApiKeys } from "effect-bitgpt"
   * import { Effect, Option } from "effect"
   *
   * const everlasting = Effect.gen(function* () {
   *   const apiKeys = yield* ApiKeys
   *   const keys = yield* apiKeys.list()
   *   return keys.filter((key) => Option.isNone(key.expiresAt)).map((key) => key.id)
   * })
   * ```
   */
  readonly list: () => Effect.Effect<ReadonlyArray<ApiKeySummary>, BitGptError>

  /**
   * As `list`, with what came around the keys. One request, and the same errors.
   *
   * @example
   * ```ts
   * import { ApiKeys } from "effect-bitgpt"
   * import { Effect } from "effect"
   *
   * const count = Effect.gen(function* () {
   *   const apiKeys = yield* ApiKeys
   *   const { envelope } = yield* apiKeys.listResponse()
   *   yield* Effect.log("listed", envelope.supportId)
   *   return envelope.data.length
   * })
   * ```
   */
  readonly listResponse: () => Effect.Effect<ApiResponse<ReadonlyArray<ApiKeySummary>>, BitGptError>

  /**
   * Creates an API key and returns it with its secret, which BitGPT presumably shows this once (not
   * documented): put it into your secret store before anything else.
   *
   * BitGPT documents no idempotency key for this call. So it is never sent again once the request may
   * have arrived, whatever the retry policy: an error whose `mayHaveTakenEffect` is true leaves it
   * open whether there is a new key, and a `list` from before and one from after tell. Needs an access
   * token: an API key can't create keys.
   *
   * Source: BitGPT's developer reference, `POST /developers/api_keys`.
   *
   * @example
   * ```ts
   * import { ApiKeys } from "effect-bitgpt"
   * import { Effect } from "effect"
   *
   * const secret = Effect.gen(function* () {
   *   const apiKeys = yield* ApiKeys
   *   const created = yield* apiKeys.create({ label: "Checkout", scopes: ["products.read"] })
   *   return created.secret
   * })
   * ```
   */
  readonly create: (input: CreateApiKey) => Effect.Effect<CreatedApiKey, BitGptError>

  /**
   * As `create`, with what came around the key. One request, and the same errors.
   *
   * @example
   * ```ts
   * import { ApiKeys } from "effect-bitgpt"
   * import { Effect } from "effect"
   *
   * const created = Effect.gen(function* () {
   *   const apiKeys = yield* ApiKeys
   *   const { envelope } = yield* apiKeys.createResponse({ label: "Checkout" })
   *   yield* Effect.log(`created ${envelope.data.id}`, envelope.env)
   *   return envelope.data
   * })
   * ```
   */
  readonly createResponse: (
    input: CreateApiKey
  ) => Effect.Effect<ApiResponse<CreatedApiKey>, BitGptError>

  /**
   * Changes an API key's label and description.
   *
   * What BitGPT answers with is not documented, so that nothing of it is returned: `get` has the key
   * as it is now. Needs an access token: an API key can't change keys.
   *
   * Source: BitGPT's developer reference, `PUT /developers/api_keys/{id}`.
   *
   * @example
   * ```ts
   * import { ApiKeys } from "effect-bitgpt"
   * import { Effect } from "effect"
   *
   * const rename = Effect.gen(function* () {
   *   const apiKeys = yield* ApiKeys
   *   yield* apiKeys.update("api_key_0197c0ec-a197-719f-84a9-99270a79b42a", {
   *     label: "Checkout",
   *     description: "Of the shop"
   *   })
   * })
   * ```
   */
  readonly update: (id: string, changes: UpdateApiKey) => Effect.Effect<void, BitGptError>

  /**
   * As `update`, with what BitGPT says around it. One request, and the same errors.
   *
   * @example
   * ```ts
   * import { ApiKeys } from "effect-bitgpt"
   * import { Effect } from "effect"
   *
   * const message = Effect.gen(function* () {
   *   const apiKeys = yield* ApiKeys
   *   const { envelope } = yield* apiKeys.updateResponse("api_key_1", { label: "Checkout" })
   *   return envelope.message
   * })
   * ```
   */
  readonly updateResponse: (
    id: string,
    changes: UpdateApiKey
  ) => Effect.Effect<ApiResponse<void>, BitGptError>
}

/**
 * Service for the API keys of an organization. `BitGpt.layer` and its siblings provide it; in tests,
 * `ApiKeysTest` of `effect-bitgpt/testing` takes its place.
 *
 * @example
 * ```ts
 * import { ApiKeys, BitGpt } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const program = Effect.flatMap(ApiKeys, (apiKeys) =>
 *   apiKeys.get("api_key_0197c0ec-a197-719f-84a9-99270a79b42a")
 * ).pipe(Effect.provide(BitGpt.layerConfig()))
 * ```
 */
export class ApiKeys extends Context.Tag("effect-bitgpt/ApiKeys")<ApiKeys, ApiKeysService>() {}

/** Calls, each with the data in an envelope. */
interface Calls {
  readonly get: (id: string) => Effect.Effect<WithData<ApiKey>, BitGptError>
  readonly list: () => Effect.Effect<WithData<ReadonlyArray<ApiKeySummary>>, BitGptError>
  readonly create: (input: CreateApiKey) => Effect.Effect<WithData<CreatedApiKey>, BitGptError>
  readonly update: (id: string, changes: UpdateApiKey) => Effect.Effect<WithData<void>, BitGptError>
}

type WithData<A> = Pick<ApiResponse<A>, "envelope">

const dataOf = <A, E>(answer: Effect.Effect<WithData<A>, E>): Effect.Effect<A, E> =>
  Effect.map(answer, ({ envelope }) => envelope.data)

/** The methods that give the data alone. */
const dataMethods = (calls: Calls) => {
  const get: ApiKeysService["get"] = (id) => dataOf(calls.get(id))
  return {
    get,
    getMany: makeGetMany(get),
    list: () => dataOf(calls.list()),
    create: (input: CreateApiKey) => dataOf(calls.create(input)),
    update: (id: string, changes: UpdateApiKey) => dataOf(calls.update(id, changes))
  }
}

const responseOf = <A, E>(answer: Effect.Effect<Answer<A>, E>): Effect.Effect<ApiResponse<A>, E> =>
  Effect.map(answer, ({ envelope, headers, status }) => ({ status, headers: headers(), envelope }))

/** @internal */
export const make = ({ call }: Client): ApiKeysService => {
  const answers = {
    get: (id: string) => call(Endpoints.get, { id }),
    list: () => call(Endpoints.list, {}),
    create: (input: CreateApiKey) => call(Endpoints.create, input),
    update: (id: string, changes: UpdateApiKey) => call(Endpoints.update, { ...changes, id })
  }
  return {
    ...dataMethods(answers),
    getResponse: (id) => responseOf(answers.get(id)),
    listResponse: () => responseOf(answers.list()),
    createResponse: (input) => responseOf(answers.create(input)),
    updateResponse: (id, changes) => responseOf(answers.update(id, changes))
  }
}

type ResponseMethods = Pick<
  ApiKeysService,
  "getResponse" | "listResponse" | "createResponse" | "updateResponse"
>

/**
 * The whole service, from the methods that give whole responses.
 *
 * @internal
 */
export const fromResponses = (methods: ResponseMethods): ApiKeysService => ({
  ...methods,
  ...dataMethods({
    get: methods.getResponse,
    list: methods.listResponse,
    create: methods.createResponse,
    update: methods.updateResponse
  })
})
