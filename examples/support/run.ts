// Runs examples as their reader would, with `tsx`: against BitGPT if BITGPT_ACCESS_TOKEN is set,
// otherwise against the emulator, which it starts and stops again.
//
//   tsx support/run.ts 01-get-a-key.ts [more.ts …] [arguments]    these examples
//   tsx support/run.ts --all                                      all of them, for CI
import { DateTime, Effect, Layer, Redacted } from "effect"
import { Emulator } from "effect-bitgpt-emulator"
import { spawn } from "node:child_process"
import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { startCollector } from "./collector.js"
import { samplePayments } from "./samplePayments.js"

const folder = fileURLToPath(new URL("..", import.meta.url))

const run = (args: ReadonlyArray<string>, env: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: "inherit"
    })
    child.on("error", reject)
    child.on("exit", (code) => {
      resolve(code ?? 1)
    })
  })

const given = process.argv.slice(2)
if (given.length === 0) throw new Error("Say which example to run")

const examples = (): ReadonlyArray<string> =>
  readdirSync(folder)
    .filter((name) => /^\d\d-.*\.ts$/.test(name))
    .sort()

const isExample = (argument: string) => argument.endsWith(".ts")
const args = given.filter((argument) => !isExample(argument))
const runs = given.includes("--all")
  ? examples().map((name) => [name])
  : given.filter(isExample).map((name) => [name, ...args])

const collector =
  (process.env["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? "") === "" ? await startCollector() : undefined
const telemetry: Record<string, string> =
  collector === undefined ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint }

const runAll = (env: Record<string, string>): Effect.Effect<number> =>
  Effect.promise(async () => {
    let failed = 0
    for (const [index, args] of runs.entries()) {
      if (runs.length > 1) console.log(`${index === 0 ? "" : "\n"}--- ${args.join(" ")}`)
      if ((await run(args, { ...env, ...telemetry })) !== 0) failed += 1
    }
    return failed
  })

const SampleEmulator = Layer.unwrapEffect(
  Effect.map(DateTime.now, (now) => Emulator.layer({ payments: samplePayments(now) }))
)

const runOnEmulator = Effect.flatMap(Emulator, ({ accessToken, baseUrl }) =>
  runAll({ BITGPT_ACCESS_TOKEN: Redacted.value(accessToken), BITGPT_BASE_URL: baseUrl })
).pipe(Effect.provide(SampleEmulator))

const useBitGpt = (process.env["BITGPT_ACCESS_TOKEN"] ?? "") !== ""

console.log(
  useBitGpt
    ? "Asking BitGPT.\n"
    : "BITGPT_ACCESS_TOKEN is not set: asking an emulator of BitGPT on this machine.\n"
)
const failed = await Effect.runPromise(useBitGpt ? runAll({}) : runOnEmulator)
const spans = collector?.spans() ?? []
if (spans.length > 0) console.log()
for (const { attributes, name } of spans) {
  console.log(`collector: ${name}  ${JSON.stringify(attributes)}`)
}
await collector?.stop()
process.exitCode = failed === 0 ? 0 : 1
