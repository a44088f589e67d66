// Every case over every HTTP client. The tests have every case over one of them, and over the others what
// an HTTP client has a part in.
import { Effect } from "effect"
import type { Adapter } from "../src/Adapter.js"
import { cases } from "../src/cases.js"
import { runCase } from "../src/runner.js"
import { main } from "./support/main.js"

/** In this order: to import undici gives another dispatcher to Node's `fetch`. */
const adapters: ReadonlyArray<() => Promise<Adapter>> = [
  () => import("../src/adapters/fetch.js").then(({ overFetch }) => overFetch),
  () => import("../src/adapters/fetch.js").then(({ overPlatformFetch }) => overPlatformFetch),
  () => import("../src/adapters/undici.js").then(({ overUndici }) => overUndici),
  () => import("../src/adapters/nodeHttp.js").then(({ overNodeHttp }) => overNodeHttp),
  () => import("../src/adapters/node.js").then(({ overNode }) => overNode)
]

await main("cases", async (_, { doing, figure, promise }) => {
  for (const load of adapters) {
    const adapter = await load()
    let failures = 0
    for (const each of cases) {
      doing(() => `${adapter.name}: ${each.name}`)
      const { problems } = await Effect.runPromise(runCase(adapter, each))
      if (problems.length === 0) continue
      failures += 1
      console.log([`  fails: ${each.name}`, ...problems].join("\n    "))
    }
    figure(`cases: ${adapter.name}`, cases.length)
    promise(`${adapter.name} does in each case what it has to`, failures === 0)
  }
})
