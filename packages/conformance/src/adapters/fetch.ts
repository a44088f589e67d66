/**
 * effect-bitgpt over the platform's `fetch`, as `BitGpt.layer` has it.
 *
 * In a file of its own, because to import undici gives another dispatcher to Node's `fetch`.
 *
 * @module
 */
import { BitGpt } from "effect-bitgpt"
import type { Adapter } from "../Adapter.js"
import * as InFlight from "../InFlight.js"
import { clientOptions, perform } from "../internal/effectBitGpt.js"

/** Over the platform's `fetch`. It can't be given a certificate to trust. */
export const overFetch: Adapter = {
  name: "effect-bitgpt over fetch",
  inFlight: InFlight.undici,
  perform: perform((task) => BitGpt.layer(clientOptions(task)))
}
