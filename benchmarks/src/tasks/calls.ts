import { startProcessorTime } from "../processorTime.js"
import { median } from "../statistics.js"

/**
 * Calls, so many at once: the time of one, and processor time per call (both in us), and calls per
 * second.
 */
export const calls = async (
  count: number,
  concurrency: number,
  call: () => Promise<unknown>
): Promise<Record<string, number>> => {
  const times: Array<number> = []
  let left = 0
  const caller = async () => {
    while (left > 0) {
      left -= 1
      const before = performance.now()
      await call()
      times.push(performance.now() - before)
    }
  }
  const run = async (count: number) => {
    left = count
    await Promise.all(Array.from({ length: concurrency }, caller))
  }
  // Opens the connections; and code that was not run for a while gets used to it again.
  await run(Math.max(20, concurrency))
  times.length = 0

  const processorTime = startProcessorTime()
  const before = performance.now()
  await run(count)
  const seconds = (performance.now() - before) / 1000
  const cpu = processorTime() / count
  return {
    latency: median(times) * 1000,
    cpu,
    callsPerSecond: count / seconds
  }
}
