import * as Effect from "effect/Effect"
import { spawn } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import type { Readable } from "node:stream"
import { binaries } from "./binaries.js"
import { bundle } from "./bundle.js"
import { type Runtime, Unavailable } from "./Runtime.js"
import { temporaryFolder } from "./temporaryFolder.js"
import { versionOf } from "./versionOf.js"

const configuration = `
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "agent", worker = (
      modules = [(name = "agent.js", esModule = embed "agent.js")],
      compatibilityDate = "2026-11-01"
    )),
    (name = "internet", network = (
      allow = ["public", "private", "local"],
      tlsOptions = (trustBrowserCas = true)
    ))
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "agent")]
);
`

const portIn = (line: string): number | undefined => {
  const event: unknown = JSON.parse(line)
  return typeof event === "object" && event !== null && "port" in event
    ? Number(event.port)
    : undefined
}

/** The runtime of Cloudflare's Workers, without its compatibility with Node. */
export const workerd: Runtime = {
  name: "workerd",
  isPinned: true,
  quick: { transport: "fetch", tests: "None" },
  bitGptNode: { _tag: "None", reason: "undici needs Node's modules" },
  tests: { _tag: "None", reason: "Vitest needs Node's modules" },
  start: Effect.gen(function* () {
    const binary = yield* binaries.workerd
    const version = yield* versionOf(binary)
    const folder = yield* temporaryFolder
    const script = yield* Effect.promise(() => bundle("worker"))
    writeFileSync(join(folder, "agent.js"), script)
    writeFileSync(join(folder, "config.capnp"), configuration)
    const port = yield* Effect.acquireRelease(
      Effect.sync(() =>
        spawn(binary, ["serve", "--control-fd=3", "config.capnp"], {
          cwd: folder,
          // It logs every request that fails, which most of them are to do.
          stdio: ["ignore", "ignore", "ignore", "pipe"]
        })
      ),
      (child) =>
        Effect.sync(() => {
          child.kill()
        })
    ).pipe(
      Effect.flatMap((child) =>
        Effect.async<number, Unavailable>((resume) => {
          const control: unknown = child.stdio[3]
          const isReadable = (value: unknown): value is Readable =>
            typeof value === "object" && value !== null && "on" in value
          if (isReadable(control)) {
            createInterface({ input: control }).on("line", (line) => {
              const port = portIn(line)
              if (port !== undefined) resume(Effect.succeed(port))
            })
          }
          child.on("exit", (code) => {
            resume(new Unavailable({ reason: `it ended with ${String(code)} at once` }))
          })
        })
      )
    )
    return {
      version,
      concurrency: 3,
      ask: (question) =>
        Effect.promise(async () => {
          const response = await fetch(`http://127.0.0.1:${port}/`, {
            method: "POST",
            body: question
          })
          return response.text()
        })
    }
  })
}
