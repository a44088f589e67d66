import { assert } from "@effect/vitest"
import { Redacted } from "effect"

/**
 * An access token with every kind of character that somebody's encoding changes. Its words stay the
 * same in all of them, so that a test finds what is left of it however it was written.
 */
export const hostileToken = Redacted.make(
  [
    "qtokenaq+",
    "qtokenbq/",
    'qtokencq"',
    "qtokendq\\",
    "qtokeneq&",
    "qtokenfq<",
    "qtokengq=="
  ].join("")
)

/** A key's secret with the characters of base64. */
export const hostileSecret = ["sk", "live", "qsecretaq+qsecretbq/qsecretcq=="].join("_")

const words = /q(?:token|secret)[a-z]q/gi

const htmlEscapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  '"': "&quot;",
  "/": "&#x2F;",
  "=": "&#61;"
}

/** The ways in which servers and edges write a text that they were given. */
export const writings: ReadonlyArray<readonly [name: string, write: (text: string) => string]> = [
  ["as it is", (text) => text],
  ["percent-encoded", encodeURIComponent],
  ["percent-encoded in lower case", (text) => encodeURIComponent(text).toLowerCase()],
  ["as a JSON string", (text) => JSON.stringify(text).slice(1, -1)],
  ["as a JSON string of PHP", (text) => JSON.stringify(text).slice(1, -1).replaceAll("/", "\\/")],
  [
    "as a JSON string for HTML",
    (text) => text.replace(/\W/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)
  ],
  ["escaped for HTML", (text) => text.replace(/[&<"/=]/g, (c) => htmlEscapes[c] ?? c)]
]

/** Fails where a word of a secret is in the text. */
export const assertNoSecret = (sink: string, text: string): void => {
  const found = text.match(words)
  if (found === null) return
  const at = text.search(words)
  assert.fail(
    `${found.length} pieces of secrets in ${sink}: …${text.slice(Math.max(0, at - 200), at + 200)}…`
  )
}
