// A server that is down, and comes back: how many requests it gets in the meantime, and how soon
// calls succeed again.
import { type Duration, Effect, Exit } from "effect"
import { isBitGptError, TimeoutPolicy } from "effect-bitgpt"
import { Fault, FaultRule } from "effect-bitgpt-emulator"
import { getKey } from "./support/calls.js"
import { type Client, clients, firstClients, sharedClient } from "./support/clients.js"
import { type EmulatorProcess, startEmulator } from "./support/emulator.js"
import { main, type Report } from "./support/main.js"

const calls = 10_000

const storm = (calls: number, attempt: Duration.DurationInput) =>
  Effect.all(
    Array.from({ length: calls }, () => Effect.exit(getKey)),
    { concurrency: 500 }
  ).pipe(Effect.provide(TimeoutPolicy.layer({ attempt, total: "1 hour" })))

/** No attempt runs out of time, however slow the machine: each that is told of is a request. */
const longEnough = "10 minutes"

/** Attempts that the errors tell of. Not a number where a call didn't end with such an error. */
const attemptsOf = (exits: ReadonlyArray<Exit.Exit<unknown, unknown>>): number =>
  exits.reduce(
    (sum, exit) =>
      Exit.isFailure(exit) && exit.cause._tag === "Fail" && isBitGptError(exit.cause.error)
        ? sum + exit.cause.error.attempts
        : NaN,
    0
  )

interface Outcome {
  readonly begun: number
  readonly ended: number
  readonly isSuccess: boolean
}

const measure = async (
  client: Client,
  emulator: EmulatorProcess,
  fewerCalls: number,
  { figure, promise }: Report
): Promise<void> => {
  const { accessToken, baseUrl } = emulator

  // Down in the sense that it has nothing but errors to say.
  await emulator.setRules([FaultRule.always(Fault.status(503))])
  await emulator.clearRequests()
  const failing = sharedClient(client, { accessToken, baseUrl })
  const told = attemptsOf(await failing.runPromise(storm(calls, longEnough)))
  await failing.dispose()
  const { requests } = await emulator.settled()
  figure(`${client.name}: requests per call, answered with 503`, requests / calls)
  promise("at most 1.2 requests per call reach a server that fails", requests / calls <= 1.2)
  promise("the errors tell of as many attempts as the server got requests", told === requests)

  // Down in the sense that it says nothing.
  await emulator.setRules([FaultRule.always(Fault.delayHeaders("1 hour"))])
  const waiting = sharedClient(client, { accessToken, baseUrl })
  const unanswered = attemptsOf(await waiting.runPromise(storm(fewerCalls, "100 millis")))
  await waiting.dispose()
  figure(`${client.name}: attempts per call, never answered`, unanswered / fewerCalls)
  promise(
    "at most 1.2 attempts per call go to a server that never answers",
    unanswered / fewerCalls <= 1.2
  )

  // Down in the sense that nobody listens.
  await emulator.setRules([])
  await emulator.takeDown()
  const runtime = sharedClient(client, { accessToken, baseUrl })
  const refused = attemptsOf(await runtime.runPromise(storm(fewerCalls, longEnough)))
  figure(`${client.name}: attempts per call, connection refused`, refused / fewerCalls)
  promise("at most 1.2 attempts per call go to a server that is down", refused / fewerCalls <= 1.2)

  // One call after the other goes on, and the server comes back.
  let backAt = Infinity
  const outcomes: Array<Outcome> = []
  const oneCall = Effect.gen(function* () {
    const begun = performance.now()
    const isSuccess = yield* Effect.isSuccess(getKey)
    outcomes.push({ begun, ended: performance.now(), isSuccess })
    yield* Effect.sleep("5 millis")
  })
  const watching = runtime.runPromise(
    Effect.repeat(oneCall, { until: () => performance.now() > backAt + 1500 })
  )
  await Effect.runPromise(Effect.sleep("300 millis"))
  await emulator.bringUp()
  backAt = performance.now()
  await watching
  await runtime.dispose()

  const after = outcomes.filter(({ begun }) => begun >= backAt)
  const successes = outcomes.filter(({ isSuccess }) => isSuccess).map(({ ended }) => ended)
  const recovery = Math.max(0, Math.min(...successes) - backAt)
  figure(`${client.name}: milliseconds from the server's return to a success`, recovery)
  figure(`${client.name}: calls begun within 1.5 s of its return`, after.length)
  promise(
    "every call that begins after the server's return succeeds",
    after.length > 0 && after.every(({ isSuccess }) => isSuccess)
  )
  promise("a call succeeds within two seconds of the server's return", recovery <= 2000)
}

await main("outage", async ({ seed, short }, report) => {
  const emulator = await startEmulator(seed)
  for (const client of short ? firstClients : clients) {
    await measure(client, emulator, short ? 2_000 : calls, report)
  }
  emulator.stop()
})
