/** Makes text from outside fit to be shown: no secrets, no control characters, not endless. */
export type Scrub = (text: string) => string

/** The longest text that is shown. */
export const maxLength = 500

// More than is shown, because text becomes shorter where something is redacted.
const maxRead = 8 * maxLength

// The most characters that one character becomes in JSON, a URL or HTML, such as `\u0022`, and some more.
const longestWriting = 8

const redacted = "<redacted>"

/** A text, and where each of its characters comes from in the text that it was decoded from. */
interface Decoded {
  readonly text: string
  /** One more than there are characters: the last is the end. `undefined` where nothing was decoded. */
  readonly origins: ReadonlyArray<number> | undefined
}

const originOf = ({ origins }: Decoded, index: number): number =>
  origins === undefined ? index : (origins[index] ?? 0)

const escapes =
  /%([\da-f]{2})|&#0*(\d{1,6});|&#x0*([\da-f]{1,5});|&(amp|lt|gt|quot|apos);|\\u([\da-f]{4})|\\([^u])/gi

const htmlNames: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'"
}

const fromHex = (digits: string): string => String.fromCharCode(Number.parseInt(digits, 16))

const plain = (groups: ReadonlyArray<string | undefined>): string => {
  const [percent, decimal, hex, name, json, backslashed] = groups
  if (percent !== undefined) return fromHex(percent)
  if (decimal !== undefined) return String.fromCharCode(Number(decimal))
  if (name !== undefined) return htmlNames[name.toLowerCase()] ?? ""
  const digits = hex ?? json
  return digits === undefined ? (backslashed ?? "") : fromHex(digits)
}

/** Undoes one layer of percent-encoding, HTML and JSON. */
const decodeLayer = (layer: Decoded): Decoded => {
  const { text } = layer
  if (text.search(escapes) === -1) return layer
  const parts: Array<string> = []
  const from: Array<number> = []
  const keep = (start: number, end: number): void => {
    parts.push(text.slice(start, end))
    for (let index = start; index < end; index += 1) from.push(originOf(layer, index))
  }
  let read = 0
  for (const match of text.matchAll(escapes)) {
    keep(read, match.index)
    parts.push(plain(match.slice(1)))
    from.push(originOf(layer, match.index))
    read = match.index + match[0].length
  }
  keep(read, text.length)
  from.push(originOf(layer, text.length))
  return { text: parts.join(""), origins: from }
}

type Range = readonly [start: number, end: number]

// A secret's prefix, and all base64 characters that follow it.
const knownSecrets = /(?:sk_(?:live|test)|whs_(?:live|test))_[\w+/=.~-]*/g

const secretsIn = (layer: Decoded, tokens: ReadonlyArray<string>): ReadonlyArray<Range> => {
  const { text } = layer
  const found: Array<Range> = []
  const report = (start: number, length: number): void => {
    found.push([originOf(layer, start), originOf(layer, start + length)])
  }
  for (const token of tokens) {
    for (let at = text.indexOf(token); at !== -1; at = text.indexOf(token, at + token.length)) {
      report(at, token.length)
    }
  }
  for (const match of text.matchAll(knownSecrets)) report(match.index, match[0].length)
  return found
}

// A secret may be written in one layer of JSON, URL or HTML within another.
const maxLayers = 4

/** A text as it is, and with each of its layers undone. */
const layersOf = (text: string): ReadonlyArray<Decoded> => {
  const layers: Array<Decoded> = []
  let layer: Decoded = { text, origins: undefined }
  for (;;) {
    layers.push(layer)
    if (layers.length > maxLayers) return layers
    const next = decodeLayer(layer)
    if (next.text === layer.text) return layers
    layer = next
  }
}

const allSecretsIn = (text: string, tokens: ReadonlyArray<string>): ReadonlyArray<Range> =>
  layersOf(text)
    .flatMap((layer) => secretsIn(layer, tokens))
    .sort(([first], [second]) => first - second)

const withoutRanges = (text: string, ranges: ReadonlyArray<Range>): string => {
  if (ranges.length === 0) return text
  const parts: Array<string> = []
  let read = 0
  for (const [start, end] of ranges) {
    if (start >= read) parts.push(text.slice(read, start), redacted)
    read = Math.max(read, end)
  }
  return parts.join("") + text.slice(read)
}

// Not the words with which servers ask for credentials.
const credentials =
  /\b(bearer|basic)(?:\s|%20|\+)+(?!realm=|(?:access|auth|authentication|authorization|credentials|scheme|token)\.?(?![\w+/=.~-]))[\w+/=.~-]+/gi

// Most texts hold nothing to redact or to undo.
const suspicious = /[%&\\\p{Cc}]|(?:sk|whs)_(?:live|test)_|bearer|basic/iu

/**
 * A scrub that also knows the access token in use. It finds secrets as they are and as a server or an
 * edge network may have written them into a URL, a JSON string or a page of HTML, one within the other
 * too. What a server made of them on purpose, such as base64, is not found.
 */
export const makeScrub = (token: string): Scrub => {
  // A token that looks encoded itself is decoded together with the text around it.
  const tokens = layersOf(token).map((layer) => layer.text)
  const longestToken = longestWriting * token.length
  const readTo = maxRead + longestToken
  return (text) => {
    if (
      text.length <= maxLength &&
      !suspicious.test(text) &&
      !tokens.some((known) => text.includes(known))
    ) {
      return text.trim()
    }
    const isCut = text.length > readTo
    const read = text.slice(0, readTo)
    const visible = withoutRanges(read, allSecretsIn(read, tokens))
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
