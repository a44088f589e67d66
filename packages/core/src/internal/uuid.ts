import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

const hexDigits = (length: number): Effect.Effect<string> =>
  Effect.map(Effect.replicateEffect(Random.nextIntBetween(0, 16), length), (digits) =>
    digits.map((digit) => digit.toString(16)).join("")
  )

/** A UUID of version 4 (RFC 9562), from Effect's `Random`. */
export const randomUuid: Effect.Effect<string> = Effect.gen(function* () {
  const [variant = "8"] = Array.from("89ab").slice(yield* Random.nextIntBetween(0, 4))
  return [
    yield* hexDigits(8),
    yield* hexDigits(4),
    `4${yield* hexDigits(3)}`,
    `${variant}${yield* hexDigits(3)}`,
    yield* hexDigits(12)
  ].join("-")
})
