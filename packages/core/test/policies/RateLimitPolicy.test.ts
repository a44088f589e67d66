import { assert, describe, it } from "@effect/vitest"
import { Cause, Config, ConfigProvider, Duration, Effect, Exit, type Layer, Option } from "effect"
import {
  RateLimitPolicy,
  type RateLimitPolicyConfig,
  type RateLimitPolicyOptions
} from "../../src/index.js"
import { resolveRateLimit } from "../../src/policies/RateLimitPolicy.js"

const rulesOf = <E>(layer: Layer.Layer<RateLimitPolicy, E>) =>
  Effect.map(Effect.provide(RateLimitPolicy, layer), resolveRateLimit)

const configured = (settings: Record<string, string>, config?: RateLimitPolicyConfig) =>
  rulesOf(RateLimitPolicy.layerConfig(config)).pipe(
    Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(settings))))
  )

it.effect("there is no limit unless a layer sets one", () =>
  Effect.gen(function* () {
    assert.isUndefined(resolveRateLimit(yield* RateLimitPolicy))
    assert.isUndefined(yield* rulesOf(RateLimitPolicy.none))
  })
)

describe("layer", () => {
  it.effect("has defaults for all but the number of requests", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* rulesOf(RateLimitPolicy.layer({ requests: 5 })), {
        requests: 5,
        interval: Duration.seconds(1),
        burst: 5,
        maxPause: Duration.seconds(60)
      })
      const slow = yield* rulesOf(RateLimitPolicy.layer({ requests: 0.5, interval: "1 minute" }))
      assert.propertyVal(slow, "burst", 1)
    })
  )

  it.effect("takes what it is given", () =>
    Effect.gen(function* () {
      const layer = RateLimitPolicy.layer({
        requests: 30,
        interval: "1 minute",
        burst: 1,
        maxPause: Duration.infinity
      })
      assert.deepStrictEqual(yield* rulesOf(layer), {
        requests: 30,
        interval: Duration.minutes(1),
        burst: 1,
        maxPause: Duration.infinity
      })
    })
  )

  for (const [problem, options] of [
    ["requests must be a finite number greater than 0", { requests: 0 }],
    ["requests must be a finite number greater than 0", { requests: -1 }],
    ["requests must be a finite number greater than 0", { requests: NaN }],
    ["requests must be a finite number greater than 0", { requests: Infinity }],
    [
      'interval must be a finite duration longer than 0, such as "10 seconds" or "500ms"',
      { requests: 1, interval: 0 }
    ],
    [
      'interval must be a finite duration longer than 0, such as "10 seconds" or "500ms"',
      { requests: 1, interval: Duration.infinity }
    ],
    [
      "burst must be a whole number of at least 1 and at most 1000000000",
      { requests: 1, burst: 1.5 }
    ],
    [
      "burst must be a whole number of at least 1 and at most 1000000000",
      { requests: 1, burst: NaN }
    ],
    [
      "burst must be a whole number of at least 1 and at most 1000000000",
      { requests: 1, burst: 1e9 + 1 }
    ],
    [
      "burst must be a whole number of at least 1 and at most 1000000000",
      { requests: 1, burst: Infinity }
    ]
  ] satisfies ReadonlyArray<readonly [string, RateLimitPolicyOptions]>) {
    it.effect(`dies of ${JSON.stringify(options)}: ${problem}`, () =>
      Effect.gen(function* () {
        const exit = yield* Effect.exit(rulesOf(RateLimitPolicy.layer(options)))
        assert(Exit.isFailure(exit))
        const defect = Option.getOrUndefined(Cause.dieOption(exit.cause))
        assert(defect instanceof RangeError)
        assert.strictEqual(defect.message, problem)
      })
    )
  }
})

it.effect("documented is a bucket of 50, refilled with 5 per second", () =>
  Effect.gen(function* () {
    assert.deepStrictEqual(yield* rulesOf(RateLimitPolicy.documented), {
      requests: 5,
      interval: Duration.seconds(1),
      burst: 50,
      maxPause: Duration.seconds(60)
    })
  })
)

describe("layerConfig", () => {
  it.effect("sets no limit where nothing is configured", () =>
    Effect.gen(function* () {
      assert.isUndefined(yield* configured({}))
    })
  )

  it.effect("reads the environment's names", () =>
    Effect.gen(function* () {
      const rules = yield* configured({
        BITGPT_RATE_LIMIT_REQUESTS: "2.5",
        BITGPT_RATE_LIMIT_INTERVAL: "10 seconds",
        BITGPT_RATE_LIMIT_BURST: "20",
        BITGPT_RATE_LIMIT_MAX_PAUSE: "2 minutes"
      })
      assert.deepStrictEqual(rules, {
        requests: 2.5,
        interval: Duration.seconds(10),
        burst: 20,
        maxPause: Duration.minutes(2)
      })
    })
  )

  it.effect("has the defaults of layer for what is not configured", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(
        yield* configured({ BITGPT_RATE_LIMIT_REQUESTS: "7" }),
        yield* rulesOf(RateLimitPolicy.layer({ requests: 7 }))
      )
    })
  )

  it.effect("reads Configs of the application's own", () =>
    Effect.gen(function* () {
      const rules = yield* configured({ RATE: "3" }, { requests: Config.number("RATE") })
      assert.propertyVal(rules, "requests", 3)
    })
  )

  it.effect("takes an empty variable for one that is not set", () =>
    Effect.gen(function* () {
      const empty = {
        BITGPT_RATE_LIMIT_INTERVAL: "",
        BITGPT_RATE_LIMIT_BURST: " ",
        BITGPT_RATE_LIMIT_MAX_PAUSE: ""
      }
      assert.isUndefined(yield* configured({ BITGPT_RATE_LIMIT_REQUESTS: "", ...empty }))
      assert.deepStrictEqual(
        yield* configured({ BITGPT_RATE_LIMIT_REQUESTS: "7", ...empty }),
        yield* rulesOf(RateLimitPolicy.layer({ requests: 7 }))
      )
    })
  )

  const requests = { requests: Config.succeed(1) }

  for (const [settings, config, path, problem] of [
    [{ BITGPT_RATE_LIMIT_REQUESTS: "many" }, {}, "BITGPT_RATE_LIMIT_REQUESTS", "must be a number"],
    [
      { BITGPT_RATE_LIMIT_REQUESTS: "0" },
      {},
      "BITGPT_RATE_LIMIT_REQUESTS",
      "must be a finite number greater than 0"
    ],
    [
      { BITGPT_RATE_LIMIT_BURST: "0" },
      requests,
      "BITGPT_RATE_LIMIT_BURST",
      "must be a whole number of at least 1"
    ],
    [
      { BITGPT_RATE_LIMIT_INTERVAL: "0 seconds" },
      requests,
      "BITGPT_RATE_LIMIT_INTERVAL",
      "must be a finite duration longer than 0"
    ],
    [
      { BITGPT_RATE_LIMIT_MAX_PAUSE: "long" },
      requests,
      "BITGPT_RATE_LIMIT_MAX_PAUSE",
      "must be a duration"
    ],
    [{ RATE: "0" }, { requests: Config.number("RATE") }, "RATE", "greater than 0"],
    [{}, { requests: Config.succeed(0) }, "requests", "greater than 0"]
  ] as const) {
    it.effect(`refuses ${JSON.stringify(settings)}, and names ${path}`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(configured(settings, config))
        if (error._op !== "InvalidData") return assert.fail(error._op)
        assert.deepStrictEqual(error.path, [path])
        assert.include(error.message, problem)
      })
    )
  }

  for (const settings of [
    { BITGPT_RATE_LIMIT_BURST: "50" },
    { BITGPT_RATE_LIMIT_INTERVAL: "1 second" },
    { BITGPT_RATE_LIMIT_MAX_PAUSE: "1 second" },
    { BITGPT_RATE_LIMIT_REQUESTS: "", BITGPT_RATE_LIMIT_BURST: "50" }
  ]) {
    it.effect(`asks how many requests for ${JSON.stringify(settings)}`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(configured(settings))
        if (error._op !== "MissingData") return assert.fail(error._op)
        assert.deepStrictEqual(error.path, ["BITGPT_RATE_LIMIT_REQUESTS"])
        assert.include(error.message, "needs to know how many requests")
      })
    )
  }
})
