import * as Schema from "effect/Schema"
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { outputFolder } from "./compile.js"
import { type Figures, Reply, type Task } from "./protocol.js"

const decodeReply = Schema.decodeUnknownSync(Reply)
const decodeRounds = Schema.decodeUnknownSync(
  Schema.Record({ key: Schema.String, value: Schema.Array(Schema.Number) })
)
const decodePort = Schema.decodeUnknownSync(Schema.Struct({ port: Schema.Int }))

const start = (
  file: string,
  args: ReadonlyArray<string>,
  execArgv: ReadonlyArray<string>
): ChildProcess =>
  fork(join(outputFolder, file), args, {
    execArgv: [...execArgv],
    // Nothing of the caller's environment may switch something on or off in here.
    env: { PATH: process.env["PATH"] }
  })

const nextMessage = async (child: ChildProcess, what: string): Promise<unknown> => {
  const stop = new AbortController()
  const options = { signal: stop.signal }
  try {
    const messages: ReadonlyArray<unknown> = await Promise.race([
      once(child, "message", options),
      once(child, "exit", options).then(() => {
        throw new Error(`${what} ended`)
      })
    ])
    return messages[0]
  } finally {
    stop.abort()
  }
}

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, "exit")
  child.disconnect()
  await exit
}

/** A process that makes calls as one contender does. */
export interface Worker {
  readonly name: string
  readonly perform: (task: Task) => Promise<Figures>
  readonly stop: () => Promise<void>
}

/** Starts the process of a contender. */
export const startWorker = (
  name: string,
  baseUrl: string,
  execArgv: ReadonlyArray<string>
): Worker => {
  const child = start("worker.js", [name, baseUrl], ["--expose-gc", ...execArgv])
  return {
    name,
    perform: async (task) => {
      child.send(task)
      const reply = decodeReply(await nextMessage(child, name))
      if (reply._tag === "Failed") throw new Error(`${name}, ${task._tag}: ${reply.message}`)
      return reply.figures
    },
    stop: () => stop(child)
  }
}

/** Starts the server. */
export const startServer = async (): Promise<{
  readonly baseUrl: string
  readonly stop: () => Promise<void>
}> => {
  const child = start("server.js", [], [])
  const { port } = decodePort(await nextMessage(child, "the server"))
  return { baseUrl: `http://127.0.0.1:${port}`, stop: () => stop(child) }
}

/** Runs a program that measures by itself, and sends its figures. */
export const runProgram = async (
  file: string,
  args: ReadonlyArray<string>
): Promise<Readonly<Record<string, ReadonlyArray<number>>>> => {
  const child = start(file, args, ["--expose-gc"])
  const rounds = decodeRounds(await nextMessage(child, file))
  await stop(child)
  return rounds
}
