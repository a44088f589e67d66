import { assert, describe, it } from "@effect/vitest"
import { Effect, Either, identity, Predicate, Schema } from "effect"
import { listEntry, withRaw } from "../../../../src/internal/codec/entry.js"
import { lenient, option, required } from "../../../../src/internal/codec/field.js"
import { decode, failed, isOutcome, undecided } from "../../../../src/internal/codec/plan/decode.js"
import { checkedResult, planOf } from "../../../../src/internal/codec/plan/plan.js"

const decodeByPlan = (schema: Schema.Schema.Any, input: unknown): unknown =>
  decode(planOf(schema.ast), input)

describe("a plan", () => {
  const Named = Schema.Struct({ name: Schema.String })
  const Lenient = Schema.Struct({
    size: lenient(Schema.Int, "SIZE"),
    count: lenient(Schema.Int, "COUNT")
  })

  const decodesAsSchema =
    <A, I>(schema: Schema.Schema<A, I>, input: unknown) =>
    (): void => {
      assert.deepStrictEqual(decodeByPlan(schema, input), Schema.decodeUnknownSync(schema)(input))
    }

  it.each([
    ["a text", decodesAsSchema(Schema.String, "a")],
    ["a number", decodesAsSchema(Schema.Number, 1)],
    ["a truth value", decodesAsSchema(Schema.Boolean, true)],
    ["undefined", decodesAsSchema(Schema.Array(Schema.Undefined), [undefined])],
    ["anything", decodesAsSchema(Schema.Any, 1)],
    ["something unknown", decodesAsSchema(Schema.Unknown, 1)],
    ["no matter what", decodesAsSchema(Schema.Void, 1)],
    ["a literal", decodesAsSchema(Schema.Literal("a"), "a")],
    ["null or a text", decodesAsSchema(Schema.NullOr(Schema.String), "a")],
    [
      "one of two structs",
      decodesAsSchema(Schema.Union(Schema.Struct({ a: Named }), Named), { name: "a" })
    ],
    ["a list", decodesAsSchema(Schema.Array(Schema.String), ["a", "b"])],
    [
      "a list of texts that come again",
      decodesAsSchema(Schema.Array(Schema.NumberFromString), ["1", "2", "2", "1"])
    ],
    ["a text of a form", decodesAsSchema(Schema.NonEmptyString, "a")],
    ["a value of a class", decodesAsSchema(Schema.DateFromSelf, new Date(0))],
    ["a number that is written as a text", decodesAsSchema(Schema.NumberFromString, "1")],
    [
      "one schema after the other",
      decodesAsSchema(Schema.compose(Schema.String, Schema.NonEmptyString), "a")
    ],
    ["a struct", decodesAsSchema(Named, { name: "a", other: 1 })],
    [
      "a field of another name",
      decodesAsSchema(Schema.Struct({ a: required(Schema.String, "A") }), { A: "a" })
    ],
    [
      "a field that becomes an Option",
      decodesAsSchema(Schema.Struct({ a: option(Schema.Int, "A") }), { A: 1 })
    ],
    ["an empty object", decodesAsSchema(Schema.Struct({ a: option(Schema.Int, "A") }), {})],
    ["fields of which any value is taken", decodesAsSchema(Lenient, { SIZE: 1, COUNT: "many" })],
    ["fields and all that came", decodesAsSchema(withRaw(Lenient), { SIZE: 1, other: 2 })],
    ["fields and all that came, where a text came", decodesAsSchema(withRaw(Lenient), "a")],
    ["fields and all that came, where a list came", decodesAsSchema(withRaw(Lenient), [1])],
    ["fields and all that came, where an empty list came", decodesAsSchema(withRaw(Lenient), [])],
    ["fields and all that came, where nothing came", decodesAsSchema(withRaw(Lenient), {})],
    [
      "a field that may be missing",
      decodesAsSchema(Schema.Struct({ a: Schema.optional(Schema.String), b: Schema.Int }), { b: 1 })
    ],
    [
      "fields and what can't be read, where all can be read",
      decodesAsSchema(listEntry(Lenient), { SIZE: 1, COUNT: 2 })
    ],
    [
      "fields and what can't be read",
      decodesAsSchema(listEntry(Lenient), { SIZE: "small", COUNT: "many" })
    ],
    ["fields and what can't be read, where nothing came", decodesAsSchema(listEntry(Lenient), {})]
  ])("decodes without asking Schema: %s", (_, check) => {
    check()
  })

  it.each([
    ["a number of elements", Schema.Tuple(Schema.String), ["a"]],
    ["elements and a rest", Schema.Tuple([Schema.String], Schema.String), ["a", "b"]],
    ["a rest and a last element", Schema.Tuple([], Schema.String, Schema.String), ["a", "b"]],
    ["no elements", Schema.Tuple(), []],
    ["a record", Schema.Record({ key: Schema.String, value: Schema.Int }), { a: 1 }],
    ["whatever is not null", Schema.Struct({}), 1],
    [
      "fields beside a record",
      Schema.Struct({ a: Schema.Int }, Schema.Record({ key: Schema.String, value: Schema.Int })),
      { a: 1 }
    ],
    ["a template", Schema.TemplateLiteral("a", Schema.Number), "a1"],
    ["a type that holds itself", Schema.suspend(() => Schema.String), "a"],
    [
      "a field with a default",
      Schema.Struct({ a: Schema.optionalWith(Schema.Int, { default: () => 7 }) }),
      {}
    ],
    ["a fallback", Schema.String.annotations({ decodingFallback: () => Either.right("a") }), 1],
    [
      "what takes time",
      Schema.transformOrFail(Schema.String, Schema.String, {
        decode: () => Effect.succeed("in time"),
        encode: (text) => Effect.succeed(text)
      }),
      "a"
    ],
    [
      "a field with a record that becomes an Option",
      Schema.Struct({ a: option(Schema.Record({ key: Schema.String, value: Schema.Int }), "A") }),
      { A: { b: 1 } }
    ],
    [
      "a record and all that came",
      withRaw(Schema.Record({ key: Schema.String, value: Schema.Int })),
      { a: 1 }
    ]
  ])("leaves to Schema: %s", (_, schema, input) => {
    assert.strictEqual(decodeByPlan(schema, input), undecided)
  })

  it.each([
    ["a text for a record", Schema.Record({ key: Schema.String, value: Schema.Int }), "a"],
    ["a list for a record", Schema.Record({ key: Schema.String, value: Schema.Int }), [1]],
    ["null for undefined", Schema.Undefined, null],
    ["a text for a struct", Named, "a"],
    ["a text for a struct whose fields may be missing", Lenient, "a"],
    ["a text for fields and what can't be read", listEntry(Lenient), "a"],
    ["a text for a field that is needed and all that came", withRaw(Named), "a"],
    [
      "an empty object for a field that is needed",
      Schema.Struct({ a: option(Schema.Int, "A"), b: Schema.Int }),
      {}
    ],
    ["nothing for a text", Schema.Array(Schema.String), [undefined]],
    ["another type for a field", Schema.Struct({ a: option(Schema.Int, "A") }), { A: "a" }]
  ])("refuses without asking Schema: %s", (_, schema, input) => {
    assert.strictEqual(decodeByPlan(schema, input), failed)
  })

  it.each([
    ["what there is", { last: 3, first: 1 }, ["first", "last"]],
    ["all", { optional: 2, last: 3, first: 1 }, ["first", "last", "optional"]]
  ])("gives required fields in the order of their schema: %s", (_, input, names) => {
    const schema = Schema.Struct({
      first: Schema.Int,
      last: option(Schema.Int, "last"),
      optional: Schema.optional(Schema.Int)
    })
    const decoded = decodeByPlan(schema, input)
    assert(Predicate.isRecord(decoded))
    assert.deepStrictEqual(Object.keys(decoded), names)
  })
})

describe("what a transformation makes", () => {
  const making = <A, I>(to: Schema.Schema<A, I>, made: I) =>
    Schema.transform(Schema.Unknown, to, { decode: () => made, encode: identity })

  it.each([
    ["a number of a form", making(Schema.Int, 1.5)],
    ["a text that is to be a number", making(Schema.NumberFromString, "a")],
    [
      "what holds itself",
      making(
        Schema.suspend(() => Schema.Int),
        1.5
      )
    ],
    ["null or a number of a form", making(Schema.NullOr(Schema.Int), 1.5)],
    ["a number of elements", making(Schema.Tuple(Schema.Number, Schema.Int), [1.5, 1.5])],
    ["a list", making(Schema.Array(Schema.Int), [1.5])],
    ["a struct", making(Schema.Struct({ a: Schema.Number, b: Schema.Int }), { a: 1.5, b: 1.5 })],
    ["a record", making(Schema.Record({ key: Schema.String, value: Schema.Int }), { a: 1.5 })]
  ])("is checked: %s", (_, schema) => {
    assert.isTrue(isOutcome(decodeByPlan(schema, undefined)))
  })

  /** A type that counts how often it is checked. */
  const makeCounted = () => {
    const checks = { count: 0 }
    const Counted = Schema.declare((_): _ is string => {
      checks.count += 1
      return true
    })
    return { Counted, checks }
  }

  it.each([
    ["a value", ({ Counted }: ReturnType<typeof makeCounted>) => making(Counted, "a")],
    ["a list", ({ Counted }) => making(Schema.Array(Counted), ["a"])],
    ["a number of elements", ({ Counted }) => making(Schema.Tuple(Counted), ["a"])],
    ["null or a value", ({ Counted }) => making(Schema.NullOr(Counted), "a")],
    ["a struct", ({ Counted }) => making(Schema.Struct({ a: Counted }), { a: "a" })],
    [
      "what is marked as checked",
      ({ Counted }) =>
        making(Counted.pipe(Schema.filter(() => true)), "a").annotations(checkedResult)
    ]
  ] satisfies ReadonlyArray<
    [string, (counted: ReturnType<typeof makeCounted>) => Schema.Schema.Any]
  >)("is not checked where its type says all: %s", (_, schemaOf) => {
    const counted = makeCounted()
    assert.isFalse(isOutcome(decodeByPlan(schemaOf(counted), undefined)))
    assert.strictEqual(counted.checks.count, 0)
  })
})
