// Sustained concurrent calls with faults at random: every call ends in exactly one outcome, the
// outcomes are what the server did, and neither memory nor sockets grow.
import { type Duration, Effect, Metric } from "effect"
import { ApiKeys, isBitGptError, RetryPolicy, TimeoutPolicy } from "effect-bitgpt"
import { Fault, FaultRule } from "effect-bitgpt-emulator"
import { type Client, clients, sharedClient } from "./support/clients.js"
import { type EmulatorProcess, startEmulator } from "./support/emulator.js"
import { main, type Options, type Report } from "./support/main.js"
import { levelsOff, medianSlope } from "./support/growth.js"
import { eventually, openTimers } from "./support/leftovers.js"
import { retainedBytes } from "./support/memory.js"
import { makeRandom } from "./support/random.js"

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

const id = "api_key_0197c0ec-a197-719f-84a9-99270a79b42a"

/** One of the calls that may be repeated without end, and the name of its outcome. */
const anyCall = (random: () => number): Effect.Effect<string, never, ApiKeys> =>
  Effect.gen(function* () {
    const apiKeys = yield* ApiKeys
    const kind = random()
    const call: Effect.Effect<unknown, { readonly _tag: string }> =
      kind < 0.6
        ? apiKeys.get(id)
        : kind < 0.8
          ? apiKeys.list()
          : apiKeys.update(id, { label: "Soak" })
    return yield* Effect.match(call, {
      onFailure: (error) => (isBitGptError(error) ? error._tag : "another error"),
      onSuccess: () => "success"
    })
  }).pipe(Effect.catchAllDefect(() => Effect.succeed("defect")))

const tally = (names: Iterable<string>): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

const sorted = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name} ${count}`)
    .join(", ")

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
  { seed, short }: Options,
  { doing, figure, promise }: Report
): Promise<void> => {
  doing(() => client.name)
  const random = makeRandom(seed)
  const timersBefore = openTimers()
  const { accessToken, baseUrl } = emulator
  const runtime = sharedClient(client, { accessToken, baseUrl })
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
  const outcomes: Record<string, number> = {}
  const memory: Array<number> = []
  const sockets: Array<number> = []
  for (let number = 0; number < rounds; number += 1) {
    await emulator.setRules(rulesFor(number === 0))
    for (const [name, count] of Object.entries(
      tally(await round(perRound, 0, number === 0 ? "10 seconds" : undefined))
    )) {
      outcomes[name] = (outcomes[name] ?? 0) + count
    }
    memory.push(await retainedBytes())
    sockets.push((await emulator.report()).openConnections)
  }
  const calls = rounds * perRound
  const server = await emulator.settled()
  const expected: Record<string, number> = { success: server.byFault["None"] ?? 0 }
  for (const [, name, outcome] of faults) {
    expected[outcome] = (expected[outcome] ?? 0) + (server.byFault[name] ?? 0)
  }
  figure(`${client.name}: calls`, calls)
  figure(`${client.name}: outcomes`, sorted(outcomes))
  promise(
    "every call ends in exactly one outcome",
    Object.values(outcomes).reduce((sum, count) => sum + count, 0) === calls
  )
  promise("a call is a request", server.requests === calls)
  promise("the outcomes are what the server did", sorted(outcomes) === sorted(expected))
  if (sorted(outcomes) !== sorted(expected)) figure("the server did", sorted(expected))

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
  promise("open connections do not grow after the warm-up", levelsOff(sockets, concurrency))

  // With retries the server gets a request for each call, and one for each retry.
  await emulator.clearRequests()
  const retriesBefore = countRetries()
  const retried = tally(await round(perRound, 2))
  const retries = countRetries() - retriesBefore
  const { requests } = await emulator.settled()
  figure(`${client.name}: calls with two retries`, perRound)
  figure(`${client.name}: their outcomes`, sorted(retried))
  figure(`${client.name}: retries`, retries)
  promise(
    "the server gets a request for each call and for each retry",
    requests === perRound + retries
  )
  promise("no timer of a call stays behind", openTimers() <= timersBefore)

  await runtime.dispose()
  // Node's own fetch keeps its connections for a minute, whoever makes the next call.
  if (client.name === "fetch" && short) return
  promise(
    "no socket stays behind the client",
    await eventually(async () => (await emulator.report()).openConnections === 0)
  )
}

await main("soak", async (options, report) => {
  const { seed, short } = options
  for (const client of short ? clients.slice(0, 1) : clients) {
    const emulator = await startEmulator(seed)
    const size = short
      ? { perRound: 800, rounds: 9, mostBytes: 1_000 }
      : { perRound: 3_000, rounds: 20, mostBytes: 200 }
    await measure(client, emulator, size, options, report)
    emulator.stop()
  }
})
