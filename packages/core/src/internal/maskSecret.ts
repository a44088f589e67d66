const prefix = /^sk_(?:live|test)_/

const shownAtBegin = 12
const shownAtEnd = 5

/** Leaves of a secret what BitGPT's lists show of it. What is masked already stays as it is. */
export const maskSecret = (secret: string): string => {
  if (secret.includes("...")) return secret
  const kept = prefix.exec(secret)?.[0] ?? ""
  const rest = secret.slice(kept.length)
  // Of a short one, both ends together would show too much.
  return rest.length < 2 * (shownAtBegin + shownAtEnd)
    ? `${kept}...`
    : `${kept}${rest.slice(0, shownAtBegin)}...${rest.slice(-shownAtEnd)}`
}
