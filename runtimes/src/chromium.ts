import * as Effect from "effect/Effect"
import { chromium as driver, type Page } from "playwright-core"
import { bundle } from "./bundle.js"
import { findChromium } from "./findChromium.js"
import { type Runtime, Unavailable } from "./Runtime.js"

const page = '<!doctype html><link rel="icon" href="data:,"><title>effect-bitgpt</title>'

/** A real browser without a window. Each call is made by a page of the server's own origin. */
export const chromium: Runtime = {
  name: "Chromium",
  isPinned: false,
  quick: { transport: "fetch", tests: "None" },
  bitGptNode: { _tag: "None", reason: "undici needs Node's modules" },
  tests: { _tag: "None", reason: "Vitest needs Node's modules" },
  start: Effect.gen(function* () {
    const executablePath = findChromium()
    if (executablePath === undefined) {
      const reason = "not installed, and CHROMIUM_PATH names none: Debian's package is chromium"
      return yield* new Unavailable({ reason })
    }
    const browser = yield* Effect.acquireRelease(
      Effect.tryPromise({
        // Root, as which CI runs, can't have the sandbox.
        try: () => driver.launch({ executablePath, chromiumSandbox: false }),
        catch: (cause) => new Unavailable({ reason: `it does not start: ${String(cause)}` })
      }),
      (browser) => Effect.promise(() => browser.close())
    )
    const script = yield* Effect.promise(() => bundle("browser"))
    const context = yield* Effect.promise(() => browser.newContext())
    yield* Effect.promise(() => context.addInitScript({ content: script }))
    const idle: Array<Page> = []
    const ask = async (question: string, origin: string): Promise<string> => {
      const tab = idle.pop() ?? (await context.newPage())
      const address = `${origin}/page-of-the-runtimes`
      await tab.route(address, (route) => route.fulfill({ contentType: "text/html", body: page }))
      await tab.goto(address)
      // From here on the browser is alone with the network.
      await tab.unroute(address)
      const answer: unknown = await tab.evaluate(`ask(${JSON.stringify(question)})`)
      idle.push(tab)
      return String(answer)
    }
    return {
      version: `Chromium ${browser.version()}`,
      concurrency: 6,
      ask: (question, origin) => Effect.promise(() => ask(question, origin))
    }
  })
}
