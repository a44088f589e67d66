import * as Encoding from "effect/Encoding"
import * as Redacted from "effect/Redacted"

const ofUuid = (uuid: string): string => Encoding.encodeBase64Url(`${uuid}_bitgpt`)

/** An API key's secret of the documented form: 58 characters of Base64 after its prefix. */
export const apiKeySecret = (mode: "live" | "test", uuid: string): Redacted.Redacted =>
  Redacted.make(`sk_${mode}_${ofUuid(uuid)}`)

/** A webhook's secret of the documented form. */
export const webhookSecret = (uuid: string): Redacted.Redacted =>
  Redacted.make(`whs_live_${ofUuid(uuid)}`)

/**
 * A secret as lists print it: prefix, 12 characters, dots, the last 5. A secret that would hide less
 * than it shows has only its prefix printed.
 *
 * @example
 * ```ts
 * import { maskSecret } from "effect-bitgpt/fake"
 * import { Redacted } from "effect"
 *
 * const shown = maskSecret(Redacted.make("too short to show anything")) // "..."
 * ```
 */
export const maskSecret = (secret: Redacted.Redacted): string => {
  const [, prefix = "", rest = ""] =
    /^((?:sk|whs)_(?:live|test)_)?(.*)$/s.exec(Redacted.value(secret)) ?? []
  return rest.length < 2 * (12 + 5)
    ? `${prefix}...`
    : `${prefix}${rest.slice(0, 12)}...${rest.slice(-5)}`
}
