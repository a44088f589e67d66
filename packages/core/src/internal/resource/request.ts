import type { HttpMethod } from "@effect/platform/HttpMethod"
import * as UrlParams from "@effect/platform/UrlParams"
import * as Predicate from "effect/Predicate"
import type { RequestParts } from "../call/client.js"

type ParameterName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterName<Rest>
  : never

/** What the encoded input of a call has to hold: a string for each name in the path. */
export type PathParameters<Path extends string> = Readonly<Record<ParameterName<Path>, string>>

type Entry = readonly [name: string, value: unknown]

/** Where the fields of an input go that the path doesn't name. */
export type Carrier = "Query" | "Json" | "Form"

/** How a method carries them, if a call doesn't say otherwise. */
export const carrierOf = (method: HttpMethod): Carrier =>
  method === "POST" || method === "PUT" || method === "PATCH" ? "Json" : "Query"

const queryOf = (fields: ReadonlyArray<Entry>): string => {
  const params = fields.flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter(Predicate.isNotNullable)
      .map((each): [string, string] => [name, String(each)])
  )
  return params.length === 0 ? "" : `?${UrlParams.toString(UrlParams.fromInput(params))}`
}

const formOf = (fields: ReadonlyArray<Entry>): FormData => {
  const form = new FormData()
  for (const [name, value] of fields) {
    if (value instanceof Blob) form.append(name, value)
    else if (Predicate.isNotNullable(value)) form.append(name, String(value))
  }
  return form
}

/**
 * How an encoded input becomes a request: fields that the path names go there, the others into the
 * query, a JSON object or a form.
 */
export const requestMaker = (path: string, carrier: Carrier) => {
  const parts = path.split(/\{(\w+)\}/)
  const isName = (index: number): boolean => index % 2 === 1
  const positions = new Map(parts.flatMap((part, index) => (isName(index) ? [[part, index]] : [])))
  const literals = parts.map((part, index) => (isName(index) ? "" : part))

  return (encoded: object): RequestParts => {
    const segments = [...literals]
    const others: Array<Entry> = []
    for (const [name, value] of Object.entries<unknown>({ ...encoded })) {
      const position = positions.get(name)
      if (position !== undefined && Predicate.isString(value)) {
        segments[position] = encodeURIComponent(value)
      } else {
        others.push([name, value])
      }
    }
    const path = segments.join("")
    switch (carrier) {
      case "Query":
        return { path: others.length === 0 ? path : path + queryOf(others), body: undefined }
      case "Json":
        return { path, body: JSON.stringify(Object.fromEntries(others)) }
      case "Form":
        return { path, body: formOf(others) }
    }
  }
}
