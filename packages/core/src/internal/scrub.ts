/** Makes text from outside fit to be shown: no secrets, no control characters, not endless. */
export type Scrub = (text: string) => string

const maxLength = 500

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

const bearer = /\b(bearer|basic)(?:\s|%20|\+)+[\w+/=.~-]+/gi

/**
 * A scrub that also knows the access token in use. It finds secrets as they are and as a server or an
 * edge may have written them into a URL, a JSON string or a page of HTML. What a server made of them
 * on purpose, such as base64, is not found.
 */
export const makeScrub = (token: string): Scrub => {
  let secrets: RegExp | undefined
  return (text) => {
    // Most clients never need it. In one pass, for a replacement must not tear another secret apart.
    secrets ??= new RegExp(`${Array.from(token, writtenAnyhow).join("")}|${keySecret}`, "g")
    const visible = text
      .replace(secrets, redacted)
      .replace(bearer, `$1 ${redacted}`)
      .replace(/\p{Cc}+/gu, " ")
      .trim()
    return visible.length > maxLength ? `${visible.slice(0, maxLength)}…` : visible
  }
}
