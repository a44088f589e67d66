// An emulator in a process of its own, so that what it needs is not measured as the client's.
import { Schema } from "effect"
import type { FaultRule } from "effect-bitgpt-emulator"
import { type ChildProcess, fork } from "node:child_process"
import { fileURLToPath } from "node:url"
import { Question, ServerReport, Started } from "./protocol.js"

const received = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const onExit = () => {
      reject(new Error("The emulator's process has ended"))
    }
    child.once("exit", onExit)
    child.once("message", (message) => {
      child.off("exit", onExit)
      resolve(message)
    })
  })

/** A running emulator. */
export interface EmulatorProcess extends Started {
  readonly report: () => Promise<ServerReport>
  readonly setRules: (rules: ReadonlyArray<FaultRule.FaultRule>) => Promise<void>
  readonly clearRequests: () => Promise<void>
  readonly takeDown: () => Promise<void>
  readonly bringUp: () => Promise<void>
  /**
   * Waits until the server has had nothing to do for half a second, and reports. Gives up after ten
   * seconds. What a client had sent before it went away still has to arrive.
   */
  readonly settled: () => Promise<ServerReport>
  readonly stop: () => void
}

/** Starts an emulator. */
export const startEmulator = async (seed: number): Promise<EmulatorProcess> => {
  const script = fileURLToPath(new URL("emulator-process.ts", import.meta.url))
  const child = fork(script, [String(seed)], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"]
  })
  const started = Schema.decodeUnknownSync(Started)(await received(child))

  const ask = async (question: Question): Promise<unknown> => {
    const answer = received(child)
    child.send(Schema.encodeSync(Question)(question))
    return answer
  }
  const tell = async (question: Question): Promise<void> => {
    await ask(question)
  }
  const report = async () => Schema.decodeUnknownSync(ServerReport)(await ask({ _tag: "Report" }))

  return {
    ...started,
    report,
    setRules: (rules) => tell({ _tag: "SetRules", rules }),
    clearRequests: () => tell({ _tag: "ClearRequests" }),
    takeDown: () => tell({ _tag: "TakeDown" }),
    bringUp: () => tell({ _tag: "BringUp" }),
    settled: async () => {
      let last = await report()
      for (let tries = 0, quiet = 0; tries < 100 && quiet < 5; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100))
        const now = await report()
        const isQuiet = now.requests === last.requests && (now.byOutcome["Pending"] ?? 0) === 0
        quiet = isQuiet ? quiet + 1 : 0
        last = now
      }
      return last
    },
    stop: () => {
      child.disconnect()
    }
  }
}
