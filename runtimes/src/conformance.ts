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
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import { Answer, Checks, Question } from "./agents/protocol.js"
import type { Agent } from "./Runtime.js"
import type { Result } from "./verdict.js"

/** Real milliseconds that a case may take by itself: pauses and time limits pass in real time here. */
const patience = 1_500

// To the second, that time is not known before in real time.
const withoutCreationTime = (conformanceCase: Case): Case => {
  const { call, expect } = conformanceCase
  const { outcome } = expect
  if (call._tag !== "Create" || outcome._tag !== "Success") return conformanceCase
  if (!Predicate.hasProperty(outcome.value, "created_at")) return conformanceCase
  const value = Struct.omit(outcome.value, "created_at")
  return { ...conformanceCase, expect: { ...expect, outcome: { ...outcome, value } } }
}

/** The cases that a runtime can be held against in real time, through its own `fetch`. */
const portableCases: ReadonlyArray<Case> = cases
  .filter(
    (conformanceCase) =>
      latestEnd(conformanceCase) <= patience && !conformanceCase.client.trustsServer
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

const perform = (agent: Agent, task: Task, interruptAfter?: number): Effect.Effect<Outcome> =>
  Effect.gen(function* () {
    const { origin } = new URL(task.baseUrl)
    const outcome = yield* ask(agent, origin, { task: yield* encodeTask(task), interruptAfter })
    return yield* decodeOutcome(outcome)
  }).pipe(Effect.orDie)

/** The adapter of an agent. */
const adapterOf = (agent: Agent): Adapter => ({
  name: `effect-bitgpt in ${agent.version}`,
  perform: (task) => perform(agent, task)
})

/** Real milliseconds after which a call is ended: longer than a busy machine takes to send it. */
const end = 1_000

const base: Omit<Task, "baseUrl" | "accessToken"> = {
  maxRetries: 0,
  baseDelayMillis: 10,
  maxRetryAfterMillis: 1_000,
  attemptMillis: 10_000,
  totalMillis: 20_000,
  maxResponseBytes: 1024 * 1024,
  call: { _tag: "Get", id: "api_key_0197c0ec-a197-719f-84a9-99270a79b42a" }
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
    const { result } = yield* perform(agent, task, ending.interruptAfter)
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

/** Holds an agent against every case. */
export const conform = (agent: Agent): Effect.Effect<ReadonlyArray<Result>> =>
  Effect.all(
    [
      ...portableCases.map((conformanceCase) =>
        Effect.orDie(runCase(adapterOf(agent), conformanceCase))
      ),
      ...endingCases.map((ending) => runEndingCase(agent, ending))
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
