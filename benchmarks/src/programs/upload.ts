// The upload of a file from the disk, in a fresh process: the most memory that it takes.
//
//   upload.js LAYER URL FILE
import { Files, TimeoutPolicy } from "effect-bitgpt"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { openAsBlob } from "node:fs"
import { token } from "../contender.js"
import { layers } from "../contenders/ours/layers.js"
import { bytesKept } from "../tasks/memory.js"
import { layerNameOf } from "./layerNameOf.js"

const [name, baseUrl = "", path = ""] = process.argv.slice(2)
const layer = await layers[layerNameOf(name)]({ accessToken: Redacted.make(token), baseUrl })

const upload = (file: Blob) => Effect.flatMap(Files, (files) => files.upload({ file }))

const measured = Effect.gen(function* () {
  yield* upload(new Blob(["a small one, so that code is compiled and a connection open"]))
  const file = yield* Effect.promise(() => openAsBlob(path))
  yield* Effect.promise(bytesKept)
  // Bytes of the whole process, as the file is read outside of the heap.
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 2)
  const begin = performance.now()
  yield* upload(file)
  const seconds = (performance.now() - begin) / 1000
  clearInterval(watch)
  return { peak: [most - before], megabytesPerSecond: [file.size / 1e6 / seconds] }
})

process.send?.(
  await measured.pipe(
    Effect.provide(Layer.orDie(layer)),
    Effect.provide(TimeoutPolicy.none),
    Effect.runPromise
  )
)
