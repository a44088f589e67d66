// Sustained concurrent calls with faults at random: the outcomes are what the server did, and neither
// memory nor sockets grow.
import { type Duration, Effect, Metric } from "effect"
import { ApiKeys, isBitGptError, RetryPolicy, TimeoutPolicy } from "effect-bitgpt"
import { Fault, FaultRule } from "effect-bitgpt-emulator"
import { keyId } from "../src/calls/apiKeys.js"
import { begin } from "./support/begin.js"
import { type Client, clients, firstClients } from "./support/clients.js"
import { type EmulatorProcess, startEmulator } from "./support/emulator.js"
import { main, type Options, type Report } from "./support/main.js"
import { levelsOff, medianSlope } from "./support/growth.js"
import { openTimers, promiseNoSockets } from "./support/leftovers.js"
import { retainedBytes } from "./support/memory.js"
import { count, type Tally, textOf } from "./support/tally.js"

const concurrency = 32

/** Faults, and the outcome that each is, by its name in the server's report. */
const faults: ReadonlyArray<readonly [fault: Fault.Fault, name: string, outcome: string]> = [
  [Fault.status(503), "Status 503", "ServerError"],
  [Fault.htmlError(502), "HtmlError 502", "ServerError"],
  [
    Fault.combine(Fault.status(429), Fault.retryAfterMs(2)),
    "Status 429 + RetryAfterMs",
    "RateLimitError"
  ],
  [Fault.status(404), "Status 404", "NotFoundError"],
  [Fault.status(403), "Status 403", "PermissionDeniedError"],
  [Fault.status(422), "Status 422", "ValidationError"],
  [Fault.redirect("SameOrigin", { status: 307 }), "Redirect 307", "UnexpectedStatusError"],
  [Fault.resetBeforeHeaders, "ResetBeforeHeaders", "TransportError"],
  [Fault.resetMidBody(), "ResetMidBody", "TransportError"],
  [Fault.incompleteBody(), "IncompleteBody", "TransportError"],
  [Fault.malformedJson, "MalformedJson", "DecodeError"],
  [Fault.emptyBody, "EmptyBody", "DecodeError"],
  [Fault.stallBody(), "StallBody", "TimeoutError"],
  [Fault.delayHeaders("5 millis"), "DelayHeaders", "success"],
  [Fault.unknownFields, "UnknownFields", "success"]
]

const rulesFor = (isFirstRound: boolean) =>
  faults
    // A stalled call takes its whole time limit, and every round would wait for one.
    .filter(([fault]) => isFirstRound || fault._tag !== "StallBody")
    .map(([fault]) => FaultRule.withProbability(0.02, fault))

/** One of the calls that may be repeated without end, and the name of its outcome. */
const anyCall = (random: () => number): Effect.Effect<string, never, ApiKeys> =>
  Effect.gen(function* () {
    const apiKeys = yield* ApiKeys
    // Only calls that read their answer: to an update, a broken body is a success too.
    const call: Effect.Effect<unknown, { readonly _tag: string }> =
      random() < 0.7 ? apiKeys.get(keyId) : apiKeys.list()
    return yield* Effect.match(call, {
      onFailure: (error) => (isBitGptError(error) ? error._tag : "another error"),
      onSuccess: () => "success"
    })
  }).pipe(Effect.catchAllDefect(() => Effect.succeed("defect")))

const countRetries = (): number =>
  Effect.runSync(Metric.snapshot)
    .filter(({ metricKey }) => metricKey.name === "bitgpt.client.retries")
    .reduce(
      (sum, { metricState }) => sum + ("count" in metricState ? Number(metricState.count) : 0),
      0
    )

const measure = async (
  client: Client,
  emulator: EmulatorProcess,
  {
    mostBytes,
    perRound,
    rounds
  }: {
    /** What memory may grow by with each call. Short runs see the compiler's own memory grow. */
    readonly mostBytes: number
    readonly perRound: number
    readonly rounds: number
  },
  options: Options,
  report: Report
): Promise<void> => {
  const { random, runtime, timersBefore } = begin(client, emulator, options, report)
  const { figure, promise } = report
  const round = (
    calls: number,
    maxRetries: number,
    attempt: Duration.DurationInput = "10 minutes"
  ): Promise<ReadonlyArray<string>> =>
    runtime.runPromise(
      Effect.all(
        Array.from({ length: calls }, () => anyCall(random)),
        { concurrency }
      ).pipe(
        Effect.provide(RetryPolicy.layer({ maxRetries, baseDelay: "2 millis", budget: false })),
        Effect.provide(TimeoutPolicy.layer({ attempt, total: "1 hour" }))
      )
    )

  await emulator.clearRequests()

  // Without retries a call is a request, so that what the server did is what calls ended with.
  const outcomes: Tally = new Map()
  const memory: Array<number> = []
  const sockets: Array<number> = []
  for (let number = 0; number < rounds; number += 1) {
    await emulator.setRules(rulesFor(number === 0))
    const names = await round(perRound, 0, number === 0 ? "10 seconds" : undefined)
    for (const name of names) count(outcomes, name)
    memory.push(await retainedBytes())
    sockets.push((await emulator.report()).openConnections)
  }
  const calls = rounds * perRound
  const server = await emulator.settled()
  const expected: Tally = new Map()
  count(expected, "success", server.byFault["None"] ?? 0)
  for (const [, name, outcome] of faults) count(expected, outcome, server.byFault[name] ?? 0)
  figure(`${client.name}: calls`, calls)
  figure(`${client.name}: outcomes`, textOf(outcomes))
  promise("a call is a request", server.requests === calls)
  const isAsExpected = textOf(outcomes) === textOf(expected)
  promise("the outcomes are what the server did", isAsExpected)
  if (!isAsExpected) figure("the server did", textOf(expected))

  const afterWarmUp = memory.slice(Math.floor(rounds / 3))
  const growth = medianSlope(afterWarmUp) / perRound
  figure(
    `${client.name}: retained MiB, from round to round`,
    memory.map((bytes) => (bytes / 2 ** 20).toFixed(1)).join(" ")
  )
  figure(`${client.name}: bytes per call that memory grows by (median slope)`, growth)
  promise(
    `memory does not grow by ${mostBytes} bytes per call after the warm-up`,
    growth < mostBytes
  )
  figure(`${client.name}: open connections, from round to round`, sockets.join(" "))
  promise("open connections do not grow after the warm-up", levelsOff(sockets, concurrency / 2))

  // With retries the server gets a request for each call, and one for each retry.
  await emulator.clearRequests()
  const retriesBefore = countRetries()
  const retried: Tally = new Map()
  for (const name of await round(perRound, 2)) count(retried, name)
  const retries = countRetries() - retriesBefore
  const { requests } = await emulator.settled()
  figure(`${client.name}: calls with two retries`, perRound)
  figure(`${client.name}: their outcomes`, textOf(retried))
  figure(`${client.name}: retries`, retries)
  promise(
    "the server gets a request for each call and for each retry",
    requests === perRound + retries
  )
  promise("no timer of a call stays behind", openTimers() <= timersBefore)

  await runtime.dispose()
  await promiseNoSockets(client, emulator, options, report)
}

await main("soak", async (options, report) => {
  const { seed, short } = options
  for (const client of short ? firstClients : clients) {
    const emulator = await startEmulator(seed)
    const size = short
      ? { perRound: 800, rounds: 9, mostBytes: 1_000 }
      : { perRound: 3_000, rounds: 20, mostBytes: 200 }
    await measure(client, emulator, size, options, report)
    emulator.stop()
  }
})
