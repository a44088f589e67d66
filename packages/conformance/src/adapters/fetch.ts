/**
 * effect-bitgpt over `fetch`: its own way to it, which `BitGpt.layer` takes, and the platform's client.
 *
 * In a file of their own, because to import undici gives another dispatcher to Node's `fetch`.
 *
 * @module
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import { BitGpt } from "effect-bitgpt"
import * as Layer from "effect/Layer"
import type { Adapter } from "../Adapter.js"
import * as InFlight from "../InFlight.js"
import { clientOptions, perform } from "../internal/effectBitGpt.js"

/** Over `fetch`, as `BitGpt.layer` has it. It can't be given a certificate to trust. */
export const overFetch: Adapter = {
  name: "effect-bitgpt over fetch",
  inFlight: InFlight.undici,
  perform: perform((task) => BitGpt.layer(clientOptions(task)))
}

/** Over the platform's `FetchHttpClient`. It can't be given a certificate to trust. */
export const overPlatformFetch: Adapter = {
  name: "effect-bitgpt over the platform's fetch client",
  inFlight: InFlight.undici,
  perform: perform((task) =>
    Layer.provide(BitGpt.layerNoDeps(clientOptions(task)), FetchHttpClient.layer)
  )
}
