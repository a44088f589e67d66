import { Bench } from "tinybench"

/** Time and processor time of one call after the other, in microseconds. */
export const sequential = async (
  calls: number,
  call: () => Promise<unknown>
): Promise<Record<string, number>> => {
  // Connections that were idle and code that was not run for a while get used to it again.
  for (let index = 0; index < 20; index++) await call()
  const bench = new Bench({ iterations: calls, time: 0, warmup: false, throws: true })
  const task = bench.add("call", call, { async: true }).getTask("call")
  const before = process.cpuUsage()
  await bench.run()
  const { system, user } = process.cpuUsage(before)
  if (task?.result.state !== "completed") throw new Error("the benchmark did not complete")
  return { latency: task.result.latency.p50 * 1000, cpu: (user + system) / calls }
}
