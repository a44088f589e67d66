// Thousands of calls, each interrupted at some moment: before, while and after the request is under
// way. No request goes on after its fiber has ended, and neither a socket nor a timer stays behind.
import { Array, Duration, Effect, Fiber } from "effect"
import { RetryPolicy } from "effect-bitgpt"
import { Fault, FaultRule } from "effect-bitgpt-emulator"
import { getKey } from "./support/calls.js"
import { begin } from "./support/begin.js"
import { type Client, clients } from "./support/clients.js"
import { type EmulatorProcess, startEmulator } from "./support/emulator.js"
import { medianSlope } from "./support/growth.js"
import { openTimers, promiseNoSockets } from "./support/leftovers.js"
import { main, type Options, type Report } from "./support/main.js"

const concurrency = 100
const rounds = 6

const rules = [
  FaultRule.withProbability(0.4, Fault.delayHeaders("1 hour")),
  FaultRule.withProbability(0.3, Fault.stallBody()),
  FaultRule.withProbability(0.1, Fault.status(503)),
  FaultRule.withProbability(0.3, Fault.delayHeaders("3 millis"))
]

const measure = async (
  client: Client,
  emulator: EmulatorProcess,
  calls: number,
  options: Options,
  report: Report
): Promise<void> => {
  const { random, runtime, timersBefore } = begin(client, emulator, options, report)
  const { figure, promise } = report

  // How long a call takes here, once the code has run often enough to be fast.
  await emulator.setRules([])
  const undisturbed = Effect.all(
    Array.makeBy(1000, () => getKey),
    { concurrency, discard: true }
  )
  await runtime.runPromise(undisturbed)
  const [took] = await runtime.runPromise(Effect.timed(undisturbed))
  const millisPerCall = (Duration.toMillis(took) / 1000) * concurrency
  const momentsOf = (count: number) => Array.makeBy(count, () => random() * 2 * millisPerCall)
  await emulator.setRules(rules)

  let interrupted = 0
  let slowest = 0
  const interruptedCall = (moment: number) =>
    Effect.gen(function* () {
      const fiber = yield* Effect.fork(Effect.exit(getKey))
      yield* Effect.sleep(moment)
      const begin = performance.now()
      const exit = yield* Fiber.interrupt(fiber)
      slowest = Math.max(slowest, performance.now() - begin)
      if (exit._tag === "Failure") interrupted += 1
    })
  const storm = (count: number) =>
    runtime.runPromise(
      Effect.forEach(momentsOf(count), interruptedCall, { concurrency, discard: true }).pipe(
        Effect.provide(RetryPolicy.layer({ baseDelay: "5 millis" }))
      )
    )

  await emulator.clearRequests()
  const open: Array<number> = []
  let settled = await emulator.report()
  for (let round = 0; round < rounds; round += 1) {
    await storm(calls / rounds)
    settled = await emulator.settled()
    open.push(settled.openConnections)
  }
  const timers = openTimers()
  const later = await emulator.settled()

  figure(`${client.name}: calls`, calls)
  figure(`${client.name}: milliseconds of a call that is not interrupted`, millisPerCall)
  figure(`${client.name}: of them interrupted before they ended`, interrupted)
  figure(`${client.name}: requests that reached the server`, settled.requests)
  for (const [outcome, count] of Object.entries(settled.byOutcome)) {
    figure(`${client.name}: of them ${outcome}`, count)
  }
  figure(`${client.name}: open connections, from round to round`, open.join(" "))
  const growth = medianSlope(open) / (calls / rounds)
  figure(`${client.name}: connections per call that they grow by (median slope)`, growth)
  figure(`${client.name}: timers left`, timers - timersBefore)
  figure(`${client.name}: milliseconds that the slowest interruption took`, slowest)
  promise("calls were interrupted", interrupted > calls / 2)
  promise(
    "no request goes on after its fiber has ended",
    (settled.byOutcome["Pending"] ?? 0) === 0 && (settled.byOutcome["ClientClosed"] ?? 0) > 0
  )
  promise("no request begins after all fibers have ended", later.requests === settled.requests)
  promise("open connections do not grow by more than one with every ten calls", growth < 1 / 10)
  promise("no timer of a call stays behind", timers <= timersBefore)

  await runtime.dispose()
  await promiseNoSockets(client, emulator, options, report)
}

await main("cancellation", async (options, report) => {
  const { seed, short } = options
  for (const client of clients) {
    const emulator = await startEmulator(seed)
    await measure(client, emulator, short ? 3_000 : 12_000, options, report)
    emulator.stop()
  }
})
