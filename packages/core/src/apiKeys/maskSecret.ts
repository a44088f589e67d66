const prefix = /^sk_(?:live|test)_/

const shownAtBegin = 12
const shownAtEnd = 5

const masked = new RegExp(
  String.raw`^(?:sk_(?:live|test)_)?[^]{0,${shownAtBegin}}\.\.\.[^]{0,${shownAtEnd}}$`
)

/** Whether a text shows no more of a secret than BitGPT's lists do. */
export const isMasked = (text: string): boolean => masked.test(text)

/** Masks a secret in the way of BitGPT's lists. A masked one stays as it is. */
export const maskSecret = (secret: string): string => {
  if (isMasked(secret)) return secret
  const kept = prefix.exec(secret)?.[0] ?? ""
  const rest = secret.slice(kept.length)
  // The two ends of a short secret would show most of it.
  return rest.length < 2 * (shownAtBegin + shownAtEnd)
    ? `${kept}...`
    : `${kept}${rest.slice(0, shownAtBegin)}...${rest.slice(-shownAtEnd)}`
}
