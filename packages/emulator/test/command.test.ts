import * as Command from "@effect/cli/Command"
import { NodeContext } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { type Console, Effect, Exit, type Scope } from "effect"
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { command as theCommand } from "../src/internal/command/command.js"
import { folder } from "./support/folder.js"

const bin = join(import.meta.dirname, "..", "src", "bin.ts")

interface Running {
  readonly process: ChildProcessWithoutNullStreams
  /** Everything printed so far. */
  readonly output: () => string
  /** Waits for a text on standard output. */
  readonly printed: (pattern: RegExp) => Effect.Effect<RegExpExecArray>
  readonly exit: Effect.Effect<number | string>
}

/** The command as a process of its own, which ends with the scope at the latest. */
const command = (...args: ReadonlyArray<string>) =>
  Effect.acquireRelease(
    Effect.sync((): Running => {
      const child = spawn(process.execPath, ["--import", "tsx", bin, ...args], {
        env: { ...process.env, NO_COLOR: "1" }
      })
      let output = ""
      const append = (data: Buffer) => {
        output += data.toString()
      }
      child.stdout.on("data", append)
      child.stderr.on("data", append)
      const ended = new Promise<number | string>((resolve) => {
        child.on("close", (code, signal) => {
          resolve(code ?? String(signal))
        })
      })
      return {
        process: child,
        output: () => output,
        printed: (pattern) =>
          Effect.async((resume) => {
            const look = () => {
              const found = pattern.exec(output)
              if (found !== null) resume(Effect.succeed(found))
            }
            child.stdout.on("data", look)
            child.on("close", () => {
              resume(Effect.dieMessage(`It ended before ${String(pattern)}: ${output}`))
            })
            look()
          }),
        exit: Effect.promise(() => ended)
      }
    }),
    ({ process }) => Effect.sync(() => process.kill("SIGKILL"))
  )

const started = (running: Running) =>
  Effect.gen(function* () {
    const [, baseUrl = ""] = yield* running.printed(/BITGPT_BASE_URL=(\S+)/)
    const [, token = ""] = yield* running.printed(/BITGPT_ACCESS_TOKEN=(\S+)/)
    yield* running.printed(/Stop with Ctrl-C/)
    return { baseUrl, token }
  })

const get = (url: string, token: string) =>
  Effect.promise(() =>
    fetch(url, { headers: { accept: "application/json", authorization: `Bearer ${token}` } })
  ).pipe(Effect.map(({ status }) => status))

const timeout = { timeout: 30_000 }

/** A test of the command, which has to start a process. */
const processTest = <A, E>(name: string, test: () => Effect.Effect<A, E, Scope.Scope>) => {
  it.scopedLive(name, test, timeout)
}

describe("the command", () => {
  processTest("runs, logs each request in a line without secrets, ends with 0 on SIGINT", () =>
    Effect.gen(function* () {
      const running = yield* command("--port", "0")
      const { baseUrl, token } = yield* started(running)
      assert.strictEqual(yield* get(`${baseUrl}/developers/api_keys?t=${token}`, token), 200)
      assert.strictEqual(yield* get(`${baseUrl}/developers/api_keys`, "wrong-token"), 401)
      yield* running.printed(/GET \/developers\/api_keys\?t=<redacted> 200 \d+ ms\n/)
      yield* running.printed(/GET \/developers\/api_keys 401 \d+ ms\n/)
      running.process.kill("SIGINT")
      assert.strictEqual(yield* running.exit, 0)
      assert.strictEqual(running.output().split(token).length - 1, 1, "printed once, to be copied")
      assert.notInclude(running.output(), "wrong-token")
    })
  )

  processTest("takes a token, a data file, faults and a rate limit", () =>
    Effect.gen(function* () {
      const data = join(yield* folder, "keys.json")
      const running = yield* command(
        ...["--port", "0", "--token", "mine", "--data", data, "--rate-limit", "3/0.001"],
        ...["--fault", '{"_tag":"Nth","n":2,"fault":{"_tag":"Status","status":418}}']
      )
      const { baseUrl, token } = yield* started(running)
      assert.strictEqual(token, "mine")
      const url = `${baseUrl}/developers/api_keys`
      const statuses = yield* Effect.replicateEffect(get(url, token), 5)
      assert.deepStrictEqual(statuses, [200, 418, 200, 200, 429])
      yield* running.printed(/418 \d+ ms Status\n/)
      assert.include(readFileSync(data, "utf8"), "My API Key")

      const other = yield* command("--port", "0", "--data", data)
      assert.strictEqual(yield* other.exit, 1)
      assert.include(
        other.output(),
        `${data} is in use by another emulator (process ${running.process.pid})`
      )
      running.process.kill("SIGKILL")
      yield* running.exit
      const next = yield* command("--port", "0", "--data", data)
      yield* started(next)
      assert.deepStrictEqual(readdirSync(dirname(data)).sort(), ["keys.json", "keys.json.lock"])
    })
  )

  processTest("saves what is not saved yet on SIGTERM", () =>
    Effect.gen(function* () {
      const data = join(yield* folder, "data.json")
      const secret = ["sk", "test", "used"].join("_")
      const apiKeys = [{ id: "api_key_1", label: "x", secret }]
      writeFileSync(data, JSON.stringify({ version: 1, apiKeys }))
      const running = yield* command("--port", "0", "--data", data)
      const { baseUrl } = yield* started(running)
      assert.strictEqual(yield* get(`${baseUrl}/products`, secret), 200)
      running.process.kill("SIGTERM")
      assert.strictEqual(yield* running.exit, 0)
      const saved: unknown = JSON.parse(readFileSync(data, "utf8"))
      assert.deepNestedPropertyVal(saved, "apiKeys[0].metrics.total_requests", 1)
      assert.deepStrictEqual(readdirSync(dirname(data)), ["data.json"])
    })
  )

  // In this process: to start another one takes much longer than to be refused.
  it.scopedLive.each<[string, ReadonlyArray<string>, RegExp]>([
    ["a fault that is none", ["--fault", "Nothing"], /Nothing is no fault\. Examples: 503/],
    [
      "a rate limit that is none",
      ["--rate-limit", "fast"],
      /fast is no rate limit\. Example: 50\/5/
    ],
    ["a port that is none", ["--port", "99999"], /a port is a number from 0 to 65535/]
  ])("%s: says so and fails", ([, args, message]) =>
    Effect.gen(function* () {
      const lines: Array<string> = []
      const print = (...texts: ReadonlyArray<unknown>) =>
        Effect.sync(() => void lines.push(texts.join(" ")))
      const console: Console.Console = {
        ...(yield* Effect.console),
        error: print,
        log: print
      }
      const exit = yield* Command.run(theCommand, { name: "emulator", version: "1" })([
        "node",
        bin,
        ...args
      ]).pipe(Effect.withConsole(console), Effect.provide(NodeContext.layer), Effect.exit)
      assert.isTrue(Exit.isFailure(exit))
      assert.match(lines.join("\n"), message)
    })
  )

  processTest("a broken data file: says so, ends with 1, leaves it as it is", () =>
    Effect.gen(function* () {
      const data = join(yield* folder, "keys.json")
      writeFileSync(data, "{")
      const running = yield* command("--port", "0", "--data", data)
      assert.strictEqual(yield* running.exit, 1)
      assert.include(running.output(), `The data file ${data} is broken and was left as it is`)
      assert.notMatch(running.output(), /\n\s+at /, "no stack trace")
      assert.strictEqual(readFileSync(data, "utf8"), "{")
    })
  )

  processTest("--help names every option", () =>
    Effect.gen(function* () {
      const running = yield* command("--help")
      assert.strictEqual(yield* running.exit, 0)
      assert.notMatch(running.output(), /piece of text|is optional/)
      for (const option of [
        ...["port", "host", "data", "token", "fault", "rate-limit", "seed"],
        ...["reveal-secrets", "allow-origin", "deliver-anywhere"]
      ]) {
        assert.match(running.output(), new RegExp(`  --${option} .+\\n`))
      }
    })
  )
})
