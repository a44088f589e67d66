// Asks the built site what newcomers ask: the searches that they make find the guide's section first, and
// what an error, a policy or a service is leads from guide to reference and back. Reads dist/site.
import { BitGptError } from "effect-bitgpt"
import MiniSearch from "minisearch"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { searchFields, searchOptions } from "../docs/.vitepress/search.js"
import { services } from "./docs/services.js"
import { root } from "./packages/shell.js"

const site = join(root, "dist/site")

const searches: Readonly<Record<string, string>> = {
  retry: "/policies.html#retries",
  timeout: "/policies.html#timeouts",
  mock: "/mock-layer.html",
  "webhook signature": "/webhooks.html#signatures-what-is-assumed",
  proxy: "/http-client.html#go-through-a-proxy",
  shutdown: "/interruption.html",
  AbortSignal: "/without-effect.html#stop-a-call-with-an-abortsignal",
  "two organizations": "/many-tenants.html#two-organizations",
  idempotency: "/accept-a-payment.html#the-idempotency-key",
  headers: "/http-client.html#send-headers-of-your-own"
}

const problems: Array<string> = []

// Searches

const chunks = join(site, "assets/chunks")
const chunk = readdirSync(chunks).find((name) => name.startsWith("@localSearchIndexroot"))
if (chunk === undefined) throw new Error("No search index: run pnpm docs:build")
const loaded: unknown = await import(pathToFileURL(join(chunks, chunk)).href)
const json =
  typeof loaded === "object" && loaded !== null && "default" in loaded ? loaded.default : undefined
if (typeof json !== "string")
  throw new Error("The search index has another form than VitePress 1's")

// As VitePress opens it in the browser.
const index = MiniSearch.loadJSON(json, {
  fields: [...searchFields],
  storeFields: ["title", "titles"],
  searchOptions
})
for (const [query, expected] of Object.entries(searches)) {
  const found = index.search(query).map(({ id }) => String(id))
  const [first = "nothing"] = found
  // The beginning of a page has no anchor, or that of its title.
  if (first !== expected && (expected.includes("#") || first.split("#")[0] !== expected)) {
    problems.push(`"${query}" finds ${found.slice(0, 3).join(", ")} before ${expected}`)
  }
}

// Links

const hrefsOf = (file: string): ReadonlyArray<string> =>
  Array.from(
    readFileSync(join(site, file), "utf8").matchAll(/href="([^"#]+\.html)(#[^"]*)?"/g),
    (match) => (match[1] ?? "") + (match[2] ?? "")
  )

const guides = readdirSync(site).filter((name) => name.endsWith(".html"))
const linksOfGuides = new Set(guides.flatMap(hrefsOf))
const reference = "reference/effect-bitgpt"

const leadsToAndBack = (name: string, page: string, anchor: string, guide: RegExp): void => {
  const url = `/${reference}/${page}.html`
  if (!linksOfGuides.has(url + anchor)) problems.push(`no guide leads to ${name} in ${url}`)
  // The sidebar of the reference has no guides.
  if (!hrefsOf(`${reference}/${page}.html`).some((href) => guide.test(href))) {
    problems.push(`${url} leads to no guide for ${name}`)
  }
}

const tags = BitGptError.members.map((error) => error._tag)
for (const tag of tags) {
  leadsToAndBack(tag, "BitGptError", `#${tag.toLowerCase()}`, /^\/errors\.html/)
}
for (const policy of ["TimeoutPolicy", "RetryPolicy", "RateLimitPolicy"]) {
  leadsToAndBack(policy, policy, `#${policy.toLowerCase()}`, /^\/policies\.html/)
}
for (const { name } of services) {
  const isGuide =
    /^\/(?:api-keys|accept-a-payment|money-and-paging|webhooks|recipes|telemetry|getting-started)\.html/
  leadsToAndBack(name, name, `#${name.toLowerCase()}`, isGuide)
}

for (const problem of problems) console.error(problem)
console.log(
  `${Object.keys(searches).length} searches and ${tags.length + 3 + services.length} names checked, ${problems.length} problems`
)
if (problems.length > 0) process.exitCode = 1
