import * as Predicate from "effect/Predicate"
import { addProblem } from "../codec/problems.js"
import { maxLength, type Scrub } from "../failure/scrub.js"

const maxDepth = 8
const maxFields = 100

const isText = (value: unknown): value is string | number | boolean =>
  Predicate.isString(value) || Predicate.isNumber(value) || Predicate.isBoolean(value)

// An entry of a list may come as a number between dots. A path grows no longer than what is shown of it.
const inner = (path: string, name: string): string =>
  path === "" || path.length > maxLength
    ? path || name
    : /^\d+$/.test(name)
      ? `${path}[${name}]`
      : `${path}.${name}`

/** A name of the map, its first part as the input has it. One that is too long to be shown stays as it is. */
const outer = (name: string, inputName: (wireName: string) => string): string => {
  if (name.length > maxLength) return name
  const [first = "", ...rest] = name.split(".")
  return rest.reduce(inner, first.replace(/^\w+/, inputName))
}

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
    // A list's positions would all be made into text beforehand.
    const some = Array.isArray(value) ? value.slice(0, maxFields * maxDepth) : value
    for (const name in some) {
      looks += 1
      if (looks > maxFields * maxDepth || fields.size >= maxFields) return
      visit(
        Reflect.get(some, name),
        path === "" ? outer(name, inputName) : inner(path, name),
        depth + 1
      )
    }
  }

  visitFields(validator, "", 0)
  return Object.fromEntries(fields)
}
