/**
 * Holds an implementation against cases.
 *
 * @module
 */
import { Emulator, type EmulatorError } from "effect-bitgpt-emulator"
import * as Effect from "effect/Effect"
import * as Context from "effect/Context"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import type { Adapter, Task } from "./Adapter.js"
import { type Case, latestEnd } from "./Case.js"
import { busyOnceAnswered } from "./internal/busyThread.js"
import { drive } from "./internal/drive.js"
import { judge, type Observation, type Stored } from "./internal/judge.js"
import { realTimeFrom } from "./internal/realTimeFrom.js"
import { resolution, VirtualClock } from "./internal/virtualClock.js"
import type { Outcome } from "./Outcome.js"
import { records } from "./records.js"

/** What came of a case. It passed if there are no problems. */
export interface CaseReport {
  readonly name: string
  readonly problems: ReadonlyArray<string>
  readonly observation: Observation
}

/** 2026-01-01: the keys of the documentation have not expired yet. */
const start = Date.UTC(2026, 0, 1)

/** Real milliseconds that a call may take over its time where there is no clock to set. */
const tolerance = 8_000

const tokenFor = (
  { client }: Case,
  emulator: Emulator["Type"]
): Effect.Effect<Redacted.Redacted> => {
  if (client.token !== undefined) return Effect.succeed(Redacted.make(client.token))
  if (client.tokenOfKey === undefined) return Effect.succeed(emulator.accessToken)
  return Effect.flatMap(emulator.apiKeys.get(client.tokenOfKey), (key) => {
    const secret = Option.flatMapNullable(key, (_) => _.secret)
    return Effect.orDieWith(secret, () => new Error("the case's key has no secret"))
  })
}

const withHost = (baseUrl: string, host: string | undefined): string => {
  const url = new URL(baseUrl)
  if (host !== undefined) url.hostname = host
  return url.origin
}

const taskFor = (conformanceCase: Case, emulator: Emulator["Type"]): Effect.Effect<Task> =>
  Effect.gen(function* () {
    const { call, client, server } = conformanceCase
    return {
      baseUrl: client.baseUrl ?? withHost(yield* emulator.urlOf(server.origin), client.host),
      accessToken: yield* tokenFor(conformanceCase, emulator),
      tokenDelayMillis: client.tokenDelayMillis,
      tokenEnd: client.tokenEnd,
      headers: client.headers,
      ...(client.traceparent === undefined ? {} : { traceparent: client.traceparent }),
      ...(client.trustsServer ? { trustedCertificate: yield* emulator.certificate } : {}),
      maxRetries: client.maxRetries,
      baseDelayMillis: client.baseDelayMillis,
      maxRetryAfterMillis: client.maxRetryAfterMillis,
      attemptMillis: client.attemptMillis,
      totalMillis: client.totalMillis,
      maxResponseBytes: client.maxResponseBytes,
      call
    }
  })

const emulatorFor = ({
  name,
  server
}: Case): Effect.Effect<Emulator["Type"], EmulatorError, Scope.Scope> =>
  Effect.gen(function* () {
    const layer = Emulator.layer({
      seed: name,
      faults: server.rules,
      revealSecrets: server.revealSecrets,
      ...records,
      ...(server.apiKeys === undefined ? {} : { apiKeys: server.apiKeys }),
      ...(server.rateLimit === undefined ? {} : { rateLimit: server.rateLimit })
    })
    const emulator = Context.get(yield* Layer.build(layer), Emulator)
    yield* emulator.script(server.faults)
    return emulator
  })

/** Everything that the server keeps. */
const recordsOf = (emulator: Emulator["Type"]): Effect.Effect<ReadonlyArray<Stored>> =>
  Effect.map(
    Effect.all([
      emulator.apiKeys.all,
      emulator.products.all,
      emulator.invoices.all,
      emulator.payments.all,
      emulator.files.all,
      emulator.webhooks.all
    ]),
    (collections) => collections.flat()
  )

/** What the server still has to notice: that a client has gone, say. */
const settledRequests = (emulator: Emulator["Type"]) =>
  emulator.requests.pipe(
    Effect.tap((requests) =>
      requests.some(({ outcome }) => outcome === "Pending") ? Effect.sleep(5) : Effect.void
    ),
    Effect.repeat({
      times: 200,
      until: (requests) => requests.every(({ outcome }) => outcome !== "Pending")
    }),
    Effect.zipRight(emulator.requests)
  )

const interrupted: Outcome = { result: { _tag: "Interrupted" }, texts: [] }

/** What came of a call that has ended. */
const outcomeOf = (call: Fiber.Fiber<Outcome>): Effect.Effect<Outcome> =>
  Effect.flatMap(Fiber.await(call), (exit) =>
    Exit.isInterrupted(exit) ? Effect.succeed(interrupted) : exit
  )

/**
 * Runs one case against one implementation, with a server of its own.
 *
 * Sockets are real. The time of client and server is that of one clock, which passes as the case
 * needs it; without {@link Adapter.inFlight}, and where the case needs late timers, time is real, and the
 * server's begins at the same date.
 */
export const runCase = (
  adapter: Adapter,
  conformanceCase: Case
): Effect.Effect<CaseReport, EmulatorError> =>
  Effect.gen(function* () {
    const { blockedMillis, interruptedAfterMillis = Infinity } = conformanceCase.client
    const inFlight = blockedMillis === undefined ? adapter.inFlight : undefined
    const clock = inFlight === undefined ? undefined : new VirtualClock(start)
    const onClock = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
      clock === undefined ? effect : Effect.withClock(effect, clock)
    const currentTime = onClock(Effect.clockWith((_) => _.currentTimeMillis))

    const emulator = yield* Effect.withClock(
      emulatorFor(conformanceCase),
      clock ?? realTimeFrom(start)
    )
    const task = yield* taskFor(conformanceCase, emulator)
    const before = yield* recordsOf(emulator)
    const begin = yield* currentTime

    const view = inFlight === undefined ? undefined : yield* inFlight.watch
    if (blockedMillis !== undefined) yield* busyOnceAnswered(blockedMillis)
    // No child of this fiber, which would wait for a call that can't be ended.
    const call = yield* Effect.acquireRelease(
      Effect.forkDaemon(Effect.interruptible(onClock(adapter.perform(task)))),
      Fiber.interruptFork
    )
    const givingUp = yield* Fiber.interruptFork(call).pipe(
      Effect.delay(interruptedAfterMillis),
      onClock,
      Effect.fork
    )
    const ended =
      clock === undefined || view === undefined
        ? Fiber.await(call).pipe(
            Effect.timeoutOption(latestEnd(conformanceCase) + 2 * tolerance),
            Effect.map(Option.isSome)
          )
        : drive(call, { clock, emulator, until: begin + latestEnd(conformanceCase), view })
    const outcome = (yield* ended) ? yield* outcomeOf(call) : undefined
    yield* Fiber.interrupt(givingUp)
    const elapsedMillis = (yield* currentTime) - begin
    yield* Fiber.interruptFork(call)

    const observation: Observation = {
      task,
      outcome,
      elapsedMillis,
      toleranceMillis: clock === undefined ? tolerance : resolution,
      requests: yield* settledRequests(emulator),
      timersLeft: clock?.waiting ?? 0,
      before,
      after: yield* recordsOf(emulator)
    }
    return {
      name: conformanceCase.name,
      problems: judge(conformanceCase, observation),
      observation
    }
  }).pipe(Effect.scoped)
