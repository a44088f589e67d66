// What calls may leave behind in this process.
import type { Client } from "./clients.js"
import type { EmulatorProcess } from "./emulator.js"
import type { Options, Report } from "./main.js"

const countResources = (type: string): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === type).length

/** How many timers keep this process alive: those of a time limit or of a pause, say. */
export const openTimers = (): number => countResources("Timeout")

/** Waits until something is as it should be. Gives up after two minutes. */
const eventually = async (isSo: () => boolean | Promise<boolean>): Promise<boolean> => {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (await isSo()) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

/** Promises that a client that was disposed of has left no socket. */
export const promiseNoSockets = async (
  client: Client,
  emulator: EmulatorProcess,
  { short }: Options,
  { promise }: Report
): Promise<void> => {
  // Node's own fetch keeps its connections for a minute, whoever makes the next call.
  if (client.name === "fetch" && short) return
  promise(
    "no socket stays behind the client",
    await eventually(async () => (await emulator.report()).openConnections === 0)
  )
}
