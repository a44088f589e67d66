// Follows every link of the Markdown files and of the built site: files and anchors have to be there.
// Nothing beyond this machine is asked. Of links to other places only the form is looked at. Reads
// dist/site: build it first.
import { type CheckOptions, LinkChecker, LinkState } from "linkinator"
import { join } from "node:path"

const root = join(import.meta.dirname, "..")

const isElsewhere = (link: string): boolean => new URL(link).hostname !== "localhost"

const hasGoodForm = (link: string): boolean =>
  /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/#?][^\s<>"'()]*)?$/.test(link)

const check = async (what: string, options: CheckOptions): Promise<void> => {
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
  console.log(`${what}: ${links.length} links, ${broken.length} broken`)
  if (links.length === 0 || broken.length > 0) process.exitCode = 1
}

// The README of packages/core is made from the one here when it is packed.
await check("Markdown", {
  path: ["*.md", "docs/*.md", "examples/*.md", "packages/emulator/README.md"],
  markdown: true,
  serverRoot: root
})
await check("Site", { path: join(root, "dist/site"), recurse: true })
