// What TypeDoc's pages need to be pages of the site: a title, where to import from, the guides that explain
// them, an overview and a sidebar.
import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Group } from "../../docs/.vitepress/navigation.js"
import { guides } from "../../docs/.vitepress/navigation.js"
import { linkNames, type Names, type Page } from "./pages.js"
import type { ReferencePage } from "./reference.js"

const routeOf = ({ file }: ReferencePage): string => `/reference/${file.replace(/\.md$/, "")}`

/** Where each public name is explained. A name that means two things leads nowhere. */
export const namesOf = (pages: ReadonlyArray<ReferencePage>): Names => {
  const names = new Map<string, string>()
  const twice = new Set<string>()
  for (const page of pages) {
    for (const [name, anchor] of page.names) {
      if (names.has(name)) twice.add(name)
      names.set(name, routeOf(page) + anchor)
    }
  }
  for (const name of [...twice, "make"]) names.delete(name)
  return names
}

/** Titles of groups, for the folders of the core's source and for the other entry points. */
const groups: Readonly<Record<string, string>> = {
  "": "Client",
  node: "Client",
  "internal/answer": "Client",
  "internal/call": "Client",
  errors: "Errors and policies",
  policies: "Errors and policies",
  products: "Products",
  invoices: "Invoices",
  payments: "Payments",
  money: "Money",
  webhooks: "Webhooks",
  apiKeys: "API keys",
  files: "Files",
  analytics: "Analytics"
}

const groupOf = ({ folder, module }: ReferencePage): string =>
  /testing|fake|emulator/.test(module) ? module : (groups[folder] ?? folder)

const isService = ({ names, title }: ReferencePage): boolean =>
  names.some(([name]) => name === `${title}.endpoints`)

const grouped = (
  pages: ReadonlyArray<ReferencePage>
): ReadonlyArray<readonly [string, ReadonlyArray<ReferencePage>]> => {
  const titles = [...new Set([...Object.values(groups), ...pages.map(groupOf)])]
  return titles.map((title) => {
    const members = pages.filter((page) => groupOf(page) === title)
    // Services first: they are what the others are for.
    return [title, [...members.filter(isService), ...members.filter((page) => !isService(page))]]
  })
}

/** The guides that say most about what is on a page. */
const guidesFor = (page: ReferencePage, guidePages: ReadonlyArray<Page>): ReadonlyArray<string> => {
  const names = page.names
    .map(([name]) => name.replaceAll(".", "\\."))
    .filter((name) => name !== "make")
  const pattern = new RegExp(`(?<![\\w.])(?:${names.join("|")})(?!\\w)`, "g")
  const items = guides.slice(0, 3).flatMap((group) => group.items)
  return items
    .map(({ link, text }) => {
      const guide = guidePages.find(({ route }) => route === link)
      return { link: `[${text}](${link})`, count: guide?.text.match(pattern)?.length ?? 0 }
    })
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, 3)
    .map(({ link }) => link)
}

const overview = (pages: ReadonlyArray<ReferencePage>): string => {
  const sections = grouped(pages).map(([title, members]) => {
    const rows = members.map((page) => {
      const own = page.names.filter(
        ([name]) => name !== page.title && !name.startsWith(`${page.title}.`)
      )
      const others = own.map(([name, anchor]) => `[\`${name}\`](${routeOf(page)}${anchor})`)
      const methods = page.names.filter(
        ([, anchor]) => anchor !== "" && !anchor.startsWith("#property-")
      )
      const inner = methods
        .filter(([name]) => name.startsWith(`${page.title}.`))
        .map(
          ([name, anchor]) =>
            `[\`${name.slice(page.title.length + 1)}\`](${routeOf(page)}${anchor})`
        )
      const all = [...inner, ...others]
      const list = all.length === 0 ? `\`${page.title}\`` : all.join(", ")
      return `| [\`${page.title}\`](${routeOf(page)}) | ${list} |`
    })
    return `## ${title}\n\n| page | what is on it |\n| --- | --- |\n${rows.join("\n")}`
  })
  return `# Reference

Everything that can be imported, made from the code and its docstrings. [Calls](/calls) has all methods of all
services in one table.

${sections.join("\n\n")}
`
}

const head = (page: ReferencePage, anchor: string, guidePages: ReadonlyArray<Page>): string => {
  const found = guidesFor(page, guidePages)
  const about = found.length === 0 ? "" : ` Guides: ${found.join(", ")}.`
  // Methods are in the outline, unless there is much else.
  const outline = page.names.length > 12 && !isService(page) ? "2" : "[2, 4]"
  return `---\noutline: ${outline}\n---\n\n# ${page.title}${anchor}\n\nFrom \`${page.module}\`.${about}\n\n`
}

/** Anchors that stand before their headings become those of the headings. */
const withAnchors = (text: string): string =>
  text.replaceAll(/^<a id="([^"]+)"><\/a>\n\n(#+ .*)$/gm, "$2 {#$1}")

/** Makes pages of the site of what TypeDoc wrote. */
export const finishReference = (
  folder: string,
  pages: ReadonlyArray<ReferencePage>,
  guidePages: ReadonlyArray<Page>
): void => {
  const reference = join(folder, "reference")
  const names = namesOf(pages)
  for (const page of pages) {
    const file = join(reference, page.file)
    const text = withAnchors(readFileSync(file, "utf8"))
    // What has the page's name needs no heading below the page's title.
    const [first = "", ...rest] = text.split("\n")
    const [, name, own = ""] = /^## (\w+)(?:\(\))?( \{#[^}]+\})$/.exec(first) ?? []
    const isMain = name === page.title
    // VitePress would make an anchor of the title, which one of the names may have.
    const anchor = isMain ? own : " {#about-this-page}"
    writeFileSync(
      file,
      head(page, anchor, guidePages) + linkNames(isMain ? rest.join("\n") : text, names)
    )
  }
  // The long lists of all names: the overview takes their place.
  for (const module of new Set(pages.map((page) => page.module))) {
    rmSync(join(reference, module, "index.md"), { force: true })
  }
  writeFileSync(join(reference, "index.md"), overview(pages))
  const sidebar: ReadonlyArray<Group> = [
    { text: "Reference", items: [{ text: "Overview", link: "/reference/" }] },
    ...grouped(pages).map(([text, members]) => ({
      text,
      items: members.map((page) => ({ text: page.title, link: routeOf(page) }))
    }))
  ]
  writeFileSync(join(reference, "sidebar.json"), JSON.stringify(sidebar, null, 2))
}
