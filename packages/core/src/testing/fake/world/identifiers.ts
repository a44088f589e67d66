import * as Hash from "effect/Hash"
import { PCGRandom } from "effect/Utils"

const start = Date.UTC(2025, 5, 30)

const hex = (random: PCGRandom, digits: number): string =>
  Array.from({ length: digits }, () => random.integer(16).toString(16)).join("")

/** Everything that the fake makes up: the same in every run with the same seed. */
export interface Identifiers {
  /** A new UUIDv7. Each is a millisecond after the one before. */
  readonly uuid: () => string
  /** So many hexadecimal digits. */
  readonly hex: (digits: number) => string
  /** How many were given out. */
  readonly issued: () => number
  /** Goes on after so many. */
  readonly resume: (issued: number) => void
}

export const make = (seed: string): Identifiers => {
  let count = 0
  const next = () => {
    count += 1
    return new PCGRandom(Hash.string(`${seed}:${count}`))
  }
  return {
    uuid: () => {
      const random = next()
      const time = (start + count).toString(16).padStart(12, "0")
      const variant = (8 + random.integer(4)).toString(16)
      return [
        time.slice(0, 8),
        time.slice(8),
        `7${hex(random, 3)}`,
        `${variant}${hex(random, 3)}`,
        hex(random, 12)
      ].join("-")
    },
    hex: (digits) => hex(next(), digits),
    issued: () => count,
    resume: (issued) => {
      count = issued
    }
  }
}
