import * as Headers from "@effect/platform/Headers"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import type { Scrub } from "../failure/scrub.js"
import type { ApiResponse } from "./envelope.js"
import type { Answer } from "./read.js"

const maxDepth = 8

/** Scrubs all text in a value of any form. What is nested deeper than people read is left out. */
const scrubValue = (value: unknown, scrub: Scrub, depth = 0): unknown => {
  if (Predicate.isString(value)) return scrub(value)
  if (!Predicate.isObject(value)) return value
  if (depth === maxDepth) return undefined
  return Array.isArray(value)
    ? value.map((entry: unknown) => scrubValue(entry, scrub, depth + 1))
    : scrubFields(value, scrub, depth)
}

const scrubFields = (record: object, scrub: Scrub, depth = 0): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries<unknown>({ ...record }).map(([name, value]) => [
      scrub(name),
      scrubValue(value, scrub, depth + 1)
    ])
  )

/** What `withResponse` gives. Its texts are meant to be logged: they show no secrets. */
export const toApiResponse = <A>(answer: Answer<A>): ApiResponse<A> => {
  const { data, scrub, status } = answer
  const around = answer.surroundings()
  const text = <T extends string>(value: Option.Option<T>) => Option.map(value, scrub)
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
      log: Option.map(around.log, (log) => scrubValue(log, scrub)),
      validator: Option.map(around.validator, (validator) => scrubFields(validator, scrub)),
      supportId: text(around.supportId)
    }
  }
}
