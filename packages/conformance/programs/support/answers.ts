// Answers at random: bytes, JSON, bodies of the wire with something wrong, any status, any headers.
import { FastCheck as fc, Schema } from "effect"

/** An answer. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** A value of JSON. */
export type Json =
  null | boolean | number | string | ReadonlyArray<Json> | { readonly [name: string]: Json }

const encoder = new TextEncoder()
const bytesOf = (json: unknown): Uint8Array => encoder.encode(JSON.stringify(json))

/** JSON as a value. `JSON.parse` makes nothing else. */
export const parseJson = Schema.decodeSync(
  Schema.parseJson(
    Schema.declare((value: unknown): value is Json => value !== undefined, { identifier: "Json" })
  )
)

const jsonValue = (maxDepth: number): fc.Arbitrary<Json> =>
  fc.jsonValue({ maxDepth, stringUnit: "binary" }).map((value) => parseJson(JSON.stringify(value)))

// Made once: fast-check builds a table of all characters for each.
const shallowJson = jsonValue(2)
const deepJson = jsonValue(4)

/** From 0 to below 1, evenly, which `fc.double` is not. */
const fraction = fc.nat({ max: 9999 }).map((part) => part / 10_000)

/** Changes the bytes of a body. `at` is where, as a fraction of its length. */
const byteMutation: fc.Arbitrary<(body: Uint8Array) => Uint8Array> = fc
  .record({
    at: fraction,
    kind: fc.constantFrom("insert", "delete", "truncate", "repeat", "replace"),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 4 })
  })
  .map(({ at, bytes, kind }) => (body): Uint8Array => {
    const position = Math.floor(at * body.byteLength)
    const before = body.subarray(0, position)
    const after = body.subarray(position)
    switch (kind) {
      case "insert":
        return Buffer.concat([before, bytes, after])
      case "delete":
        return Buffer.concat([before, after.subarray(bytes.byteLength)])
      case "truncate":
        return before
      case "repeat":
        return Buffer.concat([before, before.subarray(position >> 1), after])
      default:
        return Buffer.concat([before, bytes, after.subarray(bytes.byteLength)])
    }
  })

type Path = ReadonlyArray<string | number>

const pathsIn = (json: Json, path: Path = []): ReadonlyArray<Path> => {
  if (Array.isArray(json))
    return [path, ...json.flatMap((entry: Json, index) => pathsIn(entry, [...path, index]))]
  return typeof json === "object" && json !== null
    ? [path, ...Object.entries(json).flatMap(([name, value]) => pathsIn(value, [...path, name]))]
    : [path]
}

/** Puts another value at a place in JSON; `undefined` takes out what is there. */
const putAt = (json: Json, [first, ...rest]: Path, value: Json | undefined): Json => {
  if (first === undefined) return value ?? null
  if (Array.isArray(json)) {
    return json.flatMap((entry: Json, index) => {
      if (index !== first) return [entry]
      return rest.length === 0 && value === undefined ? [] : [putAt(entry, rest, value)]
    })
  }
  if (typeof json !== "object" || json === null) return json
  return Object.fromEntries(
    Object.entries(json).flatMap(([name, old]: [string, Json]) => {
      if (name !== first) return [[name, old]]
      return rest.length === 0 && value === undefined ? [] : [[name, putAt(old, rest, value)]]
    })
  )
}

/** Changes a value somewhere in JSON, or takes it out. */
const jsonMutation = (values: fc.Arbitrary<Json>): fc.Arbitrary<(json: Json) => Json> =>
  fc
    .record({
      at: fraction,
      value: fc.option(values, { nil: undefined })
    })
    .map(({ at, value }) => (json) => {
      const paths = pathsIn(json)
      return putAt(json, paths[Math.floor(at * paths.length)] ?? [], value)
    })

const applied = <A>(value: A, changes: ReadonlyArray<(value: A) => A>): A =>
  changes.reduce((changed, change) => change(changed), value)

const headerNames = [
  "content-encoding",
  "content-length",
  "content-type",
  "date",
  "location",
  "retry-after",
  "retry-after-ms",
  "set-cookie",
  "transfer-encoding",
  "x-should-retry"
]

/** Text that a header may carry. */
const headerText = fc
  .string({ unit: "grapheme-ascii", maxLength: 40 })
  .map((text) => text.replace(/[^\x20-\x7e]/g, "").trim())

/** Text that some header might carry. */
export const headerValue = fc.oneof(
  headerText,
  fc.constantFrom(
    "0",
    "5",
    "-1",
    "1e3",
    "0x10",
    "true",
    "false",
    "gzip",
    "chunked",
    "Infinity",
    ""
  ),
  fc.integer().map(String),
  fc
    .date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true })
    .map((date) => date.toUTCString())
)

const headers = fc.dictionary(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...headerNames) },
    { weight: 1, arbitrary: fc.stringMatching(/^[a-z][a-z-]{0,15}$/) }
  ),
  headerValue,
  { maxKeys: 4 }
)

const status = fc.oneof(
  { weight: 6, arbitrary: fc.constant(200) },
  { weight: 3, arbitrary: fc.integer({ min: 200, max: 599 }) },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 999 }) }
)

/** What bodies are made of. */
export interface Material {
  /** Bodies as the server sends them. */
  readonly wire: ReadonlyArray<Json>
  /** Texts that must come out nowhere. */
  readonly secrets: ReadonlyArray<string>
}

/** Every kind of body. */
export const bodies = ({
  secrets,
  wire
}: Material): Readonly<Record<string, fc.Arbitrary<Uint8Array>>> => {
  const body = fc.constantFrom(...wire)
  const secret = fc
    .tuple(fc.string({ maxLength: 10 }), fc.constantFrom(...secrets), fc.string({ maxLength: 10 }))
    .map((parts) => parts.join(" "))
  const value = fc.oneof({ weight: 3, arbitrary: shallowJson }, { weight: 1, arbitrary: secret })
  return {
    "arbitrary bytes": fc.uint8Array({ maxLength: 400 }),
    "arbitrary JSON": deepJson.map(bytesOf),
    "wire bodies with changed bytes": fc
      .tuple(body, fc.array(byteMutation, { minLength: 1, maxLength: 5 }))
      .map(([json, changes]) => applied(bytesOf(json), changes)),
    "wire bodies with changed values": fc
      .tuple(body, fc.array(jsonMutation(value), { minLength: 1, maxLength: 4 }))
      .map(([json, changes]) => bytesOf(applied(json, changes))),
    "envelopes around anything": fc
      .record(
        {
          status: fc.oneof(fc.integer({ min: 100, max: 600 }), value),
          data: value,
          error: fc.oneof(secret, value),
          message: fc.oneof(secret, value),
          support_id: fc.oneof(secret, value),
          validator: fc.oneof(fc.dictionary(secret, value, { maxKeys: 3 }), value),
          log: value,
          env: value,
          retry_after: fc.oneof(fc.double(), value)
        },
        { requiredKeys: [] }
      )
      .map(bytesOf)
  }
}

/** Answers with such a body: mostly with status 200 and its own headers. */
export const answers = (body: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Answer> =>
  fc.record({
    status,
    headers: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
    body
  })
