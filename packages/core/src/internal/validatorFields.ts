import * as Predicate from "effect/Predicate"
import { addProblem } from "./fieldProblems.js"
import type { Scrub } from "./scrub.js"

const maxDepth = 8
const maxFields = 100

const isText = (value: unknown): value is string | number | boolean =>
  Predicate.isString(value) || Predicate.isNumber(value) || Predicate.isBoolean(value)

const entriesOf = (value: unknown): ReadonlyArray<readonly [name: string, value: unknown]> =>
  Predicate.isObject(value) ? Object.entries<unknown>({ ...value }) : []

/**
 * Flattens the envelope's `validator` map to one line of text per field. Documented are field names
 * with a message each; nested names become `outer.inner`, lists of messages are joined with `; `. The
 * first part of a name is told as the input has it.
 */
export const flattenValidator = (
  validator: Readonly<Record<string, unknown>>,
  scrub: Scrub,
  inputName: (wireName: string) => string
): Readonly<Record<string, string>> => {
  const fields = new Map<string, string>()
  const report = (path: string, text: string): void => {
    addProblem(fields, scrub(path), text)
  }
  const visit = (value: unknown, path: string, depth: number): void => {
    if (fields.size >= maxFields || Predicate.isNullable(value)) return
    if (isText(value)) {
      report(path, scrub(String(value)))
    } else if (Array.isArray(value) && value.every(isText)) {
      report(path, scrub(value.join("; ")))
    } else if (depth === maxDepth) {
      report(path, "invalid")
    } else {
      for (const [name, inner] of entriesOf(value)) {
        visit(inner, path === "" ? name.replace(/^\w+/, inputName) : `${path}.${name}`, depth + 1)
      }
    }
  }
  visit(validator, "", 0)
  return Object.fromEntries(fields)
}
