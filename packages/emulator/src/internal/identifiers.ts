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

/** A UUIDv7. */
const uuid7 = (random: Random.Random, millis: Effect.Effect<number>): Effect.Effect<string> =>
  Effect.gen(function* () {
    const time = hex(Math.max(0, yield* millis), 12)
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

/**
 * A secret as lists print it: prefix, 12 characters, dots, the last 5. Of one that is too short to hide
 * as much as it shows, nothing but the prefix is left.
 */
export const maskSecret = (secret: Redacted.Redacted): string => {
  const [, prefix = "", rest = ""] =
    /^(sk_(?:live|test)_)?(.*)$/s.exec(Redacted.value(secret)) ?? []
  return rest.length < 2 * (12 + 5)
    ? `${prefix}...`
    : `${prefix}${rest.slice(0, 12)}...${rest.slice(-5)}`
}

/** Everything that an emulator makes up. */
export interface Identifiers {
  readonly keyId: Effect.Effect<string>
  readonly secret: Effect.Effect<Redacted.Redacted>
  readonly supportId: Effect.Effect<string>
  readonly accessToken: Effect.Effect<Redacted.Redacted>
}

const make = (random: Random.Random, millis: Effect.Effect<number>): Identifiers => {
  const uuid = uuid7(random, millis)
  return {
    keyId: Effect.map(uuid, (uuid) => `api_key_${uuid}`),
    secret: Effect.map(uuid, (uuid) => secretOf("test", uuid)),
    supportId: Effect.map(uuid, (uuid) => `support_${uuid}`),
    accessToken: Effect.map(randomHex(random, 32), (text) => Redacted.make(`emulator_${text}`))
  }
}

/** Identifiers of the current time on Effect's `Clock`. */
export const ofNow = (random: Random.Random): Identifiers => make(random, Clock.currentTimeMillis)

/** The same identifiers in every run in which the random is the same: a millisecond for each. */
export const repeating = (random: Random.Random): Identifiers => {
  let millis = Date.UTC(2025, 5, 30)
  return make(
    random,
    Effect.sync(() => millis++)
  )
}
