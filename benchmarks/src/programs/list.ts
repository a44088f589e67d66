// Lists of keys of any length, in a fresh process: processor time and the most memory, per key.
//
//   list.js SUBJECT LENGTH MILLIS
//   list.js SUBJECT LENGTH MILLIS profile     microseconds per list, by whose code it is
import * as Either from "effect/Either"
import { ApiKeys } from "effect-bitgpt"
import { GCProfiler } from "node:v8"
import { keysByHand } from "../byHand.js"
import { type KeyList, keyList } from "../lists.js"
import { startProcessorTime } from "../processorTime.js"
import { moduleOf } from "../profiles/owners.js"
import { timesOf } from "../profiles/profile.js"
import { bytesKept, bytesUsed } from "../tasks/memory.js"

const believe: (text: string) => KeyList & Record<string, unknown> = JSON.parse

const subjects: Readonly<Record<string, (text: string) => unknown>> = {
  "JSON.parse": (text): unknown => JSON.parse(text),
  "by hand, same values": (text) => keysByHand(believe(text)),
  "effect-bitgpt": (text) => Either.getOrThrow(ApiKeys.endpoints.list.readData(believe(text))).data
}

const [name = "", length, millis, mode] = process.argv.slice(2)
const read = subjects[name]
if (read === undefined) throw new Error(`No subject has the name ${name}`)
const text = keyList(Number(length))

/** The most bytes in use while a function runs: they are most before a collection, or at its end. */
const peakOf = (action: () => unknown): number => {
  const profiler = new GCProfiler()
  const before = bytesUsed()
  profiler.start()
  const result = action()
  const after = bytesUsed()
  const collections = profiler.stop().statistics
  if (result === undefined) throw new Error("nothing was read")
  return (
    Math.max(after, ...collections.map(({ beforeGC }) => beforeGC.heapStatistics.usedHeapSize)) -
    before
  )
}

// So that code is compiled, and its own memory not counted.
const short = keyList(10)
for (let index = 0; index < 2_000; index++) read(short)
await bytesKept()
const peak = peakOf(() => read(text))

/** Reads the list for so long, and gives how often. */
const readOften = (): number => {
  const micros = startProcessorTime()
  let reads = 0
  do {
    read(text)
    reads += 1
  } while (reads < 3 || micros() < Number(millis) * 1000)
  return reads
}

if (mode === "profile") {
  let reads = 0
  const owners = await timesOf(() => Promise.resolve((reads = readOften())), moduleOf)
  process.send?.(
    Object.fromEntries(Array.from(owners, ([owner, micros]) => [owner, [micros / reads]]))
  )
} else {
  const micros = startProcessorTime()
  const reads = readOften()
  const time = micros() / reads / Number(length)
  process.send?.({
    time: [time],
    peak: [peak / Number(length)]
  })
}
