/**
 * The API keys of a BitGPT organization.
 *
 * @module
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type { ApiKey } from "./ApiKey.js"
import type { ApiResponse } from "./ApiResponse.js"
import type { BitGptError } from "./BitGptError.js"
import * as Endpoints from "./internal/apiKeysEndpoints.js"
import type { Client } from "./internal/client.js"

/** The methods of {@link ApiKeys}. */
export interface ApiKeysService {
  /**
   * Gets one API key.
   *
   * An id that is empty or not one segment of a path fails with `ValidationError`, and nothing is
   * sent. Fails with any {@link BitGptError}.
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

/** @internal */
export const make = (client: Client): ApiKeysService => {
  const getResponse = (id: string) => client.call(Endpoints.get, { id })
  return {
    get: (id) => Effect.map(getResponse(id), ({ envelope }) => envelope.data),
    getResponse
  }
}
