import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import * as Request from "effect/Request"
import * as RequestResolver from "effect/RequestResolver"
import type { ApiKey } from "../ApiKey.js"
import type { ApiKeysService } from "../ApiKeys.js"
import type { BitGptError } from "../BitGptError.js"

// Effect's request cache knows requests by their fields alone, whoever answers them. So a request also
// names its client: another one's token may see another key. By a symbol, for the cache keeps requests,
// and would keep whole clients with them.
class GetApiKey extends Request.TaggedClass("effect-bitgpt/GetApiKey")<
  ApiKey,
  BitGptError,
  { readonly id: string; readonly client: symbol }
> {}

/** Gets many keys by a method that gets one. */
export const makeGetMany = (get: ApiKeysService["get"]): ApiKeysService["getMany"] => {
  const client = Symbol("client")
  const resolver = RequestResolver.fromEffect(({ id }: GetApiKey) => get(id))
  return (ids, { concurrency = 10 } = {}) =>
    Effect.gen(function* () {
      const requests = Array.from(ids, (id) => new GetApiKey({ id, client }))
      const results = Effect.forEach(
        requests,
        (request) => Effect.either(Effect.request(request, resolver)),
        { concurrency }
      )
      // The application's own cache, where it has switched one on, is shared with its other calls.
      if (yield* FiberRef.get(FiberRef.currentRequestCacheEnabled)) return yield* results
      const cache = yield* Request.makeCache({
        capacity: requests.length,
        timeToLive: "1 day"
      })
      return yield* results.pipe(Effect.withRequestCaching(true), Effect.withRequestCache(cache))
    })
}
