/** Makes text from outside fit to be shown: no secrets, no control characters, not endless. */
export type Scrub = (text: string) => string

const maxLength = 500

// Much more than is shown: what is redacted becomes shorter. Of endless text, a regular expression
// would overflow the stack.
const maxRead = 2 ** 16

// The most characters that one becomes in JSON, a URL or HTML, such as `\u0022`, and some more.
const longestWriting = 8

const redacted = "<redacted>"

const htmlEscapes: Readonly<Record<string, string>> = {
  "&": "amp|AMP",
  "<": "lt|LT",
  ">": "gt|GT",
  '"': "quot|QUOT",
  "'": "apos"
}

const hex = (code: number): string =>
  Array.from(code.toString(16), (digit) =>
    /\d/.test(digit) ? digit : `[${digit}${digit.toUpperCase()}]`
  ).join("")

/** A pattern for a character as it is, percent-encoded, escaped for JSON, or escaped for HTML. */
const writtenAnyhow = (character: string): string => {
  if (/\w/.test(character)) return character
  const code = character.charCodeAt(0)
  const named = htmlEscapes[character]
  const entity = `&(?:#0*${code}|#[xX]0*${hex(code)}${named === undefined ? "" : `|${named}`});`
  return `(?:%${hex(code)}|${entity}|\\\\u00${hex(code)}|\\\\?\\${character})`
}

// A key's secret with all that may follow in it: base64, written in the same ways as the token.
const keySecret = String.raw`sk_(?:live|test)_(?:[\w+/=.~\\-]|%[\da-fA-F]{2}|&#?\w+;)*`

// Not the words with which servers ask for credentials.
const credentials =
  /\b(bearer|basic)(?:\s|%20|\+)+(?!realm=|(?:access|auth|authentication|authorization|credentials|scheme|token)\.?(?![\w+/=.~-]))[\w+/=.~-]+/gi

/**
 * A scrub that also knows the access token in use. It finds secrets as they are and as a server or an
 * edge may have written them into a URL, a JSON string or a page of HTML. What a server made of them
 * on purpose, such as base64, is not found.
 */
export const makeScrub = (token: string): Scrub => {
  let secrets: RegExp | undefined
  const longestToken = longestWriting * token.length
  const readTo = maxRead + longestToken
  return (text) => {
    // Most clients never need it. In one pass, for a replacement must not tear another secret apart.
    secrets ??= new RegExp(`${Array.from(token, writtenAnyhow).join("")}|${keySecret}`, "g")
    const isCut = text.length > readTo
    const visible = text
      .slice(0, readTo)
      .replace(secrets, redacted)
      .replace(credentials, `$1 ${redacted}`)
      .replace(/\p{Cc}+/gu, " ")
      .trim()
    // A token that stands where the text was cut has not been found.
    const found = isCut ? visible.slice(0, Math.max(0, visible.length - longestToken)) : visible
    return isCut || found.length > maxLength
      ? `${found.slice(0, maxLength).replace(/[\ud800-\udbff]$/, "")}…`
      : found
  }
}
