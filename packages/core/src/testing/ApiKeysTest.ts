/**
 * The service `ApiKeys` without HTTP.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type { ApiKey } from "../ApiKey.js"
import { ApiKeys, type ApiKeysService } from "../ApiKeys.js"
import * as Endpoints from "../internal/apiKeysEndpoints.js"
import { invalidParameters } from "../internal/client.js"
import { type Handler, methodFrom } from "../internal/testing/handler.js"
import { makeApiResponse } from "./makeApiResponse.js"
import { makeNotFoundError } from "./makeErrors.js"

/** A call that was made. */
export interface ApiKeysCall {
  readonly method: "get" | "getResponse"
  readonly id: string
}

/** What a test sees and changes behind {@link ApiKeysTest.layer}. */
export interface ApiKeysTestService {
  /** The keys that there are, in the order in which their ids were first set. */
  readonly keys: Effect.Effect<ReadonlyArray<ApiKey>>
  /** Adds a key, in place of one with the same id. */
  readonly set: (key: ApiKey) => Effect.Effect<void>
  /** Removes a key. An id that no key has changes nothing. */
  readonly remove: (id: string) => Effect.Effect<void>
  /** The calls made so far, those that failed included, oldest first. */
  readonly calls: Effect.Effect<ReadonlyArray<ApiKeysCall>>
}

/** Any subset of the methods of `ApiKeys`, each as a function or as a script of outcomes. */
export type ApiKeysHandlers = {
  readonly [Method in keyof ApiKeysService]?: Handler<
    Parameters<ApiKeysService[Method]>,
    Effect.Effect.Success<ReturnType<ApiKeysService[Method]>>
  >
}

const make = (initial: Iterable<ApiKey>) => {
  const keys = new Map(Array.from(initial, (key) => [String(key.id), key]))
  const calls: Array<ApiKeysCall> = []

  const answer = (id: string) =>
    Effect.gen(function* () {
      const path = Endpoints.get.encodePath({ id })
      if (Either.isLeft(path)) {
        return yield* Effect.fail(invalidParameters(Endpoints.get, path.left))
      }
      const supportId = `support_00000000-0000-7000-8000-${String(calls.length).padStart(12, "0")}`
      const key = keys.get(id)
      if (key === undefined) {
        return yield* makeNotFoundError({
          supportId,
          serverMessage: "The requested resource was not found."
        })
      }
      const now = yield* Clock.currentTimeMillis
      return makeApiResponse(key, {
        headers: { date: new Date(now).toUTCString() },
        envelope: { supportId: Option.some(supportId) }
      })
    })

  const record = (call: ApiKeysCall) => Effect.sync(() => void calls.push(call))

  const service: ApiKeysService = {
    get: (id) =>
      Effect.zipRight(
        record({ method: "get", id }),
        Effect.map(answer(id), ({ envelope }) => envelope.data)
      ),
    getResponse: (id) => Effect.zipRight(record({ method: "getResponse", id }), answer(id))
  }
  const test: ApiKeysTestService = {
    keys: Effect.sync(() => Array.from(keys.values())),
    set: (key) => Effect.sync(() => void keys.set(key.id, key)),
    remove: (id) => Effect.sync(() => void keys.delete(id)),
    calls: Effect.sync(() => Array.from(calls))
  }
  return Context.make(ApiKeys, service).pipe(Context.add(ApiKeysTest, test))
}

/**
 * The service `ApiKeys` in memory, and the means to look at it and to change it during a test.
 *
 * Use it to test code that uses `ApiKeys`. What the client does between the service and the network
 * (codec, retries, timeouts) is tested with `TestHttp` instead.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { ApiKeysTest, makeApiKey } from "effect-bitgpt/testing"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const apiKeys = yield* ApiKeys
 *   const test = yield* ApiKeysTest
 *   yield* test.set(makeApiKey({ id: "api_key_1", label: "Checkout" }))
 *   const key = yield* apiKeys.get("api_key_1")
 *   return { label: key.label, calls: yield* test.calls }
 * }).pipe(Effect.provide(ApiKeysTest.layer()))
 * ```
 */
export class ApiKeysTest extends Context.Tag("effect-bitgpt/testing/ApiKeysTest")<
  ApiKeysTest,
  ApiKeysTestService
>() {
  /**
   * `ApiKeys` over keys in memory, answering as the real one does: an id that the real client refuses
   * fails with the same `ValidationError`, one that no key has with `NotFoundError`. `getResponse`
   * has an envelope and headers like BitGPT's, with another support id for every call.
   *
   * Every build of the layer begins with the given keys. There are no policies, spans or metrics:
   * nothing here takes time or fails for a while.
   *
   * @example
   * ```ts
   * import { ApiKeysTest, makeApiKey } from "effect-bitgpt/testing"
   *
   * const Keys = ApiKeysTest.layer({
   *   keys: [makeApiKey({ id: "api_key_1" }), makeApiKey({ id: "api_key_2" })]
   * })
   * ```
   */
  static readonly layer = (
    options: { readonly keys?: Iterable<ApiKey> } = {}
  ): Layer.Layer<ApiKeys | ApiKeysTest> =>
    Layer.effectContext(Effect.sync(() => make(options.keys ?? [])))

  /**
   * `ApiKeys` with the methods that a test needs. One without a handler is a defect that names the
   * method, so that no `catchTag` passes over a forgotten stub; `get` and `getResponse` are two
   * methods here, and neither stands in for the other.
   *
   * A handler is a function, or an array of outcomes: one for each call, in order. An error is an
   * outcome as it is, because Effect's errors are effects that fail. A call beyond the last outcome
   * is a defect. Every build of the layer begins the array anew.
   *
   * @example
   * ```ts
   * import { ApiKeysTest, makeApiKey, makeServerError } from "effect-bitgpt/testing"
   * import { Effect } from "effect"
   *
   * const Echo = ApiKeysTest.layerHandlers({ get: (id) => Effect.succeed(makeApiKey({ id })) })
   *
   * const DownThenUp = ApiKeysTest.layerHandlers({
   *   get: [makeServerError({ status: 503 }), Effect.succeed(makeApiKey())]
   * })
   * ```
   */
  static readonly layerHandlers = (handlers: ApiKeysHandlers): Layer.Layer<ApiKeys> =>
    Layer.sync(ApiKeys, () => ({
      get: methodFrom("ApiKeys.get", handlers.get),
      getResponse: methodFrom("ApiKeys.getResponse", handlers.getResponse)
    }))
}
