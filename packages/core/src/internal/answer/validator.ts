import * as Predicate from "effect/Predicate"
import { addProblem } from "../codec/problems.js"
import type { Scrub } from "../failure/scrub.js"

const maxDepth = 8
const maxFields = 100

const isText = (value: unknown): value is string | number | boolean =>
  Predicate.isString(value) || Predicate.isNumber(value) || Predicate.isBoolean(value)

// Entries of lists come as numbers between dots too.
const inner = (path: string, name: string): string =>
  path === "" ? name : /^\d+$/.test(name) ? `${path}[${name}]` : `${path}.${name}`

/**
 * Flattens the envelope's `validator` map to one line of text per field. Documented are field names
 * with a message each; nested names become `outer.inner`, entries of lists `list[0]`, lists of messages
 * are joined with `; `. The first part of a name is told as the input has it. What is behind the first
 * hundred fields is not looked at.
 */
export const flattenValidator = (
  validator: Readonly<Record<string, unknown>>,
  scrub: Scrub,
  inputName: (wireName: string) => string
): Readonly<Record<string, string>> => {
  const fields = new Map<string, string>()
  let looks = 0

  const visit = (value: unknown, path: string, depth: number): void => {
    if (Predicate.isNullable(value)) return
    const texts = Array.isArray(value) ? value.slice(0, maxFields) : [value]
    if (texts.every(isText)) addProblem(fields, scrub(path), scrub(texts.join("; ")))
    else if (depth === maxDepth) addProblem(fields, scrub(path), "invalid")
    else visitFields(value, path, depth)
  }

  const visitFields = (value: unknown, path: string, depth: number): void => {
    if (!Predicate.isObject(value)) return
    for (const name in value) {
      looks += 1
      if (looks > maxFields * maxDepth || fields.size >= maxFields) return
      const own: unknown = Reflect.get(value, name)
      if (path !== "") visit(own, inner(path, name), depth + 1)
      else {
        const [first = "", ...rest] = name.split(".")
        visit(own, rest.reduce(inner, first.replace(/^\w+/, inputName)), depth + 1)
      }
    }
  }

  visitFields(validator, "", 0)
  return Object.fromEntries(fields)
}
