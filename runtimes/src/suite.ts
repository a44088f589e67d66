import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { spawn } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./folder.js"
import type { Part, TestRunner } from "./Runtime.js"
import { temporaryFolder } from "./temporaryFolder.js"
import type { Result } from "./verdict.js"

// Where it matters most which runtime it is: what goes over a socket, and what reads text.
const quickFiles = [
  "apiKeys/ApiKey.test.ts",
  "apiKeys/ApiKeyPredicate.test.ts",
  "apiKeys/ApiKeys.create.test.ts",
  "apiKeys/ApiKeys.test.ts",
  "apiKeys/IpRange.test.ts",
  "internal/answer/httpDate.test.ts",
  "internal/answer/statuses.test.ts",
  "internal/wire/multipart.test.ts",
  "internal/wire/transport.test.ts",
  "webhooks/WebhookDelivery.test.ts"
].map((name) => `test/${name}`)

const Report = Schema.parseJson(
  Schema.Struct({
    testResults: Schema.Array(
      Schema.Struct({
        name: Schema.String,
        status: Schema.String,
        message: Schema.optional(Schema.String),
        assertionResults: Schema.Array(
          Schema.Struct({
            fullName: Schema.String,
            status: Schema.String,
            failureMessages: Schema.optional(Schema.Array(Schema.String))
          })
        )
      })
    )
  })
)

const decodeReport = Schema.decode(Report)

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? ""

const resultsOf = (report: typeof Report.Type, without?: string): ReadonlyArray<Result> =>
  report.testResults.flatMap((file) => {
    const name = file.name.split("/test/").at(-1) ?? file.name
    const tests = file.assertionResults
      .filter(({ fullName }) => without === undefined || !fullName.includes(without))
      .map((test) => ({
        name: `${name}: ${test.fullName}`,
        problems:
          test.status === "passed" ? [] : (test.failureMessages ?? [test.status]).map(firstLine)
      }))
    // A file that can't even be loaded has no tests.
    return file.status === "passed" || tests.some(({ problems }) => problems.length > 0)
      ? tests
      : [...tests, { name, problems: [firstLine(file.message ?? file.status)] }]
  })

const argumentsFor = ({ without }: Part): ReadonlyArray<string> => [
  ...(without === undefined ? [] : [`--testNamePattern=^(?!.*${without})`]),
  ...quickFiles
]

/**
 * Runs the core's suite, or a part of it, with a runtime. Type tests are the compiler's: they run in no
 * runtime.
 */
export const runSuite = (runner: TestRunner, part?: Part): Effect.Effect<ReadonlyArray<Result>> =>
  Effect.gen(function* () {
    const core = join(root, "packages/core")
    // Vitest runs what it finds, and says nothing of a name that it doesn't find.
    const missing =
      part === undefined ? [] : quickFiles.filter((name) => !existsSync(join(core, name)))
    if (missing.length > 0) {
      return [{ name: "the test runner", problems: missing.map((name) => `there is no ${name}`) }]
    }
    const file = join(yield* temporaryFolder, "report.json")
    const output = yield* Effect.async<string>((resume) => {
      const child = spawn(
        runner.command,
        [
          ...runner.args,
          join(core, "node_modules/vitest/vitest.mjs"),
          "run",
          "--typecheck.enabled=false",
          "--pool=forks",
          // Not every runtime is as fast as Node.
          "--testTimeout=60000",
          "--reporter=json",
          `--outputFile=${file}`,
          ...(part === undefined ? [] : argumentsFor(part))
        ],
        { cwd: core, stdio: ["ignore", "pipe", "pipe"] }
      )
      let text = ""
      const add = (part: Buffer) => {
        text = `${text}${part.toString()}`.slice(-2_000)
      }
      child.stdout.on("data", add)
      child.stderr.on("data", add)
      child.on("close", () => {
        resume(Effect.succeed(text))
      })
      return Effect.sync(() => {
        child.kill()
      })
    }).pipe(
      Effect.timeoutTo({
        duration: "30 minutes",
        onSuccess: (text) => text,
        onTimeout: () => "it did not end within 30 minutes"
      })
    )
    if (!existsSync(file)) return [{ name: "the test runner", problems: [output] }]
    const report = yield* Effect.orDie(decodeReport(readFileSync(file, "utf8")))
    return resultsOf(report, part?.without)
  }).pipe(Effect.scoped)
