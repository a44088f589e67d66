// Follows every link of the Markdown files and of the built site: files and anchors have to be there.
// Nothing beyond this machine is asked. Of links to other places only the form is looked at. Reads
// dist/site: build it first.
import { type CheckOptions, LinkChecker, LinkState } from "linkinator"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { root } from "./packages/shell.js"

const isElsewhere = (link: string): boolean => new URL(link).hostname !== "localhost"

const hasGoodForm = (link: string): boolean =>
  /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/#?][^\s<>"'()]*)?$/.test(link)

const checkMarkdown = async (options: CheckOptions): Promise<void> => {
  const { links } = await new LinkChecker().check({
    ...options,
    checkFragments: true,
    concurrency: 4,
    linksToSkip: (link) => Promise.resolve(isElsewhere(link))
  })
  const broken = links.filter(({ state, url }) =>
    state === LinkState.SKIPPED ? !hasGoodForm(url) : state === LinkState.BROKEN
  )
  for (const { parent, status, url } of broken) {
    console.error(`${parent ?? ""}: ${url} ${status ?? "has no good form"}`)
  }
  console.log(`Markdown: ${links.length} links, ${broken.length} broken`)
  if (links.length === 0 || broken.length > 0) process.exitCode = 1
}

// The README of packages/core is made from the one here when it is packed.
await checkMarkdown({
  path: ["*.md", "docs/*.md", "examples/*.md", "packages/emulator/README.md"],
  markdown: true,
  serverRoot: root
})

// The site's pages link to thousands of places, most of them in the reference. linkinator asks for each page
// once, whatever the anchors of the links to it, so this looks itself.
const site = join(root, "dist/site")

const attributes = (html: string, name: string): ReadonlyArray<string> =>
  Array.from(html.matchAll(new RegExp(` ${name}="([^"]*)"`, "g")), ([, value = ""]) =>
    value.replaceAll("&amp;", "&")
  )

const pages = new Map(
  readdirSync(site, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".html"))
    .map((name) => {
      const html = readFileSync(join(site, name), "utf8")
      const links = [...attributes(html, "href"), ...attributes(html, "src")]
      return [name, { ids: new Set(attributes(html, "id")), links }] as const
    })
)

/** Whether there is what a link of a page leads to. */
const leadsOn = (page: string, link: string): boolean => {
  if (/^https?:/.test(link)) return hasGoodForm(link)
  const [path = "", anchor = ""] = link.split("#")
  const place = path.startsWith("/") ? path.slice(1) : join(dirname(page), path)
  const file =
    path === "" ? page : place === "" || place.endsWith("/") ? `${place}index.html` : place
  const target = pages.get(file)
  if (target === undefined) return existsSync(join(site, file))
  return anchor === "" || target.ids.has(decodeURIComponent(anchor))
}

let links = 0
let broken = 0
for (const [name, page] of pages) {
  for (const link of new Set(page.links)) {
    links += 1
    if (leadsOn(name, link)) continue
    broken += 1
    console.error(`${name}: ${link}`)
  }
}
console.log(`Site: ${links} links of ${pages.size} pages, ${broken} broken`)
if (links === 0 || broken > 0) process.exitCode = 1
