import { monitorEventLoopDelay } from "node:perf_hooks"

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

  const delay = monitorEventLoopDelay({ resolution: 1 })
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
    delayMean: delay.mean / 1e6,
    delayP99: delay.percentile(99) / 1e6
  }
}
