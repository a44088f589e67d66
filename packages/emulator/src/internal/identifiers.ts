import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Encoding from "effect/Encoding"
import type * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0")

const randomHex = (random: Random.Random, digits: number): Effect.Effect<string> =>
  Effect.map(Effect.replicateEffect(random.nextIntBetween(0, 16), digits), (values) =>
    values.map((value) => hex(value, 1)).join("")
  )

/** A UUIDv7 of the current time on Effect's `Clock`. */
const uuid7 = (random: Random.Random): Effect.Effect<string> =>
  Effect.gen(function* () {
    const time = hex(Math.max(0, yield* Clock.currentTimeMillis), 12)
    const variant = hex(8 + (yield* random.nextIntBetween(0, 4)), 1)
    const parts = [
      time.slice(0, 8),
      time.slice(8, 12),
      `7${yield* randomHex(random, 3)}`,
      `${variant}${yield* randomHex(random, 3)}`,
      yield* randomHex(random, 12)
    ]
    return parts.join("-")
  })

/** A secret of the documented form: 58 characters of Base64 after its prefix. */
export const secretOf = (mode: "live" | "test", uuid: string): Redacted.Redacted =>
  Redacted.make(`sk_${mode}_${Encoding.encodeBase64Url(`${uuid}_bitgpt`)}`)

/** A secret as lists print it: prefix, 12 characters, dots, the last 5. */
export const maskSecret = (secret: Redacted.Redacted): string =>
  Redacted.value(secret).replace(
    /^(sk_(?:live|test)_)?(.{0,12}).*?(.{0,5})$/s,
    (_, prefix: string | undefined, start: string, end: string) =>
      `${prefix ?? ""}${start}...${end}`
  )

/** Everything that an emulator makes up. */
export interface Identifiers {
  readonly keyId: Effect.Effect<string>
  readonly secret: Effect.Effect<Redacted.Redacted>
  readonly supportId: Effect.Effect<string>
  readonly accessToken: Effect.Effect<Redacted.Redacted>
}

export const make = (random: Random.Random): Identifiers => ({
  keyId: Effect.map(uuid7(random), (uuid) => `api_key_${uuid}`),
  secret: Effect.map(uuid7(random), (uuid) => secretOf("test", uuid)),
  supportId: Effect.map(uuid7(random), (uuid) => `support_${uuid}`),
  accessToken: Effect.map(randomHex(random, 32), (text) => Redacted.make(`emulator_${text}`))
})
