// Builds the site in dist/site with VitePress: the pages of docs/, the examples, and the reference of
// everything that users can import. Beside it lie llms.txt, the pages that it links to as they are, and all
// of them in one file.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { build } from "vitepress"
import { guides } from "../docs/.vitepress/navigation.js"
import { makePages, type Page, written } from "./docs/pages.js"
import { writeReference } from "./docs/reference.js"
import { finishReference, namesOf } from "./docs/referencePages.js"
import { root } from "./packages/shell.js"

const pages = join(root, "dist/pages")
const site = join(root, "dist/site")

const write = ({ route, text }: Page): void => {
  const file = join(pages, `${route}.md`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** A page that nothing in the navigation leads to would be found by search only. */
const checkNavigation = (): void => {
  const links = guides.flatMap(({ items }) => items.map(({ link }) => link))
  const routes = Array.from(written.values(), (route) => route.replace(/index$/, ""))
  const missing = routes.filter((route) => route !== "/" && !links.includes(route))
  if (missing.length > 0) throw new Error(`Not in the navigation: ${missing.join(", ")}`)
}

const copyForAssistants = (): void => {
  const index = readFileSync(join(root, "llms.txt"), "utf8")
  const paths = Array.from(index.matchAll(/^- \[.+?\]\((.+?)\)/gm), ([, path = ""]) => path)
  writeFileSync(join(site, "llms.txt"), index)
  for (const path of paths) cpSync(join(root, path), join(site, path))
  const texts = paths.map((path) => `<!-- ${path} -->\n\n${readFileSync(join(root, path), "utf8")}`)
  writeFileSync(join(site, "llms-full.txt"), [index, ...texts].join("\n"))
}

checkNavigation()
rmSync(pages, { recursive: true, force: true })
const reference = await writeReference(join(pages, "reference"))
const guidePages = makePages(namesOf(reference))
for (const page of guidePages) write(page)
finishReference(pages, reference, guidePages)
for (const folder of ["images", "public"]) {
  cpSync(join(root, "docs", folder), join(pages, folder), { recursive: true })
}
await build(join(root, "docs"))
copyForAssistants()
