/**
 * A cache in front of `ApiKeys`.
 *
 * @module
 */
import type * as Cache from "effect/Cache"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { ApiKeys, fromResponses } from "./ApiKeys.js"
import { makeLookups } from "./internal/lookups.js"

/** Options of {@link ApiKeysCache.layer}. */
export interface ApiKeysCacheOptions {
  /** The most keys that are kept. For one more, an earlier one goes; Effect's `Cache` says which. */
  readonly capacity: number
  /** How long a key is kept, counted from when it was asked for. */
  readonly timeToLive: Duration.DurationInput
}

/** What a program sees and changes behind {@link ApiKeysCache.layer}. */
export interface ApiKeysCacheService {
  /**
   * Drops a key, so that the next `get` asks for it. A lookup on its way still answers those who wait
   * for it, but is not kept.
   */
  readonly invalidate: (id: string) => Effect.Effect<void>
  /** Drops every key. */
  readonly invalidateAll: Effect.Effect<void>
  /** How many keys are kept, and how many times one was found or had to be asked for. */
  readonly stats: Effect.Effect<Cache.CacheStats>
}

/**
 * A cache of keys in front of any `ApiKeys`, built on Effect's `Cache`.
 *
 * - `get` and `getResponse` of the same id share one entry, and callers at the same time one lookup.
 *   `getMany` goes through the cache too.
 * - A lookup that fails is not kept: all who wait for it get its error, and the next one asks again.
 * - `update` drops its key, whatever becomes of it, since it may have taken effect. A `get` on its way
 *   meanwhile is dropped too, so that no key of before the update comes back. Changes that others make
 *   show after `timeToLive` at the latest.
 * - A shared lookup runs under the policies that this layer and the client's were given, and in the
 *   trace of the caller who began it. Policies around a single `get` don't apply to it: to wait less
 *   long use `Effect.timeout`. A caller that is interrupted takes nobody along; the lookup goes on
 *   until its own time limit, or until the layer's scope closes.
 * - `list` and `create` go straight through. A list is not kept, for a key that is created or expires
 *   would have to change it.
 * - All callers share what is kept. So an `accessToken` effect that gives each caller a token of his
 *   own must not stand behind a cache: one would see the other's keys.
 *
 * Secrets in it stay `Redacted`.
 *
 * @example
 * ```ts
 * import { ApiKeys, ApiKeysCache, BitGpt } from "effect-bitgpt"
 * import { Effect, Layer } from "effect"
 *
 * const Client = ApiKeysCache.layer({ capacity: 1000, timeToLive: "1 minute" }).pipe(
 *   Layer.provide(BitGpt.layerConfig())
 * )
 *
 * const program = Effect.gen(function* () {
 *   const apiKeys = yield* ApiKeys
 *   yield* apiKeys.get("api_key_1")
 *   yield* apiKeys.get("api_key_1") // no second request
 *   const cache = yield* ApiKeysCache
 *   return yield* cache.stats
 * }).pipe(Effect.provide(Client))
 * ```
 */
export class ApiKeysCache extends Context.Tag("effect-bitgpt/ApiKeysCache")<
  ApiKeysCache,
  ApiKeysCacheService
>() {
  /**
   * Puts a cache in front of the `ApiKeys` that it is given, be it the client's or a test's.
   *
   * @example
   * ```ts
   * import { ApiKeysCache } from "effect-bitgpt"
   * import { ApiKeysTest, makeApiKey } from "effect-bitgpt/testing"
   * import { Layer } from "effect"
   *
   * const Cached = ApiKeysCache.layer({ capacity: 100, timeToLive: "30 seconds" }).pipe(
   *   Layer.provideMerge(ApiKeysTest.layer({ keys: [makeApiKey({ id: "api_key_1" })] }))
   * )
   * ```
   */
  static readonly layer = (
    options: ApiKeysCacheOptions
  ): Layer.Layer<ApiKeys | ApiKeysCache, never, ApiKeys> => Layer.scopedContext(make(options))
}

const make = (options: ApiKeysCacheOptions) =>
  Effect.gen(function* () {
    const apiKeys = yield* ApiKeys
    const lookups = yield* makeLookups({ ...options, lookup: apiKeys.getResponse })
    const cached = fromResponses({
      getResponse: lookups.get,
      listResponse: apiKeys.listResponse,
      createResponse: apiKeys.createResponse,
      updateResponse: (id, changes) =>
        Effect.ensuring(apiKeys.updateResponse(id, changes), lookups.invalidate(id))
    })
    return Context.make(ApiKeys, cached).pipe(
      Context.add(ApiKeysCache, {
        invalidate: lookups.invalidate,
        invalidateAll: lookups.invalidateAll,
        stats: lookups.stats
      })
    )
  })
