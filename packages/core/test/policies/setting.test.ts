import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Duration, Effect, Either, Layer } from "effect"
import { TimeoutPolicy } from "../../src/index.js"
import { durationIn, variable } from "../../src/policies/setting.js"

const millisOf = (input: unknown) => Either.map(durationIn()(input), Duration.toMillis)

describe("a duration", () => {
  it.each([
    ["2s", 2000],
    ["500ms", 500],
    ["1.5s", 1500],
    ["1.255s", 1255],
    ["2 s", 2000],
    ["3m", 180_000],
    ["1h", 3_600_000],
    ["10 seconds", 10_000],
    ["infinity", Infinity],
    [250, 250],
    [0, 0],
    [0n, 0],
    ["0 seconds", 0],
    [[1, 500_000_000], 1500],
    [Duration.minutes(1), 60_000]
  ])("may be written as %s", (text, millis) => {
    assert.deepStrictEqual(millisOf(text), Either.right(millis))
  })

  it.each([
    "",
    "soon",
    "2x",
    "s",
    "ms2",
    "-2s",
    "2 s s",
    "1e3s",
    null,
    {},
    -1,
    NaN,
    -1n,
    [-1, 0],
    [0, -1],
    ["2s"],
    "-2 seconds",
    " -2 seconds"
  ])("may not be written as %s, and one text says so", (text) => {
    assert.deepStrictEqual(
      millisOf(text),
      Either.left('must be a duration of 0 or more, such as "10 seconds", "500ms" or "infinity"')
    )
  })
})

describe("a variable of a policy", () => {
  const limitsWith = (text: string) =>
    Effect.flatMap(TimeoutPolicy, (limits) => Effect.succeed(limits.attempt)).pipe(
      Effect.provide(TimeoutPolicy.layerConfig()),
      Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["BITGPT_TIMEOUT_ATTEMPT", text]])))
    )

  it.effect("may be short, and an empty one is not set", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* limitsWith(" 2s "), Duration.seconds(2))
      for (const empty of ["", " "]) {
        const unset = yield* Effect.provide(TimeoutPolicy, Layer.empty)
        assert.deepStrictEqual(yield* limitsWith(empty), unset.attempt)
      }
    })
  )

  it.effect("is named where it is wrong", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(limitsWith("soon"))
      assert.deepInclude(error, { _op: "InvalidData", path: ["BITGPT_TIMEOUT_ATTEMPT"] })
    })
  )
})

describe("a variable that has to be there", () => {
  it.effect.each([
    ["is not there", []],
    ["is empty", [["BITGPT_NEEDED", " "]]]
  ] as const)("fails with its name where it %s", ([, variables]) =>
    Effect.gen(function* () {
      const error = yield* variable("BITGPT_NEEDED", Either.right<string>).pipe(
        Effect.withConfigProvider(ConfigProvider.fromMap(new Map(variables))),
        Effect.flip
      )
      if (error._op !== "MissingData") return assert.fail(error._op)
      assert.deepStrictEqual(error.path, ["BITGPT_NEEDED"])
      assert.include(error.message, "Expected BITGPT_NEEDED to")
    })
  )
})
