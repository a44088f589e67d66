import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import * as Request from "effect/Request"
import * as RequestResolver from "effect/RequestResolver"
import type { ApiKey } from "../ApiKey.js"
import type { ApiKeysService } from "../ApiKeys.js"
import type { BitGptError } from "../BitGptError.js"

class GetApiKey extends Request.TaggedClass("GetApiKey")<
  ApiKey,
  BitGptError,
  { readonly id: string }
> {}

/** Gets many keys by a method that gets one. */
export const makeGetMany = (get: ApiKeysService["get"]): ApiKeysService["getMany"] => {
  const resolver = RequestResolver.fromEffect(({ id }: GetApiKey) => get(id))
  return (ids, { concurrency = 10 } = {}) =>
    Effect.gen(function* () {
      const requests = Array.from(ids, (id) => new GetApiKey({ id }))
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
