import { Emulator, Fault } from "effect-bitgpt-emulator"
import {
  type Adapter,
  type Case,
  cases,
  latestEnd,
  Outcome,
  runCase,
  Task
} from "effect-bitgpt-conformance"
import * as Array from "effect/Array"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import { Answer, Checks, Question } from "./agents/protocol.js"
import type { Agent } from "./Runtime.js"
import type { Result } from "./verdict.js"

/** Real milliseconds that a case may take by itself: pauses and time limits pass in real time here. */
const patience = 1_500

/** Real milliseconds after which a call is ended: longer than a busy machine takes to send it. */
const end = 1_000

// To the second, that time is not known before in real time.
const withoutCreationTime = (conformanceCase: Case): Case => {
  const { expect, server } = conformanceCase
  const { outcome } = expect
  const isCreated = expect.created > 0 && server.faults.length === 0
  if (!isCreated || outcome._tag !== "Success") return conformanceCase
  if (!Predicate.hasProperty(outcome.value, "created_at")) return conformanceCase
  const value = Struct.omit(outcome.value, "created_at")
  return { ...conformanceCase, expect: { ...expect, outcome: { ...outcome, value } } }
}

/**
 * The cases that a runtime can be held against in real time. What is wrong with an address is found out without
 * any; what a name stands for is the machine's affair; and a busy machine may need longer to send a request than a
 * short limit lets it.
 */
const portableCases: ReadonlyArray<Case> = cases
  .filter(
    (conformanceCase) =>
      latestEnd(conformanceCase) <= patience &&
      conformanceCase.client.attemptMillis >= end &&
      !conformanceCase.client.trustsServer &&
      conformanceCase.client.baseUrl === undefined &&
      conformanceCase.client.host === undefined
  )
  .map(withoutCreationTime)

const encodeTask = Schema.encode(Schema.parseJson(Task))
const decodeOutcome = Schema.decode(Schema.parseJson(Outcome))
const encodeQuestion = Schema.encode(Question)
const decodeAnswer = Schema.decode(Answer)
const decodeChecks = Schema.decode(Checks)

let questions = 0

const ask = (
  agent: Agent,
  origin: string,
  question: Omit<typeof Question.Type, "id">
): Effect.Effect<string> =>
  Effect.gen(function* () {
    questions += 1
    const asked = yield* encodeQuestion({ id: questions, ...question })
    return (yield* decodeAnswer(yield* agent.ask(asked, origin))).text
  }).pipe(Effect.orDie)

const perform = (
  agent: Agent,
  task: Task,
  how: Pick<typeof Question.Type, "interruptAfter" | "isShared"> = {}
): Effect.Effect<Outcome> =>
  Effect.gen(function* () {
    const { origin } = new URL(task.baseUrl)
    const outcome = yield* ask(agent, origin, { task: yield* encodeTask(task), ...how })
    return yield* decodeOutcome(outcome)
  }).pipe(Effect.orDie)

/** The adapter of an agent. */
const adapterOf = (agent: Agent): Adapter => ({
  name: `effect-bitgpt in ${agent.version}`,
  perform: (task) => perform(agent, task)
})

const base: Omit<Task, "baseUrl" | "accessToken"> = {
  maxRetries: 0,
  baseDelayMillis: 10,
  maxRetryAfterMillis: 1_000,
  attemptMillis: 10_000,
  totalMillis: 20_000,
  maxResponseBytes: 1024 * 1024,
  tokenDelayMillis: 0,
  tokenEnd: "Token",
  headers: {},
  call: {
    operation: "ApiKeys.get",
    input: { id: "api_key_0197c0ec-a197-719f-84a9-99270a79b42a" }
  }
}

interface EndingCase {
  readonly name: string
  readonly fault: Fault.Fault
  readonly task: Partial<Task>
  readonly interruptAfter?: number
  readonly ends: (outcome: Outcome["result"]) => boolean
}

const outOfTime =
  (limit: "attempt" | "total"): EndingCase["ends"] =>
  (result) =>
    result._tag === "Failure" && result.tag === "TimeoutError" && result.limit === limit

const stalls = [
  ["no headers", Fault.delayHeaders("1 hour")],
  ["a body that stops in its middle", Fault.stallBody()]
] as const

// The suite's own cases about time take too long in real time.
const endingCases: ReadonlyArray<EndingCase> = stalls.flatMap(([name, fault]) => [
  {
    name: `${name}: the time of an attempt ends the request`,
    fault,
    task: { attemptMillis: end },
    ends: outOfTime("attempt")
  },
  {
    name: `${name}: the time of the call ends the request`,
    fault,
    task: { totalMillis: end },
    ends: outOfTime("total")
  },
  {
    name: `${name}: interruption ends the request`,
    fault,
    task: {},
    interruptAfter: end,
    ends: (result) => result._tag === "Broken" && result.problem.includes("interrupt")
  }
])

const runEndingCase = (agent: Agent, ending: EndingCase): Effect.Effect<Result> =>
  Effect.gen(function* () {
    const emulator = yield* Emulator
    yield* emulator.script([ending.fault])
    const { accessToken, baseUrl } = emulator
    const task = { ...base, ...ending.task, accessToken, baseUrl }
    const { interruptAfter } = ending
    const { result } = yield* perform(agent, task, { interruptAfter })
    const closed = yield* emulator.requests.pipe(
      Effect.map((requests) => requests.map(({ outcome }) => outcome).join()),
      Effect.delay(10),
      Effect.repeat({
        until: (outcomes: string): boolean => outcomes === "ClientClosed",
        times: 1_000
      })
    )
    return {
      name: ending.name,
      problems: [
        ...(ending.ends(result) ? [] : [`it ended with ${JSON.stringify(result)}`]),
        ...(closed === "ClientClosed" ? [] : [`the server saw: ${closed}`])
      ]
    }
  }).pipe(
    Effect.provide(Emulator.layer()),
    Effect.timeoutTo({
      duration: "30 seconds",
      onSuccess: (result) => result,
      onTimeout: () => ({ name: ending.name, problems: ["the call did not end"] })
    }),
    Effect.orDie
  )

/** Each question is a request of its own where the runtime is a server's: no other may keep it waiting. */
const sharedClientCase = (agent: Agent): Effect.Effect<Result> => {
  const name = "five calls through one client whose rate limit lets one go at once are all answered"
  return Effect.gen(function* () {
    const { accessToken, baseUrl } = yield* Emulator
    const task = { ...base, accessToken, baseUrl }
    const outcomes = yield* Effect.all(
      Array.makeBy(5, () => perform(agent, task, { isShared: true })),
      { concurrency: "unbounded" }
    )
    return {
      name,
      problems: outcomes
        .filter(({ result }) => result._tag !== "Success")
        .map(({ result }) => `it ended with ${JSON.stringify(result)}`)
    }
  }).pipe(
    Effect.provide(Emulator.layer()),
    Effect.timeoutTo({
      duration: "30 seconds",
      onSuccess: (result) => result,
      onTimeout: () => ({ name, problems: ["a call did not end"] })
    }),
    Effect.catchAllCause((cause) => Effect.succeed({ name, problems: [Cause.pretty(cause)] }))
  )
}

/** Holds an agent against every case. */
export const conform = (agent: Agent): Effect.Effect<ReadonlyArray<Result>> =>
  Effect.all(
    [
      ...portableCases.map((conformanceCase) =>
        Effect.orDie(runCase(adapterOf(agent), conformanceCase))
      ),
      ...endingCases.map((ending) => runEndingCase(agent, ending)),
      sharedClientCase(agent)
    ],
    { concurrency: agent.concurrency }
  )

/** Checks what sends nothing. */
export const check = (agent: Agent): Effect.Effect<ReadonlyArray<Result>> =>
  ask(agent, "http://localhost", {}).pipe(
    Effect.flatMap(decodeChecks),
    Effect.map((checks) =>
      checks.map(({ holds, name }) => ({ name, problems: holds ? [] : ["it does not hold"] }))
    ),
    Effect.orDie
  )
