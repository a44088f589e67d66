// A stream over the last invoices that the server has, in a fresh process: memory kept after each so many.
//
//   stream.js LAYER URL INVOICES LOOKS             sends it, and the time that an invoice took
//   stream.js LAYER URL INVOICES LOOKS FOLDER      writes the heap of the first look and of the last but one there
import { Invoices } from "effect-bitgpt"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { join } from "node:path"
import { writeHeapSnapshot } from "node:v8"
import { token } from "../contender.js"
import { layers } from "../contenders/ours/layers.js"
import { invoiceCount } from "../lists.js"
import { bytesKept } from "../tasks/memory.js"
import { layerNameOf } from "./layerNameOf.js"

const [name, baseUrl = "", count, looks, folder] = process.argv.slice(2)
const layer = await layers[layerNameOf(name)]({ accessToken: Redacted.make(token), baseUrl })
const invoices = Number(count)
const betweenLooks = invoices / Number(looks)

const kept: Array<number> = []
let seen = 0
let millisOfLooks = 0
const look = async () => {
  const before = performance.now()
  kept.push(await bytesKept())
  millisOfLooks += performance.now() - before
  if (folder !== undefined && (seen === betweenLooks || seen === invoices - betweenLooks)) {
    writeHeapSnapshot(join(folder, `${seen}.heapsnapshot`))
  }
}
const program = Effect.gen(function* () {
  const { stream } = yield* Invoices
  yield* stream({ offset: invoiceCount - invoices, limit: Math.min(1_000, betweenLooks) }).pipe(
    Stream.runForEachChunk((chunk) => {
      seen += chunk.length
      return seen % betweenLooks === 0 ? Effect.promise(look) : Effect.void
    })
  )
})
const before = performance.now()
await Effect.runPromise(Effect.provide(program, Layer.orDie(layer)))
const micros = (performance.now() - before - millisOfLooks) * 1000
if (seen !== invoices) throw new Error(`${seen} invoices came, not ${invoices}`)
process.send?.({ kept, time: [micros / invoices] })
