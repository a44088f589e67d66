// How every measurement of a client begins.
import type { BitGpt } from "effect-bitgpt"
import type { ManagedRuntime } from "effect"
import { type Client, sharedClient } from "./clients.js"
import type { EmulatorProcess } from "./emulator.js"
import { openTimers } from "./leftovers.js"
import type { Options, Report } from "./main.js"
import { makeRandom } from "./random.js"

/** A client that is measured. */
interface Measured {
  readonly random: () => number
  readonly runtime: ManagedRuntime.ManagedRuntime<BitGpt.Services, never>
  /** How many timers were open before there was the client. */
  readonly timersBefore: number
}

/** Makes a client of the emulator, and reports that it is its turn. */
export const begin = (
  client: Client,
  { accessToken, baseUrl }: EmulatorProcess,
  { seed }: Options,
  { doing }: Report
): Measured => {
  doing(() => client.name)
  return {
    random: makeRandom(seed),
    timersBefore: openTimers(),
    runtime: sharedClient(client, { accessToken, baseUrl })
  }
}
