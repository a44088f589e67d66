import { PerformanceObserver } from "node:perf_hooks"
import { setImmediate } from "node:timers/promises"
import { calls } from "./calls.js"

const collect = (): void => {
  if (globalThis.gc === undefined) throw new Error("node must run with --expose-gc")
  globalThis.gc()
}

/** Bytes in use on the heap and in buffers. */
export const bytesUsed = (): number => {
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Bytes in use once all garbage is gone. */
export const bytesKept = async (): Promise<number> => {
  // What finalizers and closed handles hold goes with the second collection.
  for (let round = 0; round < 2; round++) {
    await setImmediate()
    collect()
  }
  return bytesUsed()
}

/** Kilobytes that a call allocates, on the heap and in buffers. */
export const allocation = async (
  count: number,
  call: () => Promise<unknown>
): Promise<Record<string, number>> => {
  for (let index = 0; index < 20; index++) await call()
  collect()
  await setImmediate()
  let collections = 0
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length
  })
  observer.observe({ entryTypes: ["gc"] })
  const before = bytesUsed()
  for (let index = 0; index < count; index++) await call()
  const kilobytes = (bytesUsed() - before) / count / 1024
  // Entries are handed over in a later turn.
  await setImmediate()
  observer.disconnect()
  if (collections > 0) throw new Error("memory was collected while it was counted")
  return { kilobytes }
}

/** The time of a call (us), with 16 at once, and bytes in use after so many. */
export const lasting = async (
  count: number,
  call: () => Promise<unknown>
): Promise<Record<string, number>> => {
  const { latency = NaN } = await calls(count, 16, call)
  return { latency, bytes: await bytesKept() }
}
