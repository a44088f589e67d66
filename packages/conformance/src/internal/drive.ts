import type { EmulatorService, Fault, RecordedRequest } from "effect-bitgpt-emulator"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import type { InFlightView } from "../InFlight.js"
import { resolution, type VirtualClock } from "./virtualClock.js"

/** How long a call may stand still, in real milliseconds, before it counts as hanging. */
const patience = 1_500

const faultsOf = (fault: Fault.Fault | undefined): ReadonlyArray<Fault.SingleFault> =>
  fault === undefined ? [] : fault._tag === "Combined" ? fault.faults : [fault]

const has = (request: RecordedRequest, ...tags: ReadonlyArray<Fault.SingleFault["_tag"]>) =>
  faultsOf(request.fault).some(({ _tag }) => tags.includes(_tag))

/** How long the server waits with its answer. */
const delayOf = ({ fault }: RecordedRequest): number =>
  faultsOf(fault).reduce((sum, each) => (each._tag === "DelayHeaders" ? sum + each.millis : sum), 0)

/** Whether the server waits with its answer now: it has read the request, and done what it asks for. */
const isDelayed = (request: RecordedRequest, clock: VirtualClock): boolean => {
  const delay = delayOf(request)
  return delay > 0 && clock.isAwaited(request.receivedAt + delay)
}

/** Whether the server lets every request under way wait, so that nothing comes of itself any more. */
const serverKeepsWaiting = (
  pending: ReadonlyArray<RecordedRequest>,
  { answering, count }: InFlightView,
  clock: VirtualClock
): boolean =>
  pending.length === count() &&
  pending.every(
    (request) =>
      isDelayed(request, clock) ||
      (has(request, "StallBody", "DribbleBody") && answering() === count())
  )

/** Real time: lets everything happen that is on its way within this process, or only until it is done. */
const settle = (isDone: () => boolean) =>
  Effect.repeat(
    Effect.zipRight(
      Effect.sleep(1),
      Effect.async<void>((resume) => {
        setImmediate(() => {
          resume(Effect.void)
        })
      })
    ),
    { times: 2, until: isDone }
  )

/**
 * Has time pass for a fiber until it ends, and says whether it did.
 *
 * Time passes for two reasons only: the client has no request under way, so that it pauses; or the
 * server keeps it waiting. Then the clock goes to the next sleeper, and no further than `until`. While
 * an answer is on its way the clock stands still, however long that takes on this machine.
 */
export const drive = <A, E>(
  fiber: Fiber.RuntimeFiber<A, E>,
  options: {
    readonly clock: VirtualClock
    readonly emulator: EmulatorService
    readonly until: number
    readonly view: InFlightView
  }
): Effect.Effect<boolean> =>
  Effect.gen(function* () {
    const { clock, emulator, until, view } = options
    const pendingRequests = Effect.map(emulator.requests, (requests) =>
      requests.filter(({ outcome }) => outcome === "Pending")
    )
    const state = Effect.map(emulator.requests, (requests) =>
      JSON.stringify([
        clock.changes,
        view.count(),
        view.answering(),
        requests.map(({ outcome }) => outcome)
      ])
    )
    const isDone = () => fiber.unsafePoll() !== null

    let lastChange = yield* Effect.clockWith((_) => _.currentTimeMillis)
    while (!isDone()) {
      const before = yield* state
      yield* settle(isDone)
      if (isDone()) break
      const now = yield* Effect.clockWith((_) => _.currentTimeMillis)
      const next = clock.next()
      if (before !== (yield* state)) {
        lastChange = now
      } else if (
        next !== undefined &&
        next <= until + resolution &&
        (view.count() === 0 || serverKeepsWaiting(yield* pendingRequests, view, clock))
      ) {
        clock.passUntil(next)
        lastChange = now
      } else if (now - lastChange > patience) {
        return false
      }
    }
    return true
  })
