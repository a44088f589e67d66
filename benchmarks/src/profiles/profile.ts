import { Session } from "node:inspector/promises"
import type { OwnerOf, Place } from "./owners.js"

const withSession = async <A>(use: (session: Session) => Promise<A>): Promise<A> => {
  const session = new Session()
  session.connect()
  try {
    return await use(session)
  } finally {
    session.disconnect()
  }
}

class Sums {
  readonly byOwner = new Map<string, number>()
  add(owner: string | undefined, amount: number): void {
    if (owner !== undefined) this.byOwner.set(owner, (this.byOwner.get(owner) ?? 0) + amount)
  }
}

/** Microseconds that an action, and what it waits for, keep the thread of JavaScript busy. */
export const timesOf = (
  action: () => Promise<unknown>,
  ownerOf: OwnerOf,
  intervalMicros = 200
): Promise<ReadonlyMap<string, number>> =>
  withSession(async (session) => {
    await session.post("Profiler.enable")
    await session.post("Profiler.setSamplingInterval", { interval: intervalMicros })
    await session.post("Profiler.start")
    await action()
    const { profile } = await session.post("Profiler.stop")
    const owners = new Map(profile.nodes.map(({ callFrame, id }) => [id, ownerOf(callFrame)]))
    const sums = new Sums()
    const deltas = profile.timeDeltas ?? []
    for (const [index, node] of (profile.samples ?? []).entries()) {
      // A delta is the time since the sample before.
      sums.add(owners.get(node), deltas[index + 1] ?? 0)
    }
    return sums.byOwner
  })

interface Allocations {
  readonly callFrame: Place
  readonly selfSize: number
  readonly children: ReadonlyArray<Allocations>
}

/** Bytes that an action allocates, and what it waits for. What native code allocates is its caller's. */
export const allocationsOf = (
  action: () => Promise<unknown>,
  ownerOf: OwnerOf
): Promise<ReadonlyMap<string, number>> =>
  withSession(async (session) => {
    const settings = {
      samplingInterval: 4_096,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true
    }
    await session.post("HeapProfiler.enable")
    await session.post("HeapProfiler.startSampling", settings)
    await action()
    const { profile } = await session.post("HeapProfiler.stopSampling")
    const sums = new Sums()
    const add = ({ callFrame, children, selfSize }: Allocations, caller: string | undefined) => {
      const owner = callFrame.url === "" ? caller : ownerOf(callFrame)
      sums.add(owner, selfSize)
      for (const child of children) add(child, owner)
    }
    add(profile.head, ownerOf({ url: "", functionName: "" }))
    return sums.byOwner
  })
