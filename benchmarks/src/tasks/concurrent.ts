import { monitorEventLoopDelay } from "node:perf_hooks"

// Milliseconds, the finest there is.
const resolution = 1

/** Calls per second, processor time per call (us) and delay of the event loop (ms), with so many calls at a time. */
export const concurrent = async (
  calls: number,
  concurrency: number,
  call: () => Promise<unknown>
): Promise<Record<string, number>> => {
  let left = 0
  const caller = async () => {
    while (left > 0) {
      left -= 1
      await call()
    }
  }
  const run = async (count: number) => {
    left = count
    await Promise.all(Array.from({ length: concurrency }, caller))
  }
  // Opens the connections.
  await run(2 * concurrency)

  const delay = monitorEventLoopDelay({ resolution })
  // It records the whole time between two turns; a run may be over before the second.
  const late = (nanos: number) => (delay.count === 0 ? 0 : Math.max(0, nanos / 1e6 - resolution))
  delay.enable()
  const cpuBefore = process.cpuUsage()
  const before = performance.now()
  await run(calls)
  const seconds = (performance.now() - before) / 1000
  const { system, user } = process.cpuUsage(cpuBefore)
  delay.disable()
  return {
    callsPerSecond: calls / seconds,
    cpu: (user + system) / calls,
    delayMean: late(delay.mean),
    delayP99: late(delay.percentile(99))
  }
}
