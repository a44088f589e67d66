import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { spawn } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { Answer, Question } from "./agents/protocol.js"
import { bundle } from "./bundle.js"
import type { Part, Runtime, Unavailable } from "./Runtime.js"
import { temporaryFolder } from "./temporaryFolder.js"
import { versionOf } from "./versionOf.js"

const decodeAnswer = Schema.decodeSync(Answer)
const decodeQuestion = Schema.decodeSync(Question)

/** A runtime that is a program with standard input and output. */
export const processRuntime = (options: {
  readonly name: string
  readonly binary: Effect.Effect<string, Unavailable>
  /** Before the file to run. */
  readonly args: ReadonlyArray<string>
  /** The same for a test runner, where more has to be allowed. */
  readonly testArgs: ReadonlyArray<string>
  /** What a quick run has of the core's tests. */
  readonly quick: Part | "None"
  /** The name with the version, from what the executable says of it. */
  readonly nameVersion: (output: string) => string
}): Runtime => ({
  name: options.name,
  isPinned: true,
  tests: {
    _tag: "Runner",
    runner: Effect.map(options.binary, (command) => ({ command, args: options.testArgs })),
    quick: options.quick
  },
  start: Effect.gen(function* () {
    const binary = yield* options.binary
    const version = options.nameVersion(yield* versionOf(binary))
    const file = join(yield* temporaryFolder, "agent.mjs")
    const script = yield* Effect.promise(() => bundle("process"))
    writeFileSync(file, script)
    const child = yield* Effect.acquireRelease(
      Effect.sync(() =>
        spawn(binary, [...options.args, file], { stdio: ["pipe", "pipe", "pipe"] })
      ),
      (child) =>
        Effect.sync(() => {
          child.kill()
        })
    )
    const waiting = new Map<number, Deferred.Deferred<string>>()
    createInterface({ input: child.stdout }).on("line", (line) => {
      const answer = decodeURIComponent(line)
      const { id } = decodeAnswer(answer)
      const deferred = waiting.get(id)
      waiting.delete(id)
      if (deferred !== undefined) Deferred.unsafeDone(deferred, Effect.succeed(answer))
    })
    let complaints = ""
    child.stderr.on("data", (part: Buffer) => {
      complaints = `${complaints}${part.toString()}`.slice(-2_000)
    })
    child.on("close", (code) => {
      const message = `${options.name} ended with ${String(code)}: ${complaints}`
      for (const deferred of waiting.values()) {
        Deferred.unsafeDone(deferred, Effect.dieMessage(message))
      }
    })
    return {
      version,
      concurrency: 6,
      ask: (question) =>
        Effect.gen(function* () {
          const deferred = yield* Deferred.make<string>()
          waiting.set(decodeQuestion(question).id, deferred)
          // Some runtimes end a line at more characters than this one.
          child.stdin.write(`${encodeURIComponent(question)}\n`)
          return yield* Deferred.await(deferred)
        })
    }
  })
})
