// The process of an emulator that a program measures against. It ends with its parent.
import { Array, Effect, Runtime, Schema } from "effect"
import { Emulator, type Fault, type RecordedRequest } from "effect-bitgpt-emulator"
import { records } from "../../src/records.js"
import { Question, type ServerReport, Started } from "./protocol.js"

const faultName = (fault: Fault.Fault | undefined): string => {
  if (fault === undefined) return "None"
  const parts = fault._tag === "Combined" ? fault.faults : [fault]
  return parts
    .map((part) => ("status" in part ? `${part._tag} ${String(part.status)}` : part._tag))
    .join(" + ")
}

const countBy = (
  requests: ReadonlyArray<RecordedRequest>,
  key: (request: RecordedRequest) => string
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(Array.groupBy(requests, key)).map(([name, { length }]) => [name, length])
  )

const answer = (question: Question): Effect.Effect<ServerReport | null, never, Emulator> =>
  Effect.gen(function* () {
    const emulator = yield* Emulator
    switch (question._tag) {
      case "Report": {
        const requests = yield* emulator.requests
        return {
          requests: requests.length,
          byFault: countBy(requests, ({ fault }) => faultName(fault)),
          byOutcome: countBy(requests, ({ outcome }) => outcome),
          openConnections: yield* emulator.openConnections
        }
      }
      case "SetRules":
        yield* emulator.clearRules
        yield* Effect.forEach(question.rules, emulator.addRule)
        return null
      case "ClearRequests":
        yield* emulator.clearRequests
        return null
      case "TakeDown":
        yield* emulator.takeDown
        return null
      case "BringUp":
        yield* emulator.bringUp
        return null
    }
  })

const send = (message: unknown): void => {
  process.send?.(message)
}

const program = Effect.gen(function* () {
  const { accessToken, baseUrl } = yield* Emulator
  const runtime = yield* Effect.runtime<Emulator>()
  process.on("message", (message) => {
    const answered = Effect.flatMap(Schema.decodeUnknown(Question)(message), answer)
    void Runtime.runPromise(runtime)(answered).then(send)
  })
  process.on("disconnect", () => process.exit(0))
  send(yield* Schema.encode(Started)({ accessToken, baseUrl }))
  return yield* Effect.never
})

const seed = process.argv[2] ?? "seed"
await Effect.runPromise(
  Effect.provide(program, Emulator.layer({ ...records, seed, maxRecordedRequests: 1_000_000 }))
)
