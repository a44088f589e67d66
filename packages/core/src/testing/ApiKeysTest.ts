/**
 * The service `ApiKeys` without HTTP.
 *
 * @module
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { ApiKey } from "../ApiKey.js"
import { ApiKeys, type ApiKeysService } from "../ApiKeys.js"
import { type HandlerOf, methodFrom } from "../internal/testing/handler.js"
import { makeMemoryApiKeys } from "../internal/testing/memoryApiKeys.js"

/** A call that was made: which method, and with what. */
export type ApiKeysCall = {
  readonly [Method in keyof ApiKeysService]: {
    readonly method: Method
    readonly args: Parameters<ApiKeysService[Method]>
  }
}[keyof ApiKeysService]

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
  readonly [Method in keyof ApiKeysService]?: HandlerOf<ApiKeysService[Method]> | undefined
}

const make = (initial: Iterable<ApiKey>) => {
  const keys = new Map(Array.from(initial, (key) => [String(key.id), key]))
  const memory = makeMemoryApiKeys(keys)
  const calls: Array<ApiKeysCall> = []

  const recorded = <A, E>(call: ApiKeysCall, effect: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.suspend(() => {
      calls.push(call)
      return effect
    })
  const service: ApiKeysService = {
    get: (...args) => recorded({ method: "get", args }, memory.get(...args)),
    getResponse: (...args) =>
      recorded({ method: "getResponse", args }, memory.getResponse(...args)),
    getMany: (ids, options) => {
      // An iterable may give its ids only once.
      const args: Parameters<ApiKeysService["getMany"]> = [Array.from(ids), options]
      return recorded({ method: "getMany", args }, memory.getMany(...args))
    },
    list: (...args) => recorded({ method: "list", args }, memory.list(...args)),
    listResponse: (...args) =>
      recorded({ method: "listResponse", args }, memory.listResponse(...args)),
    create: (...args) => recorded({ method: "create", args }, memory.create(...args)),
    createResponse: (...args) =>
      recorded({ method: "createResponse", args }, memory.createResponse(...args)),
    update: (...args) => recorded({ method: "update", args }, memory.update(...args)),
    updateResponse: (...args) =>
      recorded({ method: "updateResponse", args }, memory.updateResponse(...args))
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
   * `ApiKeys` over keys in memory, answering as the real one does: input that the real client refuses
   * fails with the same `ValidationError`, an id that no key has with `NotFoundError`. A key that is
   * created has a secret and can be got, changed and listed; ids and secrets are numbered, and times
   * come from the `Clock`. A description that `update` leaves out is kept (assumed: what BitGPT does
   * with it is not documented). The methods ending in `Response` have an envelope and headers like
   * BitGPT's, with another support id for every answer.
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
    options: { readonly keys?: Iterable<ApiKey> | undefined } = {}
  ): Layer.Layer<ApiKeys | ApiKeysTest> =>
    Layer.effectContext(Effect.sync(() => make(options.keys ?? [])))

  /**
   * `ApiKeys` with the methods that a test needs. One without a handler is a defect that names the
   * method, so that no `catchTag` passes over a forgotten stub; every method is one of its own here,
   * and `get` doesn't stand in for `getResponse` or `getMany`.
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
      getResponse: methodFrom("ApiKeys.getResponse", handlers.getResponse),
      getMany: methodFrom("ApiKeys.getMany", handlers.getMany),
      list: methodFrom("ApiKeys.list", handlers.list),
      listResponse: methodFrom("ApiKeys.listResponse", handlers.listResponse),
      create: methodFrom("ApiKeys.create", handlers.create),
      createResponse: methodFrom("ApiKeys.createResponse", handlers.createResponse),
      update: methodFrom("ApiKeys.update", handlers.update),
      updateResponse: methodFrom("ApiKeys.updateResponse", handlers.updateResponse)
    }))
}
