/**
 * Any service with the methods that a test needs.
 *
 * @module
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { BitGptError } from "../errors/BitGptError.js"
import { as } from "../internal/resource/as.js"
import type { Call } from "../internal/resource/describe.js"
import type { Pages } from "../internal/resource/pages.js"
import type { ResourceTag, Service } from "../internal/resource/resource.js"
import { makeApiResponse } from "./makeApiResponse.js"
import { asErrorOf } from "./makeError.js"

/** What a method does: a function, or one outcome for each call, in order. */
export type Handler<C> =
  C extends Call<infer Args, infer A>
    ? | ((...args: Args) => Effect.Effect<A, BitGptError>)
      | ReadonlyArray<Effect.Effect<A, BitGptError>>
    : C extends { readonly _tag: Pages<never, unknown>["_tag"] }
      ? Service<{ readonly stream: C }>["stream"]
      : never

/** Handlers for any subset of a service's methods. */
export type Handlers<Calls> = { readonly [K in keyof Calls]?: Handler<Calls[K]> | undefined }

type AnyHandler =
  | ((...args: ReadonlyArray<unknown>) => Effect.Effect<unknown, BitGptError>)
  | ReadonlyArray<Effect.Effect<unknown, BitGptError>>

/**
 * A method that does what its handler says. Without one, or with no outcome left, it dies: a stub
 * that was forgotten is a mistake of the test, which no handling of errors may hide.
 */
const methodFrom = (name: string, handler: AnyHandler | undefined) => {
  if (handler === undefined) {
    return () => Effect.dieMessage(`${name} has no handler. Give one to layerHandlers`)
  }
  if (typeof handler === "function") return handler
  let calls = 0
  return () =>
    Effect.suspend(() => {
      calls += 1
      return (
        handler[calls - 1] ??
        Effect.dieMessage(
          `${name} was called ${calls} times, but its script has ${handler.length} outcomes`
        )
      )
    })
}

/**
 * A service with the methods that a test needs. One without a handler is a defect that names the method,
 * so that no `catchTag` passes over a forgotten stub. `withResponse` has the same handlers, each with an
 * envelope and headers like BitGPT's around what it gives.
 *
 * A handler is a function, or an array of outcomes: one for each call, in order. An error is an
 * outcome as it is, because Effect's errors are effects that fail. A call beyond the last outcome
 * is a defect. Every build of the layer begins the array anew.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { layerHandlers, makeApiKey, makeError } from "effect-bitgpt/testing"
 * import { Effect } from "effect"
 *
 * const Echo = layerHandlers(ApiKeys, { get: (id) => Effect.succeed(makeApiKey({ id })) })
 *
 * const DownThenUp = layerHandlers(ApiKeys, {
 *   get: [makeError("ServerError", { status: 503 }), Effect.succeed(makeApiKey())]
 * })
 * ```
 */
export const layerHandlers = <Self, Name extends string, Calls>(
  tag: ResourceTag<Self, Name, Calls>,
  handlers: Handlers<Calls>
): Layer.Layer<Self> =>
  Layer.sync(tag, () => {
    const name = tag.key.replace("effect-bitgpt/", "")
    const given = as<Readonly<Record<string, AnyHandler | undefined>>>(handlers)
    const methods = Object.fromEntries(
      tag.methods.map((method) => {
        const operation = `${name}.${method}`
        const handle = methodFrom(operation, given[method])
        // Others give streams.
        return method in tag.endpoints
          ? [
              method,
              (...args: ReadonlyArray<unknown>) =>
                Effect.mapError(handle(...args), asErrorOf(operation))
            ]
          : [method, handle]
      })
    )
    const withResponse = Object.fromEntries(
      Object.entries(methods)
        .filter(([method]) => method in tag.endpoints)
        .map(([method, handle]) => [
          method,
          (...args: ReadonlyArray<unknown>) =>
            Effect.map(handle(...args), (data) => makeApiResponse(data))
        ])
    )
    return as<Service<Calls>>({ ...methods, withResponse })
  })
