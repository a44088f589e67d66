// Looks at the built site with a browser, as readers do: at three widths, in light and dark.
//
// - no page is wider than its window
// - all text has the contrast that WCAG's AA asks for
// - the search opens, finds and leads on by keyboard alone
//
// Reads dist/site, and asks no server. Without Chromium nothing is looked at. With --shots a picture of each
// page is put into dist/shots.
import { existsSync, mkdirSync, readFileSync } from "node:fs"
import { extname, join } from "node:path"
import { type BrowserContext, chromium, type Page } from "playwright-core"
import { findChromium } from "../runtimes/src/findChromium.js"
import { findOverflow, findPaleText } from "./docs/look.js"
import { root } from "./packages/shell.js"

const site = join(root, "dist/site")
const shots = join(root, "dist/shots")
const origin = "http://docs.localhost"

const paths = [
  "/",
  "/getting-started",
  "/accept-a-payment",
  "/errors",
  "/policies",
  "/webhooks",
  "/calls",
  "/api",
  "/api-keys",
  "/http-client",
  "/testing",
  "/faults",
  "/performance",
  "/contributing",
  "/examples/",
  "/examples/13-accept-a-payment",
  "/reference/",
  "/reference/effect-bitgpt/ApiKeys",
  "/reference/effect-bitgpt/ApiKey",
  "/reference/effect-bitgpt/BitGptError",
  "/reference/effect-bitgpt/RetryPolicy",
  "/reference/effect-bitgpt-emulator/Fault"
]

const widths = [390, 768, 1440]
const schemes = ["light", "dark"] as const

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json"
}

/** Serves the site's files to pages, and counts what pages ask of anybody else. */
const serve = async (context: BrowserContext, outside: Array<string>): Promise<void> => {
  await context.route("**/*", async (route) => {
    const url = new URL(route.request().url())
    if (url.origin !== origin) {
      outside.push(url.href)
      await route.abort()
      return
    }
    const path = url.pathname.endsWith("/") ? `${url.pathname}index.html` : url.pathname
    const file = [path, `${path}.html`]
      .map((each) => join(site, each))
      .find((each) => existsSync(each))
    await route.fulfill(
      file === undefined
        ? { status: 404 }
        : { body: readFileSync(file), contentType: types[extname(file)] ?? "text/plain" }
    )
  })
}

/** From any page to what is looked for, without a mouse. */
const searchByKeyboard = async (page: Page): Promise<string> => {
  await page.goto(`${origin}/calls.html`, { waitUntil: "networkidle" })
  const isOnSearch = (): Promise<boolean> =>
    page.evaluate(() => document.activeElement?.closest(".VPNavBarSearch") !== null)
  for (let tabs = 0; tabs < 10 && !(await isOnSearch()); tabs += 1) await page.keyboard.press("Tab")
  await page.keyboard.press("Enter")
  await page.waitForSelector(".VPLocalSearchBox input")
  await page.keyboard.type("shutdown", { delay: 20 })
  // What was found for the first letters is shown until the whole word was looked for.
  await page.waitForSelector('.VPLocalSearchBox .result.selected:has-text("Shutdown")')
  if (process.argv.includes("--shots")) await page.screenshot({ path: join(shots, "search.png") })
  await page.keyboard.press("Enter")
  await page.waitForURL((url) => !url.pathname.startsWith("/calls"))
  return new URL(page.url()).pathname
}

const executablePath = findChromium()
if (executablePath === undefined) {
  console.log("No Chromium: the site is not looked at")
} else {
  mkdirSync(shots, { recursive: true })
  const browser = await chromium.launch({
    executablePath,
    // Root, as which CI runs, can't have the sandbox.
    chromiumSandbox: false,
    args: ["--disable-gpu", "--disable-background-networking", "--no-first-run"]
  })
  const problems: Array<string> = []
  const outside: Array<string> = []
  const only = process.argv
    .find((argument) => argument.startsWith("--only="))
    ?.slice("--only=".length)
  const chosen = only === undefined ? paths : only.split(",")
  for (const colorScheme of schemes) {
    const context = await browser.newContext({ colorScheme, reducedMotion: "reduce" })
    // What tsx compiles calls this for every function, in the browser too.
    await context.addInitScript({ content: "globalThis.__name = (value) => value" })
    await serve(context, outside)
    const page = await context.newPage()
    page.on("pageerror", (error) => problems.push(`${page.url()}: ${error.message}`))
    for (const path of chosen) {
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 })
        await page.goto(origin + path, { waitUntil: "load" })
        const where = `${path} at ${width} px, ${colorScheme}`
        for (const what of await findOverflow(page)) problems.push(`${where}: too wide: ${what}`)
        for (const what of await findPaleText(page)) problems.push(`${where}: pale: ${what}`)
        if (process.argv.includes("--shots")) {
          const name = `${path.replaceAll("/", "_")}-${width}-${colorScheme}.png`
          await page.screenshot({ path: join(shots, name) })
        }
      }
    }
    if (colorScheme === "light") {
      await page.setViewportSize({ width: 1440, height: 900 })
      const found = await searchByKeyboard(page)
      if (found !== "/interruption.html") problems.push(`the search for shutdown leads to ${found}`)
    }
    await context.close()
  }
  await browser.close()
  for (const url of new Set(outside)) problems.push(`a page asks for ${url}`)
  for (const problem of new Set(problems)) console.error(problem)
  console.log(`${chosen.length} pages looked at: ${new Set(problems).size} problems`)
  if (problems.length > 0) process.exitCode = 1
}
