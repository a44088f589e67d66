import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { spawn } from "node:child_process"
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { Answer, Question } from "./agents/protocol.js"
import { bundle, undici } from "./bundle.js"
import type { Quick, Runtime, StartAgent, Unavailable } from "./Runtime.js"
import { temporaryFolder } from "./temporaryFolder.js"
import { versionOf } from "./versionOf.js"

const decodeAnswer = Schema.decodeSync(Answer)
const decodeQuestion = Schema.decodeSync(Question)

interface Program {
  readonly name: string
  readonly binary: Effect.Effect<string, Unavailable>
  /** The name with the version, from what the executable says of it. */
  readonly nameVersion: (output: string) => string
}

const startAgent = (
  { binary, name, nameVersion }: Program,
  agent: "process" | "processWithUndici",
  args: ReadonlyArray<string>
): StartAgent =>
  Effect.gen(function* () {
    const command = yield* binary
    const version = nameVersion(yield* versionOf(command))
    const folder = yield* temporaryFolder
    const file = join(folder, "agent.mjs")
    writeFileSync(file, yield* Effect.promise(() => bundle(agent)))
    mkdirSync(join(folder, "node_modules"))
    symlinkSync(undici, join(folder, "node_modules/undici"))
    const child = yield* Effect.acquireRelease(
      Effect.sync(() => spawn(command, [...args, file], { stdio: ["pipe", "pipe", "pipe"] })),
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
      const message = `${name} ended with ${String(code)}: ${complaints}`
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

/** A runtime that is a program with standard input and output. */
export const processRuntime = (
  options: Program & {
    /** Before the file to run. */
    readonly args: ReadonlyArray<string>
    /** The same where the package undici has to be found, or why `BitGptNode` is not available. */
    readonly undiciArgs: ReadonlyArray<string> | string
    /** The same for a test runner, where more has to be allowed. */
    readonly testArgs: ReadonlyArray<string>
    readonly quick: Quick
  }
): Runtime => ({
  name: options.name,
  isPinned: true,
  quick: options.quick,
  start: startAgent(options, "process", options.args),
  bitGptNode:
    typeof options.undiciArgs === "string"
      ? { _tag: "None", reason: options.undiciArgs }
      : { _tag: "Agent", start: startAgent(options, "processWithUndici", options.undiciArgs) },
  tests: {
    _tag: "Runner",
    runner: Effect.map(options.binary, (command) => ({ command, args: options.testArgs }))
  }
})
