import { assert, describe, it } from "@effect/vitest"
import {
  Cause,
  Config,
  ConfigProvider,
  Duration,
  Effect,
  Exit,
  Layer,
  Option,
  Schedule
} from "effect"
import { RateLimitPolicy, RetryPolicy, TimeoutPolicy } from "../../src/index.js"

/** What a policy's layer sets. */
const retry = <E>(layer: Layer.Layer<RetryPolicy, E>) => Effect.provide(RetryPolicy, layer)
const timeout = <E>(layer: Layer.Layer<TimeoutPolicy, E>) => Effect.provide(TimeoutPolicy, layer)

const withVariables = (variables: Readonly<Record<string, string>>) =>
  Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(variables))))

describe("a value that can't work is a defect when the layer is built", () => {
  const cases: ReadonlyArray<readonly [problem: string, layer: Layer.Layer<never>]> = [
    ...[-1, 1.5, NaN, -Infinity].map(
      (maxRetries) =>
        [
          "maxRetries must be a whole number of at least 0, or Infinity",
          Layer.discard(RetryPolicy.layer({ maxRetries }))
        ] as const
    ),
    ...[-1, NaN, "-1 seconds" as const, Duration.zero, 0].flatMap(
      (duration) =>
        [
          [
            "attempt must be a duration longer than 0",
            Layer.discard(TimeoutPolicy.layer({ attempt: duration }))
          ],
          [
            "total must be a duration longer than 0",
            Layer.discard(TimeoutPolicy.layer({ total: duration }))
          ]
        ] as const
    ),
    ...[-1, NaN].flatMap(
      (duration) =>
        [
          [
            "baseDelay must be a duration of 0 or more",
            Layer.discard(RetryPolicy.layer({ baseDelay: duration }))
          ],
          [
            "maxDelay must be a duration of 0 or more",
            Layer.discard(RetryPolicy.layer({ maxDelay: duration }))
          ],
          [
            "maxRetryAfter must be a duration of 0 or more",
            Layer.discard(RetryPolicy.layer({ maxRetryAfter: duration }))
          ],
          [
            "maxPause must be a duration of 0 or more",
            Layer.discard(RateLimitPolicy.layer({ requests: 1, maxPause: duration }))
          ],
          [
            "budget must have numbers of at least 0: refund is not one",
            Layer.discard(RetryPolicy.layer({ budget: { capacity: 5, refund: duration } }))
          ]
        ] as const
    ),
    // A program in JavaScript, or one that decodes its settings itself, can pass any text.
    [
      "baseDelay must be a duration",
      // @ts-expect-error -- no duration
      Layer.discard(RetryPolicy.layer({ baseDelay: "soon" }))
    ],
    [
      "maxRetryAfter must be a duration",
      // @ts-expect-error -- no duration
      Layer.discard(RetryPolicy.layer({ maxRetryAfter: "10 parsecs" }))
    ],
    [
      "attempt must be a duration",
      // @ts-expect-error -- no duration
      Layer.discard(TimeoutPolicy.layer({ attempt: "long" }))
    ],
    [
      "total must be a duration",
      // @ts-expect-error -- no duration
      Layer.discard(TimeoutPolicy.layer({ total: "" }))
    ],
    [
      "retries is unknown",
      // @ts-expect-error -- no option of this name
      Layer.discard(RetryPolicy.layer({ retries: 3 }))
    ]
  ]

  for (const [problem, layer] of cases) {
    it.effect(problem, () =>
      Effect.gen(function* () {
        const exit = yield* Effect.exit(Effect.scoped(Layer.build(layer)))
        assert(Exit.isFailure(exit))
        const defect = Option.getOrUndefined(Cause.dieOption(exit.cause))
        assert(defect instanceof RangeError)
        assert.isTrue(defect.message.startsWith(problem), defect.message)
      })
    )
  }
})

it.effect("nothing is set where there is no layer", () =>
  Effect.gen(function* () {
    for (const policy of [RateLimitPolicy, RetryPolicy, TimeoutPolicy]) {
      assert.deepStrictEqual(yield* policy, {})
    }
  })
)

it.effect("a layer sets what it is given, and nothing else", () =>
  Effect.gen(function* () {
    const baseDelay = Duration.seconds(1)
    assert.deepStrictEqual(yield* retry(RetryPolicy.layer({ baseDelay })), { baseDelay })
    assert.deepStrictEqual(yield* retry(RetryPolicy.none), { maxRetries: 0 })
    assert.deepStrictEqual(yield* timeout(TimeoutPolicy.none), {
      attempt: Duration.infinity,
      total: Duration.infinity
    })
  })
)

it.effect("a schedule ends the retries by itself, unless they are counted", () =>
  Effect.gen(function* () {
    const schedule = Schedule.forever
    const uncounted = yield* retry(RetryPolicy.layer({ schedule }))
    assert.deepStrictEqual(uncounted, { schedule, maxRetries: Infinity })
    const counted = yield* retry(RetryPolicy.layer({ schedule, maxRetries: 3 }))
    assert.deepStrictEqual(counted, { schedule, maxRetries: 3 })
  })
)

it.effect("a number at the end of its range works", () =>
  Effect.gen(function* () {
    const budget = { capacity: 0, refund: 0 }
    const unbounded = yield* retry(RetryPolicy.layer({ maxRetries: Infinity, budget }))
    assert.deepStrictEqual(unbounded, { maxRetries: Infinity, budget })

    const { burst } = yield* Effect.provide(
      RateLimitPolicy,
      RateLimitPolicy.layer({ requests: 1, burst: 1e9 })
    )
    assert.strictEqual(burst, 1e9)
  })
)

describe("a variable", () => {
  it.effect("that is empty is one that is not set", () =>
    Effect.gen(function* () {
      const empty = withVariables({
        BITGPT_RETRY_MAX_RETRIES: "",
        BITGPT_RETRY_BASE_DELAY: " ",
        BITGPT_RETRY_MAX_DELAY: "",
        BITGPT_RETRY_MAX_RETRY_AFTER: "\t",
        BITGPT_TIMEOUT_ATTEMPT: "",
        BITGPT_TIMEOUT_TOTAL: " "
      })
      assert.deepStrictEqual(yield* empty(retry(RetryPolicy.layerConfig())), {})
      assert.deepStrictEqual(yield* empty(timeout(TimeoutPolicy.layerConfig())), {})
    })
  )

  for (const [text, millis] of [
    ["2s", 2000],
    ["500ms", 500],
    ["1.5s", 1500],
    ["2m", 120_000],
    ["1h", 3_600_000],
    ["10 seconds", 10_000],
    [" 10 seconds ", 10_000],
    ["infinity", Infinity]
  ] as const) {
    it.effect(`can have a duration as people write it: ${JSON.stringify(text)}`, () =>
      Effect.gen(function* () {
        const { total } = yield* timeout(TimeoutPolicy.layerConfig()).pipe(
          withVariables({ BITGPT_TIMEOUT_TOTAL: text })
        )
        assert.strictEqual(total && Duration.toMillis(total), millis)
      })
    )
  }

  for (const [name, value, problem] of [
    ["BITGPT_RETRY_MAX_RETRIES", "many", "must be a number"],
    ["BITGPT_RETRY_MAX_RETRIES", "-1", "must be a whole number of at least 0"],
    ["BITGPT_RETRY_MAX_RETRIES", "1.5", "must be a whole number of at least 0"],
    ["BITGPT_RETRY_BASE_DELAY", "-1 seconds", "must be a duration of 0 or more"],
    ["BITGPT_TIMEOUT_ATTEMPT", "0 seconds", "must be a duration longer than 0"],
    ["BITGPT_TIMEOUT_TOTAL", "-5s", "must be a duration longer than 0"],
    ["BITGPT_RETRY_BASE_DELAY", "soon", "must be a duration"],
    ["BITGPT_RETRY_MAX_DELAY", "10", "must be a duration"],
    ["BITGPT_RETRY_MAX_RETRY_AFTER", "10 parsecs", "must be a duration"],
    ["BITGPT_TIMEOUT_ATTEMPT", "long", "must be a duration"],
    ["BITGPT_TIMEOUT_TOTAL", "60 s.", "must be a duration"]
  ] as const) {
    it.effect(`that can't work fails the layer at its own path: ${name}=${value}`, () =>
      Effect.gen(function* () {
        const layer = Layer.merge(RetryPolicy.layerConfig(), TimeoutPolicy.layerConfig())
        for (const [path, provider] of [
          [[name], ConfigProvider.fromMap(new Map([[name, value]]))],
          [
            ["STEWARD", name],
            ConfigProvider.fromMap(new Map([[`STEWARD.${name}`, value]])).pipe(
              ConfigProvider.nested("STEWARD")
            )
          ]
        ] as const) {
          const error = yield* Effect.scoped(Layer.build(layer)).pipe(
            Effect.flip,
            Effect.withConfigProvider(provider)
          )
          if (error._op !== "InvalidData") return assert.fail(error._op)
          assert.deepStrictEqual(error.path, [...path])
          assert.include(error.message, problem)
        }
      })
    )
  }
})

describe("a Config of the application's own", () => {
  it.effect("takes the place of the variable", () =>
    Effect.gen(function* () {
      const values = yield* retry(
        RetryPolicy.layerConfig({ maxRetries: Config.integer("RETRIES"), baseDelay: undefined })
      ).pipe(withVariables({ RETRIES: "7", BITGPT_RETRY_MAX_RETRIES: "1" }))
      assert.deepStrictEqual(values, { maxRetries: 7 })
    })
  )

  for (const [how, config] of [
    ["plain", Config.integer("RETRIES")],
    ["with a default", Config.withDefault(Config.integer("RETRIES"), 3)],
    ["mapped", Config.map(Config.integer("RETRIES"), (retries) => retries)],
    [
      "with another before it",
      Config.orElse(Config.integer("TRIES"), () => Config.integer("RETRIES"))
    ]
  ] as const) {
    it.effect(`that can't work fails the layer at its own path: ${how}`, () =>
      Effect.gen(function* () {
        const error = yield* retry(RetryPolicy.layerConfig({ maxRetries: config })).pipe(
          Effect.flip,
          Effect.withConfigProvider(
            ConfigProvider.nested(
              ConfigProvider.fromMap(new Map([["STEWARD.RETRIES", "-1"]])),
              "STEWARD"
            )
          )
        )
        if (error._op !== "InvalidData") return assert.fail(error._op)
        assert.deepStrictEqual(error.path, ["STEWARD", "RETRIES"])
        assert.include(error.message, "at least 0")
      })
    )
  }
})
