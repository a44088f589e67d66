import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Either, FastCheck, Option, Schema } from "effect"
import { ApiKey, ApiKeySummary, CreatedApiKey, Envelope, ErrorEnvelope } from "../../src/index.js"
import { makeDecoder, makeEncoder, makeFastDecoder } from "../../src/internal/fastCodec.js"
import { Label } from "../../src/internal/inputField.js"
import { PathSegment } from "../../src/internal/pathSegment.js"
import { Timestamp } from "../../src/internal/timestamp.js"
import { getApiKey, getApiKeyWithSecret, permissionDenied } from "../support/wire.js"

/** The law: what is decoded fast is what Schema decodes, and all else is left to it. */
const agrees = <A, I>(schema: Schema.Schema<A, I>) => {
  const fast = makeFastDecoder(schema)
  const slow = Schema.decodeUnknownEither(schema)
  const encode = Schema.encodeSync(schema)
  return (input: unknown): boolean => {
    const decoded = fast(input)
    if (Option.isNone(decoded)) return false
    const expected = Either.getOrThrow(slow(input))
    assert.deepStrictEqual(decoded.value, expected)
    // Assertions take any two redacted values for equal, their encoded forms not.
    assert.deepStrictEqual(encode(decoded.value), encode(expected))
    return true
  }
}

const json = FastCheck.jsonValue({ maxDepth: 3 })

/** Replaces or removes something somewhere in a value. */
const mutated = (value: unknown): FastCheck.Arbitrary<unknown> => {
  if (Array.isArray(value)) {
    return FastCheck.oneof(
      json,
      FastCheck.nat(value.length).chain((index) =>
        mutated(value[index]).map((item): unknown => value.toSpliced(index, 1, item))
      )
    )
  }
  if (typeof value !== "object" || value === null) {
    return FastCheck.oneof(
      json,
      FastCheck.constantFrom(null, undefined, "", 0, -1, 1.5, true, [], {}, "2026-02-30 00:00:00"),
      FastCheck.string()
    )
  }
  const entries = Object.entries(value)
  return FastCheck.oneof(
    json,
    FastCheck.nat(Math.max(0, entries.length - 1)).chain((index) =>
      FastCheck.oneof(
        FastCheck.constant(Object.fromEntries(entries.toSpliced(index, 1))),
        mutated(entries[index]?.[1]).map((item) =>
          Object.fromEntries(
            entries.map(([name, old], at): [string, unknown] => [name, at === index ? item : old])
          )
        )
      )
    )
  )
}

const laws = <A, I>(name: string, schema: Schema.Schema<A, I>): void => {
  const law = agrees(schema)
  const encode = Schema.encodeSync(schema)

  describe(name, () => {
    it.prop(
      "is decoded as by Schema where it is as promised",
      [Arbitrary.make(schema)],
      ([value]) => {
        law(encode(value))
      }
    )

    it.prop(
      "is decoded as by Schema where something is wrong with it",
      [Arbitrary.make(Schema.encodedSchema(schema)).chain(mutated)],
      ([input]) => {
        law(input)
      }
    )

    it.prop("is decoded as by Schema where it is any JSON", [json], ([input]) => {
      law(input)
    })
  })
}

laws("a key", Envelope(ApiKey))
laws("keys of a list", Envelope(Schema.Array(ApiKeySummary)))
laws("a created key", Envelope(CreatedApiKey))
laws("anything", Envelope(Schema.Unknown))
laws("an error", ErrorEnvelope)
laws("a timestamp", Timestamp)
laws("a variant", Schema.Union(Schema.Literal("a"), Schema.Struct({ b: Schema.Boolean })))
laws(
  "a field with a default",
  Schema.Struct({ a: Schema.optionalWith(Schema.Int, { default: () => 7 }) })
)
laws("a field that may be missing", Schema.Struct({ a: Schema.optional(Schema.NonEmptyString) }))
laws("one schema after the other", Schema.compose(Schema.Number, Schema.Int))
laws("a number of elements", Schema.Tuple(Schema.String, Schema.Int))
laws("elements and a rest", Schema.Tuple([Schema.Int], Schema.Number))
laws("a rest and a last element", Schema.Tuple([], Schema.Number, Schema.Int))
laws(
  "fields beside a record",
  Schema.Struct({ a: Schema.String }, Schema.Record({ key: Schema.String, value: Schema.Unknown }))
)
laws("whatever is not null", Schema.Struct({}))
laws("a text of a form", Schema.TemplateLiteral("a", Schema.Number))
laws(
  "what only Schema knows",
  Schema.Struct({ a: Schema.Record({ key: Schema.String, value: Schema.Int }) })
)

describe("documented bodies", () => {
  it.each([getApiKey, getApiKeyWithSecret])("are decoded without Schema", (body) => {
    assert.isTrue(agrees(Envelope(ApiKey))(body))
  })

  it("are decoded without Schema where they are an error", () => {
    assert.isTrue(agrees(ErrorEnvelope)(permissionDenied))
  })

  it.each([
    ["an unknown field", { ...getApiKey, new: 1, data: { ...getApiKey.data, new: 1 } }],
    ["null for what may be null", { ...getApiKey, data: { ...getApiKey.data, expires_at: null } }],
    ["a log of any form", { ...getApiKey, log: { request_id: "req_1" } }]
  ])("are decoded without Schema with %s", (_, body) => {
    assert.isTrue(agrees(Envelope(ApiKey))(body))
  })

  it.each([
    ["a label of another type", { ...getApiKey, data: { ...getApiKey.data, label: 1 } }],
    ["an id that is none", { ...getApiKey, data: { ...getApiKey.data, id: "a/b" } }],
    [
      "a time that is none",
      { ...getApiKey, data: { ...getApiKey.data, created_at: "2025-02-29 00:00:00" } }
    ],
    ["no data", { ...getApiKey, data: undefined }]
  ])("are left to Schema with %s", (_, body) => {
    assert.isFalse(agrees(Envelope(ApiKey))(body))
  })
})

describe("an encoder", () => {
  const strict = { errors: "all", onExcessProperty: "error" } as const

  const laws = <A, I>(name: string, schema: Schema.Schema<A, I>): void => {
    const encode = makeEncoder(schema)
    const encodeBySchema = Schema.encodeUnknownEither(schema, strict)
    const agrees = (input: A): void => {
      assert.deepStrictEqual(
        Either.mapLeft(encode(input), String),
        Either.mapLeft(encodeBySchema(input), String)
      )
    }

    it.prop(`encodes ${name} as Schema does`, [Arbitrary.make(schema)], ([value]) => {
      agrees(value)
    })

    it.prop(
      `refuses ${name} as Schema does where a field is unknown`,
      [Arbitrary.make(schema), FastCheck.string(), FastCheck.anything()],
      ([value, key, excess]) => {
        agrees({ ...value, [key]: excess })
      }
    )
  }

  laws("an id", Schema.Struct({ id: PathSegment }))
  laws("nothing", Schema.Struct({}))
  laws(
    "fields of several kinds",
    Schema.Struct({
      label: Label,
      count: Schema.optional(Schema.Number),
      tags: Schema.optional(Schema.Array(Schema.String)),
      nested: Schema.NullOr(Schema.Struct({ flag: Schema.Boolean }))
    })
  )
  laws(
    "a field of another name",
    Schema.Struct({ at: Schema.propertySignature(Timestamp).pipe(Schema.fromKey("expires_at")) })
  )

  laws(
    "a field that is left out where it is empty",
    Schema.Struct({
      note: Schema.optionalToRequired(Schema.String, Schema.String, {
        decode: Option.getOrElse(() => ""),
        encode: Option.liftPredicate((note) => note !== "")
      })
    })
  )

  const encodeId = makeEncoder(Schema.Struct({ id: Schema.String }))

  it("refuses a field whose name is a symbol", () => {
    assert.isTrue(Either.isLeft(encodeId({ id: "1", ...{ [Symbol("odd")]: 1 } })))
  })

  it("refuses an unknown field further down", () => {
    const nested = makeEncoder(Schema.Struct({ of: Schema.Struct({ id: Schema.String }) }))
    assert.isTrue(Either.isLeft(nested({ of: { id: "1", ...{ odd: 1 } } })))
  })

  it("makes an own field of an inherited one", () => {
    class Input {
      readonly #id = "1"
      get id() {
        return this.#id
      }
    }
    assert.deepStrictEqual(encodeId(new Input()), Either.right({ id: "1" }))
  })
})

it("a decoder says of what doesn't decode what Schema says", () => {
  const schema = Envelope(ApiKey)
  const broken = { ...getApiKey, data: { ...getApiKey.data, scopes: "all" } }
  assert.deepStrictEqual(
    Either.mapLeft(makeDecoder(schema)(broken), String),
    Either.mapLeft(Schema.decodeUnknownEither(schema)(broken), String)
  )
})
