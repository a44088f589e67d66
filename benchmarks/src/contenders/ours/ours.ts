import { ApiKeys, RetryPolicy } from "effect-bitgpt"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import * as Runtime from "effect/Runtime"
import { type Contender, token } from "../../contender.js"
import { type LayerName, layers } from "./layers.js"

/** A contender over this library, in a runtime that has `extras` besides. */
export const contenderWith = <R>(name: LayerName, extras: Layer.Layer<R>): Contender => ({
  guarantees: {
    span: true,
    timeout: true,
    retry: true,
    validation: "types, times, ids",
    sizeLimit: true
  },
  open: async (baseUrl) => {
    const client = await layers[name]({ accessToken: Redacted.make(token), baseUrl })
    const layer = Layer.provideMerge(client, extras)
    const managed = ManagedRuntime.make(layer)
    const managedOnce = ManagedRuntime.make(Layer.provide(layer, RetryPolicy.none))
    const run = Runtime.runPromise(await managed.runtime())
    const runOnce = Runtime.runPromise(await managedOnce.runtime())
    return {
      get: (id) => run(Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(id))),
      refused: (id) =>
        runOnce(
          Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(id)).pipe(
            Effect.match({
              onSuccess: () => 0,
              onFailure: (error) => ("status" in error ? (error.status ?? 0) : 0)
            })
          )
        ),
      close: async () => {
        await managed.dispose()
        await managedOnce.dispose()
      }
    }
  }
})

/** This library as it comes. */
export const contender = (name: LayerName): Contender => contenderWith(name, Layer.empty)
