/** Makes text from outside fit to be shown: no secrets, no control characters, not endless. */
export type Scrub = (text: string) => string

const maxLength = 500

const redacted = "<redacted>"

/** A scrub that also knows the access token in use. */
export const makeScrub =
  (token: string): Scrub =>
  (text) => {
    const visible = text
      .replaceAll(token, redacted)
      .replace(/\bsk_(?:live|test)_[\w+/=.-]*/g, redacted)
      .replace(/\b(bearer|basic)\s+[\w+/=.~-]+/gi, `$1 ${redacted}`)
      .replace(/\p{Cc}+/gu, " ")
      .trim()
    return visible.length > maxLength ? `${visible.slice(0, maxLength)}…` : visible
  }
