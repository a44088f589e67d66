// Runs the programs that are named, or all of them: two at a time, and shows what each printed once it
// is done.
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { limitMinutes } from "./support/main.js"

const programs = ["fuzz", "soak", "cancellation", "outage", "cases"]

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { short: { type: "boolean", default: false }, seed: { type: "string" } }
})
const options = [
  ...(values.short ? ["--short"] : []),
  ...(values.seed === undefined ? [] : ["--seed", values.seed])
]
const unknown = positionals.filter((name) => !programs.includes(name))
if (unknown.length > 0) {
  console.error(`No program: ${unknown.join(", ")}. There are ${programs.join(", ")}.`)
  process.exit(2)
}
// The tests are the short form of the cases.
const usual = values.short ? programs.filter((name) => name !== "cases") : programs
const chosen = positionals.length === 0 ? usual : positionals

/** A program watches its own time, which it can't while it computes. */
const longestMinutes = limitMinutes(values) + 1

const run = (name: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const program = fileURLToPath(new URL(`${name}.ts`, import.meta.url))
    // The young generation is large, for what fuzz makes is garbage soon.
    const args = ["--max-semi-space-size=64", "--import", "tsx", program, ...options]
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", chosen.length === 1 ? "inherit" : "pipe", "inherit"],
      timeout: longestMinutes * 60_000,
      killSignal: "SIGKILL"
    })
    const output: Array<Buffer> = []
    child.stdout?.on("data", (chunk: Buffer) => output.push(chunk))
    child.on("error", reject)
    child.on("close", (code) => {
      process.stdout.write(Buffer.concat(output))
      resolve(code === 0)
    })
  })

const waiting = chosen.values()
const failed: Array<string> = []
const worker = async (): Promise<void> => {
  for (const name of waiting) {
    if (!(await run(name))) failed.push(name)
  }
}
await Promise.all([worker(), worker()])
if (failed.length > 0) console.log(`Promises are broken in: ${failed.join(", ")}`)
process.exitCode = failed.length === 0 ? 0 : 1
