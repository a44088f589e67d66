import { assert, describe, it } from "@effect/vitest"
import { Either, ParseResult, Schema } from "effect"
import { makeDecoder } from "../../../../src/internal/codec/codec.js"
import { required } from "../../../../src/internal/codec/field.js"

/** A text that counts how often it is checked. */
const makeCounted = () => {
  const checks = { count: 0 }
  const Text = Schema.String.pipe(
    Schema.filter(() => {
      checks.count += 1
      return true
    })
  )
  return { Text, checks }
}

type Counted = ReturnType<typeof makeCounted>["Text"]

/** Fails three steps down. */
const decodeOther = makeDecoder(
  Schema.Struct({ a: Schema.Struct({ a: Schema.Struct({ a: Schema.String }) }) })
)

/** Whether a decoder says what Schema says, and checks so many texts until it does. */
const says =
  <A, I>(schemaOf: (Text: Counted) => Schema.Schema<A, I>, input: unknown, texts: number) =>
  (): void => {
    const { Text, checks } = makeCounted()
    const schema = schemaOf(Text)
    const expected = Schema.decodeUnknownEither(schema)(input)
    assert.isTrue(Either.isLeft(decodeOther({ a: { a: { a: 1 } } })))
    checks.count = 0
    const decoded = makeDecoder(schema)(input)
    assert.deepStrictEqual(Either.mapLeft(decoded, String), Either.mapLeft(expected, String))
    assert.isTrue(Either.isLeft(decoded))
    assert.strictEqual(checks.count, texts)
  }

const pairOf = (Text: Counted) => Schema.Struct({ a: Text, b: Schema.NumberFromString })
const good = { a: "a", b: "1" }
const bad = { a: "a", b: "one" }

describe("what is wrong with a value is said without decoding what is right again", () => {
  it.each([
    ["in a struct", says(pairOf, bad, 1)],
    ["in a struct that lacks a field", says(pairOf, { a: "a" }, 1)],
    [
      "in a field of another name",
      says(
        (Text) => Schema.Struct({ a: Text, b: required(Schema.Int, "B") }),
        { a: "a", B: 1.5 },
        1
      )
    ],
    ["in a list", says((Text) => Schema.Array(pairOf(Text)), [good, bad], 2)],
    [
      "in a list of lists",
      says((Text) => Schema.Array(Schema.Array(pairOf(Text))), [[good], [good, bad]], 3)
    ],
    ["in what may be null", says((Text) => Schema.NullOr(pairOf(Text)), bad, 1)],
    ["in what may be a text", says((Text) => Schema.Union(Schema.String, pairOf(Text)), bad, 1)],
    [
      "in what may be a text, with no field",
      says((Text) => Schema.Union(Schema.String, pairOf(Text)), { a: "a" }, 1)
    ],
    [
      "in a list that may be null",
      says((Text) => Schema.NullOr(Schema.Array(pairOf(Text))), [good, bad], 2)
    ],
    [
      "in what a transformation begins with",
      says(
        (Text) =>
          Schema.transform(pairOf(Text), Schema.Unknown, {
            strict: false,
            decode: () => "made",
            encode: () => good
          }),
        bad,
        1
      )
    ],
    [
      "in the second of two schemas",
      says(
        (Text) =>
          Schema.Struct({
            a: Text,
            b: Schema.compose(Schema.Array(Schema.Unknown), Schema.Array(pairOf(Text)), {
              strict: false
            })
          }),
        { a: "a", b: [good, bad] },
        3
      )
    ]
  ])("%s", (_, check) => {
    check()
  })

  it.each([
    [
      "one of two structs",
      says((Text) => Schema.Union(pairOf(Text), Schema.Struct({ c: Text })), bad, 2)
    ],
    [
      "what a transformation refuses itself",
      says(
        (Text) =>
          Schema.transformOrFail(pairOf(Text), Schema.Unknown, {
            strict: false,
            decode: (pair, _, ast) => ParseResult.fail(new ParseResult.Type(ast, pair, "is odd")),
            encode: () => ParseResult.succeed(good)
          }),
        good,
        2
      )
    ],
    [
      "the first of two schemas",
      says(
        () => Schema.compose(Schema.Struct({ a: Schema.Int }), Schema.Struct({ a: Schema.Number })),
        { a: "a" },
        0
      )
    ],
    ["what is no object", says(pairOf, "a", 0)],
    ["what is no list", says((Text) => Schema.Array(Text), "a", 0)],
    ["neither null nor a struct", says((Text) => Schema.NullOr(pairOf(Text)), "a", 0)]
  ])("but not: %s", (_, check) => {
    check()
  })
})

it("a value that is right when it is asked for again is decoded", () => {
  let isRight = false
  const Late = Schema.String.pipe(
    Schema.filter(() => {
      const was = isRight
      isRight = true
      return was
    })
  )
  assert.deepStrictEqual(
    makeDecoder(Schema.Struct({ a: Late }))({ a: "a" }),
    Either.right({ a: "a" })
  )
})
