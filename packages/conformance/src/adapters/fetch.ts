/**
 * effect-bitgpt over `fetch`: its own way to it, which `BitGpt.layer` takes, and the platform's client.
 *
 * In a file of their own, because to import undici gives another dispatcher to Node's `fetch`.
 *
 * @module
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import process from "node:process"
import type { Adapter, Task } from "../Adapter.js"
import * as InFlight from "../InFlight.js"
import { fetchClient, perform, performOver } from "../internal/effectBitGpt.js"

// Node's own fetch can't be given a certificate to trust, only be told to trust all.
const trust = ({ trustedCertificate }: Task): Layer.Layer<never> =>
  trustedCertificate === undefined
    ? Layer.empty
    : Layer.scopedDiscard(
        Effect.acquireRelease(
          Effect.sync(() => {
            process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0"
          }),
          () =>
            Effect.sync(() => {
              delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"]
            })
        )
      )

/** Over `fetch`, as `BitGpt.layer` has it. */
export const overFetch: Adapter = {
  name: "effect-bitgpt over fetch",
  inFlight: InFlight.undici,
  perform: perform((task) => Layer.provideMerge(fetchClient(task), trust(task)))
}

/** Over the platform's `FetchHttpClient`. */
export const overPlatformFetch: Adapter = {
  name: "effect-bitgpt over the platform's fetch client",
  inFlight: InFlight.undici,
  perform: performOver((task) => Layer.provideMerge(FetchHttpClient.layer, trust(task)))
}
