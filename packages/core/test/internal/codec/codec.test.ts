import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Effect, Either, FastCheck, identity, Option, Schema } from "effect"
import {
  ApiKey,
  ApiKeySummary,
  BitGptFile,
  Envelope,
  Invoice,
  InvoiceItem,
  InvoicePayment,
  NewApiKey,
  NewInvoice,
  Payment,
  Product
} from "../../../src/index.js"
import { Surroundings } from "../../../src/internal/answer/envelope.js"
import { makeDecoder, makeEncoder, makeOptionDecoder } from "../../../src/internal/codec/codec.js"
import { option } from "../../../src/internal/codec/field.js"
import { Label } from "../../../src/internal/codec/text.js"
import { PathSegment } from "../../../src/internal/codec/id.js"
import { pageOf } from "../../../src/internal/resource/pages.js"
import { Timestamp } from "../../../src/internal/codec/timestamp.js"
import { getApiKey, getApiKeyWithSecret, permissionDenied } from "../../support/wire.js"

/** The law: both decoders agree with Schema on every value. */
const agrees = <A, I>(schema: Schema.Schema<A, I>) => {
  const decode = makeDecoder(schema)
  const decodeOption = makeOptionDecoder(schema)
  const decodeBySchema = Schema.decodeUnknownEither(schema)
  const encode = Schema.encodeSync(schema)
  return (input: unknown): void => {
    const decoded = decode(input)
    const expected = decodeBySchema(input)
    assert.deepStrictEqual(Either.mapLeft(decoded, String), Either.mapLeft(expected, String))
    const decodedOption = decodeOption(input)
    assert.deepStrictEqual(decodedOption, Either.getRight(expected))
    if (Either.isLeft(expected)) return
    // Assertions take any two redacted values for equal, their encoded forms not.
    const wire = encode(expected.right)
    assert.deepStrictEqual(encode(Either.getOrThrow(decoded)), wire)
    assert.deepStrictEqual(encode(Option.getOrThrow(decodedOption)), wire)
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
  const law = (input: unknown): void => {
    agrees(schema)(input)
  }
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
laws("a created key", Envelope(NewApiKey))
laws("a page of payments", Envelope(pageOf(Payment)))
laws("a page of invoices", Envelope(pageOf(Invoice)))
laws("products of a list", Envelope(Schema.Array(Product)))
laws("a created invoice", NewInvoice)
laws("an item of an invoice", InvoiceItem)
laws("a payment of an invoice", InvoicePayment)
laws("a file", BitGptFile)
laws("anything", Envelope(Schema.Unknown))
laws("an error", Surroundings)
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

/** A text that is marked once it was decoded, so that a union shows which member did it. */
const marked = Schema.transform(Schema.Unknown, Schema.String, {
  decode: () => "marked",
  encode: identity
})

describe("what plans are made of", () => {
  const odd = Symbol("odd")
  const decodes =
    <A, I>(schema: Schema.Schema<A, I>, ...inputs: ReadonlyArray<unknown>) =>
    (): void => {
      inputs.forEach(agrees(schema))
    }

  it.each([
    ["a text", decodes(Schema.String, "a")],
    ["a number", decodes(Schema.Number, 1)],
    ["a truth value", decodes(Schema.Boolean, true)],
    ["undefined", decodes(Schema.Undefined, undefined)],
    ["anything", decodes(Schema.Any, 1)],
    ["something unknown", decodes(Schema.Unknown, 1)],
    ["no matter what", decodes(Schema.Void, 1)],
    ["a struct", decodes(Schema.Struct({ a: Schema.String }), { a: "a" })],
    [
      "a struct that lacks something",
      decodes(Schema.Struct({ a: Schema.optional(Schema.String) }), {})
    ],
    ["a name that is a symbol", decodes(Schema.Struct({ [odd]: Schema.Int }), { [odd]: 1 })],
    ["an array", decodes(Schema.Array(Schema.String), ["a"])]
  ])("is decoded as by Schema: %s", (_, check) => {
    check()
  })

  it.each([
    [
      "a transformation that takes time",
      decodes(
        Schema.Union(
          Schema.transformOrFail(Schema.String, Schema.String, {
            decode: () => Effect.succeed("in time"),
            encode: (text) => Effect.succeed(text)
          }),
          Schema.String
        ),
        "a"
      )
    ],
    [
      "a fallback",
      decodes(
        Schema.Union(
          Schema.Int.annotations({ decodingFallback: () => Either.right(7) }),
          Schema.String
        ),
        "a"
      )
    ],
    ["a number of elements", decodes(Schema.Union(Schema.Tuple(marked), Schema.Unknown), [1])],
    ["no elements", decodes(Schema.Tuple(), [])],
    [
      "whatever is not null",
      decodes(
        Schema.Union(Schema.compose(Schema.Struct({}), marked, { strict: false }), Schema.Unknown),
        1
      )
    ]
  ])("is decoded as by Schema, which has to be asked: %s", (_, check) => {
    check()
  })

  it("takes no inherited value for an optional field", () => {
    const schema = Schema.Struct({ a: Schema.optional(Schema.String) })
    const inherited: unknown = Object.create({ a: "a" })
    agrees(schema)(inherited)
    assert.deepStrictEqual(makeDecoder(schema)(inherited), Either.right({}))
  })
})

describe("a field that becomes an Option", () => {
  const Text = Schema.NullishOr(Schema.String)
  const fieldOf = (decode: (value: Option.Option<string | null | undefined>) => unknown) =>
    Schema.Struct({
      a: Schema.optionalToRequired(Text, Schema.Unknown, { decode, encode: Option.none })
    })
  const present = Option.flatMap(Option.fromNullable<string | null | undefined>)
  const isDecodedAsBySchema =
    <A, I>(schema: Schema.Schema<A, I>) =>
    (): void => {
      const decode = makeOptionDecoder(schema)
      const slow = Schema.decodeUnknownSync(schema)
      for (const input of [{}, { a: undefined }, { a: null }, { a: "a" }]) {
        // Assertions take an Option of null for none.
        assert.strictEqual(JSON.stringify(decode(input)), JSON.stringify(Option.some(slow(input))))
      }
    }

  it.each([
    [
      "where it is there",
      isDecodedAsBySchema(Schema.Struct({ a: Schema.optionalWith(Text, { as: "Option" }) }))
    ],
    [
      "where it is not null",
      isDecodedAsBySchema(
        Schema.Struct({ a: Schema.optionalWith(Text, { as: "Option", nullable: true }) })
      )
    ],
    ["where it is neither", isDecodedAsBySchema(fieldOf(present))],
    ["but not for null", isDecodedAsBySchema(fieldOf(Option.filter((_) => _ !== null)))],
    ["but not for undefined", isDecodedAsBySchema(fieldOf(Option.filter((_) => _ !== undefined)))],
    [
      "or that of another where it is missing",
      isDecodedAsBySchema(fieldOf((_) => (Option.isNone(_) ? Option.some("other") : present(_))))
    ],
    [
      "that holds another one",
      isDecodedAsBySchema(fieldOf((_) => Option.map(present(_), Option.some)))
    ],
    [
      "that holds something else",
      isDecodedAsBySchema(fieldOf((_) => Option.as(present(_), "other")))
    ],
    ["that is always empty", isDecodedAsBySchema(fieldOf(Option.none))],
    [
      "or null where it is there",
      isDecodedAsBySchema(fieldOf((_) => (Option.isNone(present(_)) ? Option.none() : null)))
    ]
  ])("%s", (_, check) => {
    check()
  })

  it("is left out where there is none", () => {
    const schema = Schema.Struct({
      a: Schema.optionalToOptional(Schema.String, Schema.String, {
        decode: Option.filter((text) => text !== ""),
        encode: identity
      })
    })
    agrees(schema)({ a: "" })
    agrees(schema)({ a: "a" })
  })
})

describe("an empty object in a list", () => {
  it.each([
    ["of a record of which all is kept", makeDecoder(Schema.Array(InvoiceItem))],
    ["of a struct", makeDecoder(Schema.Array(Schema.Struct({ a: option(Schema.String, "a") })))]
  ])(
    "takes no memory of its own: %s",
    (_, decode: (input: unknown) => Either.Either<ReadonlyArray<unknown>, unknown>) => {
      const [first, other, full] = Either.getOrThrow(decode([{}, {}, { a: "a" }]))
      assert.strictEqual(first, other)
      assert.notStrictEqual(first, full)
      assert.isFrozen(first)
    }
  )

  it("takes no memory of its own either where it is the same text or number again", () => {
    const [first, again, other] = Either.getOrThrow(
      makeDecoder(Schema.Array(InvoiceItem))([0, 0, 1])
    )
    assert.strictEqual(first, again)
    assert.strictEqual(other?.raw, 1)
  })

  it("tells what came", () => {
    assert.deepStrictEqual(
      Either.map(makeDecoder(Schema.Array(InvoiceItem))([{}, 1, []]), (items) =>
        items.map(({ raw }) => raw)
      ),
      Either.right([{}, 1, {}])
    )
  })

  it("is refused where a field has to be there", () => {
    const decode = makeDecoder(Schema.Array(Schema.Struct({ a: Schema.String })))
    assert.isTrue(Either.isLeft(decode([{}])))
  })
})

describe("documented bodies", () => {
  it.each([getApiKey, getApiKeyWithSecret])("are decoded as by Schema", (body) => {
    agrees(Envelope(ApiKey))(body)
  })

  it("are decoded as by Schema where they are an error", () => {
    agrees(Surroundings)(permissionDenied)
  })

  it.each([
    ["an unknown field", { ...getApiKey, new: 1, data: { ...getApiKey.data, new: 1 } }],
    ["null for what may be null", { ...getApiKey, data: { ...getApiKey.data, expires_at: null } }],
    ["a log of any form", { ...getApiKey, log: { request_id: "req_1" } }]
  ])("are decoded as by Schema with %s", (_, body) => {
    agrees(Envelope(ApiKey))(body)
  })

  it.each([
    ["a label of another type", { ...getApiKey, data: { ...getApiKey.data, label: 1 } }],
    ["an id that is none", { ...getApiKey, data: { ...getApiKey.data, id: "a/b" } }],
    [
      "a time that is none",
      { ...getApiKey, data: { ...getApiKey.data, created_at: "2025-02-29 00:00:00" } }
    ],
    ["no data", { ...getApiKey, data: undefined }]
  ])("are refused as by Schema with %s", (_, body) => {
    agrees(Envelope(ApiKey))(body)
  })
})

describe("an encoder", () => {
  const strict = { errors: "all", onExcessProperty: "error" } as const

  const laws = <A, I>(name: string, schema: Schema.Schema<A, I>): void => {
    const encodeBySchema = Schema.encodeUnknownEither(schema, strict)
    const agrees = (input: A): void => {
      assert.deepStrictEqual(
        Either.mapLeft(makeEncoder(schema)(input), String),
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

  const encodes =
    <A, I>(schema: Schema.Schema<A, I>, input: NoInfer<A>) =>
    (): void => {
      assert.deepStrictEqual(
        Either.mapLeft(makeEncoder(schema)(input), String),
        Either.mapLeft(Schema.encodeUnknownEither(schema, strict)(input), String)
      )
    }

  it.each([
    ["a text", encodes(Schema.Struct({ id: Schema.String }), { id: "1" })],
    ["a refined one", encodes(Schema.Struct({ id: PathSegment }), { id: PathSegment.make("1") })],
    ["a literal", encodes(Schema.Struct({ kind: Schema.Literal("a") }), { kind: "a" })],
    ["none", encodes(Schema.Struct({ at: Schema.optionalWith(Schema.Int, { exact: true }) }), {})]
  ])("gives fields that are the same on the wire: %s", (_, check) => {
    check()
  })

  it.each([
    ["an unknown field", encodes(Schema.Struct({ id: Schema.String }), { id: "1", ...{ odd: 1 } })],
    ["a value that is refused", encodes(Schema.Struct({ at: Schema.Int }), { at: 1.5 })],
    [
      "a struct in one of the fields",
      encodes(Schema.Struct({ id: Schema.String, of: Schema.Struct({ id: Schema.String }) }), {
        id: "1",
        of: { id: "1" }
      })
    ],
    [
      "an unknown field in one of them",
      encodes(Schema.Struct({ id: Schema.String, of: Schema.Struct({ id: Schema.String }) }), {
        id: "1",
        of: { id: "1", ...{ odd: 1 } }
      })
    ],
    [
      "several values that are refused",
      encodes(Schema.Struct({ at: Schema.Int, to: Schema.Int }), { at: 1.5, to: 2.5 })
    ],
    [
      "a field that has its name on the wire",
      encodes(
        Schema.Struct({
          at: Schema.propertySignature(Schema.Unknown).pipe(Schema.fromKey("sent_at"))
        }),
        {
          at: 1,
          ...{ sent_at: 2 }
        }
      )
    ],
    [
      "a field that is left out where it is empty",
      encodes(
        Schema.Struct({
          note: Schema.optionalToRequired(Schema.String, Schema.String, {
            decode: Option.getOrElse(() => ""),
            encode: Option.liftPredicate((note) => note !== "")
          })
        }),
        { note: "" }
      )
    ],
    ["what is no struct", encodes(Schema.String, "a")],
    ["an array", encodes(Schema.Array(Schema.String), ["a"])]
  ])("does what Schema does with %s", (_, check) => {
    check()
  })

  it.each([
    ["a text", Schema.String, "a"],
    ["a text of a form", Schema.NonEmptyString, "a"],
    ["a literal", Schema.Literal("a"), "a"]
  ])("doesn't ask Schema about %s", (_, schema, kind) => {
    let isAsked: boolean | undefined
    // Schema hands its options to each rule.
    const Text = Schema.String.pipe(
      Schema.filter((_, options) => {
        isAsked = options.errors !== undefined
        return true
      })
    )
    makeEncoder(Schema.Struct({ id: Text, kind: schema }))({ id: "1", kind })
    assert.isFalse(isAsked)
  })

  const encodeId = (input: { readonly id: string }) =>
    makeEncoder(Schema.Struct({ id: Schema.String }))(input)

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

describe("a decoder that says nothing of what doesn't decode", () => {
  it("decodes nothing twice", () => {
    let checks = 0
    const Text = Schema.String.pipe(
      Schema.filter(() => {
        checks += 1
        return true
      })
    )
    const decode = makeOptionDecoder(Schema.Struct({ a: Text, b: Schema.Int }))
    assert.deepStrictEqual(decode({ a: "a", b: "b" }), Option.none())
    assert.strictEqual(checks, 1)
  })
})
