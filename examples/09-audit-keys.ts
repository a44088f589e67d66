// Look at every key of the organization, however many there are, and say which need attention: those
// that expire soon, may do anything, may be used from anywhere, or were never used.
import { RateLimitPolicy } from "effect-bitgpt"
import { BitGptNode } from "effect-bitgpt/node"
import { Console, Effect, Layer } from "effect"
import { audit } from "./support/audit.js"
import { progress } from "./support/progress.js"

// The limiter keeps hundreds of requests within the quota, so that none of them is answered with 429.
const Client = BitGptNode.layerConfig().pipe(Layer.provide(RateLimitPolicy.documented))

const row = (id: string, label: string, reasons: string) =>
  Console.log(`${id.padEnd(46)}  ${label.slice(0, 24).padEnd(24)}  ${reasons}`)

await audit(progress("reading keys")).pipe(
  Effect.tap(row("key", "label", "why")),
  Effect.flatMap(Effect.forEach(({ id, label, reasons }) => row(id, label, reasons.join(", ")))),
  Effect.provide(Client),
  Effect.runPromise
)
