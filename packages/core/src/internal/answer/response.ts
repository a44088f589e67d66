import * as Headers from "@effect/platform/Headers"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import type { Scrub } from "../failure/scrub.js"
import type { ApiResponse } from "./envelope.js"
import type { Answer } from "./read.js"

const maxDepth = 8

// The most text that is scrubbed: to look for secrets takes many times as long as parsing took.
const maxCharacters = 2 ** 16

// What a value that is not text counts.
const charactersOfValue = 16

/**
 * Scrubs all text in values of any form. Leaves out what is nested too deep, or is too much, for people to read.
 */
const makeValueScrub = (scrub: Scrub) => {
  let left = maxCharacters

  const text = (value: string): string => {
    left -= value.length
    return scrub(value)
  }

  const visit = (value: unknown, depth: number): unknown => {
    left -= charactersOfValue
    if (left <= 0) return undefined
    if (Predicate.isString(value)) return text(value)
    if (!Predicate.isObject(value)) return value
    if (depth === maxDepth) return undefined
    if (!Array.isArray(value)) return fields(value, depth)
    const entries: Array<unknown> = []
    for (const entry of value) {
      if (left <= 0) break
      entries.push(visit(entry, depth + 1))
    }
    return entries
  }

  const fields = (record: object, depth = 0): Readonly<Record<string, unknown>> => {
    const scrubbed: Array<readonly [name: string, value: unknown]> = []
    for (const name in record) {
      if (left <= 0) break
      scrubbed.push([text(name), visit(Reflect.get(record, name), depth + 1)])
    }
    return Object.fromEntries(scrubbed)
  }

  return { value: (value: unknown) => visit(value, 0), fields }
}

/** What `withResponse` gives. Its texts are meant to be logged: they show no secrets. */
export const toApiResponse = <A>(answer: Answer<A>): ApiResponse<A> => {
  const { data, scrub, status } = answer
  const around = answer.surroundings()
  const text = <T extends string>(value: Option.Option<T>) => Option.map(value, scrub)
  const scrubbed = makeValueScrub(scrub)
  return {
    status,
    headers: Headers.fromInput(
      Object.entries(answer.headers()).map(([name, value]): [string, string] => [
        name,
        scrub(value)
      ])
    ),
    envelope: {
      status: Option.getOrElse(around.status, () => status),
      data,
      message: text(around.message),
      env: text(around.env),
      error: text(around.error),
      log: Option.map(around.log, scrubbed.value),
      validator: Option.map(around.validator, (validator) => scrubbed.fields(validator)),
      supportId: text(around.supportId)
    }
  }
}
