// The pages of the site, made from the Markdown files of the repository: links lead to where things are on
// the site, programs that are linked to get pages, and public names lead to the reference.
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { basename, dirname, join, relative, resolve } from "node:path"
import { root } from "../packages/shell.js"

export interface Page {
  /** Where it is on the site: `/errors`. */
  readonly route: string
  readonly text: string
}

/** Where a public name is explained: `ApiKeys.get` and `/reference/effect-bitgpt/ApiKeys#get`. */
export type Names = ReadonlyMap<string, string>

/** Pages that are not in docs/. */
const elsewhere: Readonly<Record<string, string>> = {
  "examples/README.md": "/examples/index",
  "examples/shop/README.md": "/examples/shop/index",
  "packages/emulator/README.md": "/emulator-options",
  "packages/conformance/README.md": "/conformance-kit",
  "CONTRIBUTING.md": "/contributing",
  "SECURITY.md": "/security"
}

const read = (path: string): string => readFileSync(join(root, path), "utf8")

/** The pages that people wrote: their files, and where they are on the site. */
export const written: ReadonlyMap<string, string> = new Map([
  ...readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name): [string, string] => [`docs/${name}`, `/${basename(name, ".md")}`]),
  ...Object.entries(elsewhere)
])

const isProgram = (path: string): boolean => /^examples\/.*\.tsx?$/.test(path)

const programRoute = (path: string): string => `/${path.replace(/\.tsx?$/, "")}`

/** Splits text by fences of code, which are left as they are. */
const outsideOfCode = (text: string, change: (line: string) => string): string => {
  let fence = ""
  return text
    .split("\n")
    .map((line) => {
      const [mark = ""] = /^\s*(?:```+|~~~+)/.exec(line) ?? []
      if (mark !== "") {
        if (fence === "") fence = mark.trim()
        else if (line.trim() === fence) fence = ""
        return line
      }
      return fence === "" ? change(line) : line
    })
    .join("\n")
}

const link = /(!?)\[((?:[^[\]\\]|\\.)*)\]\(([^)\s]+)\)/g

/** Links to files become links within the site. `onProgram` is told of programs that need a page. */
const moveLinks = (source: string, text: string, onProgram: (path: string) => void): string =>
  outsideOfCode(text, (line) =>
    line.replaceAll(link, (whole, image: string, label: string, target: string) => {
      if (image !== "" || /^(?:[a-z]+:|#|\/)/.test(target)) return whole
      const [file = "", hash] = target.split("#")
      const path = relative(root, resolve(root, dirname(source), file))
      const anchor = hash === undefined ? "" : `#${hash}`
      const route = written.get(path)
      if (route !== undefined) return `[${label}](${route.replace(/index$/, "")}${anchor})`
      if (!existsSync(join(root, path))) throw new Error(`${source}: there is no ${target}`)
      if (isProgram(path)) {
        onProgram(path)
        return `[${label}](${programRoute(path)})`
      }
      // Source code and the like are in the repository only.
      return label
    })
  )

/** The first time that a section names something public, it leads to the reference. */
export const linkNames = (text: string, names: Names): string => {
  let named = new Set<string>()
  let service = ""
  return outsideOfCode(text, (line) => {
    const heading = /^#+ (.*)$/.exec(line)
    if (heading !== null) {
      named = new Set()
      service = /^`(\w+)`$/.exec(heading[1] ?? "")?.[1] ?? ""
      return line
    }
    // Of what is a link already, nothing is changed.
    return line
      .split(/(!?\[[^\]]*\]\([^)]*\))/)
      .map((part, index) =>
        index % 2 === 1
          ? part
          : part.replaceAll(
              /`([A-Za-z]\w*(?:\.\w+)*)(\([^`]*\))?`/g,
              (whole, name: string, call?: string) => {
                const url =
                  names.get(name) ??
                  (call === undefined ? undefined : names.get(`${service}.${name}`))
                if (url === undefined || named.has(name)) return whole
                named.add(name)
                return `[${whole}](${url})`
              }
            )
      )
      .join("")
  })
}

/** What a program begins with: comments that say what it is. */
const aboutProgram = (code: string): string =>
  /^(?:\/\/.*\n)+/.exec(code)?.[0].replaceAll(/^\/\/ ?/gm, "") ?? ""

const programPage = (path: string, onProgram: (path: string) => void): Page => {
  const code = read(path)
  const imports = Array.from(code.matchAll(/from "(\.[^"]+)\.js"/g), ([, file = ""]) =>
    relative(root, resolve(root, dirname(path), `${file}.ts`))
  ).filter(isProgram)
  for (const file of imports) onProgram(file)
  const used = imports.map((file) => `[${basename(file)}](${programRoute(file)})`).join(", ")
  const lines = [
    `# ${basename(path)}`,
    aboutProgram(code),
    used === "" ? "" : `It uses ${used}.`,
    `\`\`\`ts\n${code}\`\`\``
  ]
  return {
    route: programRoute(path),
    text: `${lines.filter((line) => line !== "").join("\n\n")}\n`
  }
}

/** All pages but those of the reference. */
export const makePages = (names: Names): ReadonlyArray<Page> => {
  const programs = new Set<string>()
  const add = (path: string): void => void programs.add(path)
  const pages = Array.from(written, ([source, route]) => ({
    route,
    text: linkNames(moveLinks(source, read(source), add), names)
  }))
  // A set that grows meanwhile is gone through to its end.
  for (const path of programs) pages.push(programPage(path, add))
  return pages
}
