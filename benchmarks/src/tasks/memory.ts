import { PerformanceObserver } from "node:perf_hooks"
import { setImmediate } from "node:timers/promises"

const collect = (): void => {
  if (globalThis.gc === undefined) throw new Error("node must run with --expose-gc")
  globalThis.gc()
}

const used = (): number => {
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Kilobytes that a call allocates, on the heap and in buffers. */
export const allocation = async (
  calls: number,
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
  const before = used()
  for (let index = 0; index < calls; index++) await call()
  const kilobytes = (used() - before) / calls / 1024
  // Entries are handed over in a later turn.
  await setImmediate()
  observer.disconnect()
  if (collections > 0) throw new Error("memory was collected while it was counted")
  return { kilobytes }
}

/** Bytes in use after so many calls. */
export const retained = async (
  calls: number,
  call: () => Promise<unknown>
): Promise<Record<string, number>> => {
  let left = calls
  const caller = async () => {
    while (left > 0) {
      left -= 1
      await call()
    }
  }
  await Promise.all(Array.from({ length: 16 }, caller))
  // What finalizers and closed handles hold goes with the second collection.
  await setImmediate()
  collect()
  await setImmediate()
  collect()
  return { bytes: used() }
}
