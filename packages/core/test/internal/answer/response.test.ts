import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { ApiKeys } from "../../../src/index.js"
import { Reply } from "../../../src/testing.js"
import { clientOf } from "../../support/scriptedServer.js"
import { getApiKey } from "../../support/wire.js"

const secret = ["sk", "live", "abc"].join("_")

/** What `withResponse` gives of an answer with these fields around its data. */
const responseWith = (around: Readonly<Record<string, unknown>>, headers = {}) =>
  Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.withResponse.get(getApiKey.data.id)).pipe(
    Effect.provide(clientOf([Reply.json({ ...getApiKey, ...around }, { status: 200, headers })]))
  )

/** What it shows of a log. */
const logOf = (log: unknown) =>
  Effect.map(responseWith({ log }), ({ envelope }) => Option.getOrThrow(envelope.log))

const nested = (depth: number, end: unknown): unknown =>
  depth === 0 ? end : { a: nested(depth - 1, end) }

describe("a response", () => {
  it.effect("has its status, and that of the envelope, which may be another success", () =>
    Effect.gen(function* () {
      const { envelope, status } = yield* responseWith({ status: 201 })
      assert.deepStrictEqual([status, envelope.status], [200, 201])
      const without = yield* responseWith({ status: null })
      assert.strictEqual(without.envelope.status, 200)
    })
  )

  it.effect.each([
    [[], Option.some({})],
    [{}, Option.some({})],
    [["wrong"], Option.none()],
    ["wrong", Option.none()]
  ])("has a map of what is wrong, which PHP may print as a list: %j", ([validator, shown]) =>
    Effect.gen(function* () {
      const { envelope } = yield* responseWith({ validator })
      assert.deepStrictEqual<unknown>(envelope.validator, shown)
    })
  )

  it.effect("shows no secret, wherever it is", () =>
    Effect.gen(function* () {
      const { envelope, headers } = yield* responseWith(
        {
          message: `a ${secret}`,
          env: secret,
          error: "",
          support_id: `b ${secret}`,
          validator: { [secret]: secret, list: [secret, 1, null] },
          log: { [secret]: [{ deep: `c ${secret}` }, true] }
        },
        { "x-echo": `d ${secret}` }
      )
      assert.strictEqual(headers["x-echo"], "d <redacted>")
      assert.deepStrictEqual(envelope, {
        status: 200,
        data: envelope.data,
        message: Option.some("a <redacted>"),
        env: Option.some("<redacted>"),
        error: Option.some(""),
        supportId: Option.some("b <redacted>"),
        validator: Option.some({ "<redacted>": "<redacted>", list: ["<redacted>", 1, null] }),
        log: Option.some({ "<redacted>": [{ deep: "c <redacted>" }, true] })
      })
    })
  )
})

describe("a log", () => {
  it.effect.each([1, true, "text", [], {}, [[1], { a: "b" }]])("is shown as it is: %j", (log) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* logOf(log), log)
    })
  )

  it.effect("is shown eight levels deep", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* logOf(nested(8, "end")), nested(8, "end"))
      for (const deeper of [{}, [], nested(100, 1)]) {
        assert.deepStrictEqual(yield* logOf(nested(8, deeper)), nested(8, undefined))
      }
      assert.deepStrictEqual(yield* logOf([[[[[[[[["end"]]]]]]]]]), [[[[[[[[undefined]]]]]]]])
    })
  )

  it.effect.each([
    ["numbers", Array.from({ length: 50_000 }, () => 1)],
    ["empty objects", Array.from({ length: 50_000 }, () => ({}))],
    ["names", Object.fromEntries(Array.from({ length: 50_000 }, (_, name) => [`n${name}`, 1]))],
    ["lists in lists", Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => 1))]
  ])("is cut off after some thousand values: %s", ([, log]) =>
    Effect.gen(function* () {
      const shown = JSON.stringify(yield* logOf(log))
      const values = shown.match(/\b1\b|{/g)?.length ?? 0
      assert.isAbove(values, 2000)
      assert.isBelow(values, 5000)
    })
  )

  it.effect("is cut off after much text", () =>
    Effect.gen(function* () {
      const long = "x".repeat(70_000)
      const shown = `${"x".repeat(500)}…`
      assert.deepStrictEqual(yield* logOf({ long, more: "y" }), { long: shown })
      assert.deepStrictEqual(yield* logOf([long, "y"]), [shown])
    })
  )
})
