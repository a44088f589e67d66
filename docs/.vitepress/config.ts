import { readFileSync } from "node:fs"
import { join } from "node:path"
import { defineConfig, type DefaultTheme } from "vitepress"
import { type Group, guides } from "./navigation.js"
import { searchOptions } from "./search.js"

const root = join(import.meta.dirname, "../..")

const readGroups = (path: string): ReadonlyArray<Group> =>
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- scripts/build-docs.ts writes it
  JSON.parse(readFileSync(join(root, path), "utf8"))

const sidebar = (groups: ReadonlyArray<Group>): Array<DefaultTheme.SidebarItem> =>
  groups.map(({ items, text }) => ({ text, items: [...items] }))

export default defineConfig({
  title: "effect-bitgpt",
  description: "Crypto payments with BitGPT, for applications that use Effect",
  // Where the site is not at the root of its host, as on a project's GitHub Pages.
  base: process.env["DOCS_BASE"] ?? "/",
  // scripts/build-docs.ts puts the pages there: those of docs/, the examples and the reference.
  srcDir: join(root, "dist/pages"),
  outDir: join(root, "dist/site"),
  cacheDir: join(root, "node_modules/.cache/vitepress"),
  head: [
    [
      "link",
      { rel: "icon", type: "image/svg+xml", href: `${process.env["DOCS_BASE"] ?? "/"}favicon.svg` }
    ]
  ],
  // Drawings stay files of their own.
  vite: { build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 } },
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" }
  },
  themeConfig: {
    logo: { src: "/logo.svg", alt: "" },
    nav: [
      { text: "Guide", link: "/getting-started", activeMatch: "^/(?!reference/|examples/)." },
      { text: "Examples", link: "/examples/", activeMatch: "^/examples/" },
      { text: "Reference", link: "/reference/", activeMatch: "^/reference/" }
    ],
    sidebar: {
      "/": sidebar(guides),
      "/reference/": sidebar(readGroups("dist/pages/reference/sidebar.json"))
    },
    outline: { level: [2, 3], label: "On this page" },
    search: { provider: "local", options: { miniSearch: { searchOptions } } },
    footer: { message: "MIT licence" }
  }
})
