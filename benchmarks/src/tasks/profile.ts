import { Session } from "node:inspector/promises"
import { calls } from "./calls.js"

/** Whose code a place in a profile is. */
const ownerOf = (url: string, functionName: string): string | undefined => {
  if (functionName === "(idle)") return undefined
  if (functionName === "(garbage collector)") return "garbage collector"
  if (url.startsWith("node:internal/deps/undici")) return "fetch (Node's undici)"
  if (url === "" || url.startsWith("node:")) return "node"
  if (url.includes("/core/dist/")) return "effect-bitgpt"
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? "the benchmark"
}

/** What the thread of JavaScript does while it is not idle, in percent, by whose code it is. */
export const profile = async (
  count: number,
  concurrency: number,
  call: () => Promise<unknown>
): Promise<Record<string, number>> => {
  const session = new Session()
  session.connect()
  await session.post("Profiler.enable")
  await session.post("Profiler.setSamplingInterval", { interval: 200 })
  await session.post("Profiler.start")
  await calls(count, concurrency, call)
  const { profile } = await session.post("Profiler.stop")
  session.disconnect()

  const owners = new Map(
    profile.nodes.map(({ callFrame, id }) => [id, ownerOf(callFrame.url, callFrame.functionName)])
  )
  const times = new Map<string, number>()
  const deltas = profile.timeDeltas ?? []
  for (const [index, node] of (profile.samples ?? []).entries()) {
    const owner = owners.get(node)
    if (owner === undefined) continue
    // A delta is the time since the sample before.
    times.set(owner, (times.get(owner) ?? 0) + (deltas[index + 1] ?? 0))
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0)
  return Object.fromEntries(Array.from(times, ([owner, time]) => [owner, (time / total) * 100]))
}
