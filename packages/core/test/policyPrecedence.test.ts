import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, ManagedRuntime } from "effect"
import { ApiKeys, RetryPolicy, TimeoutPolicy } from "../src/index.js"
import { atOnce, clientOf, endsAfter, getKey, start, withJitter } from "./support/calls.js"
import { answers, neverAnswers, scriptedHttpClient } from "./support/scriptedHttpClient.js"

const down = answers(503)
const retries = (maxRetries: number) => RetryPolicy.layer({ maxRetries })

/** How many requests a program makes against a server that is down. */
const requestsOf = <E>(
  program: (client: Layer.Layer<ApiKeys>) => Effect.Effect<unknown, E>
): Effect.Effect<number> =>
  Effect.gen(function* () {
    const http = scriptedHttpClient(down)
    yield* program(clientOf(http)).pipe(Effect.exit, withJitter(0), atOnce)
    return http.requests.length
  })

describe("retry policy", () => {
  const cases: ReadonlyArray<
    readonly [
      name: string,
      program: (client: Layer.Layer<ApiKeys>) => Effect.Effect<unknown, unknown>,
      requests: number
    ]
  > = [
    ["nowhere: the default", (client) => Effect.provide(getKey, client), 3],
    [
      "given to the client's layer: its default",
      (client) => Effect.provide(getKey, Layer.provide(client, retries(4))),
      5
    ],
    [
      "given to the client's layer with provideMerge",
      (client) => Effect.provide(getKey, Layer.provideMerge(client, retries(4))),
      5
    ],
    [
      "merged after the client's layer",
      (client) => Effect.provide(getKey, Layer.merge(client, retries(4))),
      5
    ],
    [
      "merged before the client's layer",
      (client) => Effect.provide(getKey, Layer.merge(retries(4), client)),
      5
    ],
    [
      "around the program, inside the client",
      (client) => getKey.pipe(Effect.provide(retries(4)), Effect.provide(client)),
      5
    ],
    [
      "around the program, outside the client",
      (client) => getKey.pipe(Effect.provide(client), Effect.provide(retries(4))),
      5
    ],
    [
      "around a program whose client has its own",
      (client) =>
        getKey.pipe(
          Effect.provide(retries(4)),
          Effect.provide(Layer.provide(client, RetryPolicy.none))
        ),
      5
    ],
    [
      "around a program and its client, which has its own",
      (client) =>
        getKey.pipe(
          Effect.provide(Layer.provide(client, RetryPolicy.none)),
          Effect.provide(retries(4))
        ),
      5
    ],
    [
      "around a program, asking for less than its client",
      (client) =>
        getKey.pipe(
          Effect.provide(RetryPolicy.none),
          Effect.provide(Layer.provide(client, retries(4)))
        ),
      1
    ],
    [
      "merged with a client that has its own",
      (client) =>
        Effect.provide(getKey, Layer.merge(Layer.provide(client, retries(4)), RetryPolicy.none)),
      1
    ],
    [
      "around a single call of a program that has its own",
      (client) =>
        Effect.gen(function* () {
          const apiKeys = yield* ApiKeys
          yield* Effect.exit(Effect.provide(apiKeys.get("one"), RetryPolicy.none))
          yield* Effect.exit(apiKeys.get("two"))
        }).pipe(Effect.provide(retries(4)), Effect.provide(client)),
      1 + 5
    ],
    [
      "around a single call as a service",
      (client) =>
        Effect.gen(function* () {
          const rules = yield* RetryPolicy
          const once = Effect.provideService(getKey, RetryPolicy, { ...rules, maxRetries: 0 })
          yield* Effect.exit(once)
          yield* Effect.exit(getKey)
        }).pipe(Effect.provide(client)),
      1 + 3
    ],
    [
      "different around two calls of one client",
      (client) =>
        Effect.gen(function* () {
          const call = Effect.exit(getKey)
          yield* Effect.provide(call, retries(1))
          yield* Effect.provide(call, retries(3))
        }).pipe(Effect.provide(client)),
      2 + 4
    ],
    [
      "different for two clients of one program",
      (client) =>
        Effect.all([
          Effect.exit(Effect.provide(getKey, Layer.fresh(Layer.provide(client, retries(1))))),
          Effect.exit(Effect.provide(getKey, Layer.fresh(Layer.provide(client, retries(3)))))
        ]),
      2 + 4
    ],
    [
      "around a call as a whole: nothing is left of the client's",
      (client) =>
        getKey.pipe(
          Effect.provide(RetryPolicy.layer({ maxRetryAfter: "1 second" })),
          Effect.provide(Layer.provide(client, retries(6)))
        ),
      3
    ]
  ]

  for (const [name, program, requests] of cases) {
    it.effect(name, () =>
      Effect.gen(function* () {
        assert.strictEqual(yield* requestsOf(program), requests)
      })
    )
  }

  it.effect("in a runtime", () =>
    Effect.gen(function* () {
      const http = scriptedHttpClient(down)
      const runtime = ManagedRuntime.make(Layer.merge(clientOf(http), RetryPolicy.none))
      yield* Effect.addFinalizer(() => runtime.disposeEffect)
      yield* Effect.promise(() => runtime.runPromiseExit(getKey))
      assert.strictEqual(http.requests.length, 1)
    }).pipe(Effect.scoped)
  )
})

describe("timeout policy", () => {
  const limit = (seconds: number) => TimeoutPolicy.layer({ attempt: seconds * 1000 })

  type Provide = (
    client: Layer.Layer<ApiKeys>
  ) => <A, E>(effect: Effect.Effect<A, E, ApiKeys>) => Effect.Effect<A, E>

  const cases: ReadonlyArray<readonly [name: string, provide: Provide]> = [
    ["given to the client's layer", (client) => Effect.provide(Layer.provide(client, limit(3)))],
    ["merged after the client's layer", (client) => Effect.provide(Layer.merge(client, limit(3)))],
    ["merged before the client's layer", (client) => Effect.provide(Layer.merge(limit(3), client))],
    [
      "around a program whose client has its own",
      (client) => Effect.provide(Layer.merge(Layer.provide(client, limit(20)), limit(3)))
    ]
  ]

  for (const [name, provide] of cases) {
    it.effect(name, () =>
      Effect.gen(function* () {
        const client = Layer.provide(clientOf(scriptedHttpClient(neverAnswers)), RetryPolicy.none)
        const fiber = yield* start(getKey.pipe(provide(client), Effect.flip))
        assert.propertyVal(yield* endsAfter(fiber, "3 seconds"), "_tag", "TimeoutError")
      })
    )
  }

  it.effect("around a call as a whole: nothing is left of the client's", () =>
    Effect.gen(function* () {
      const client = clientOf(scriptedHttpClient(neverAnswers)).pipe(
        Layer.provide(TimeoutPolicy.layer({ attempt: "1 second", total: "2 seconds" }))
      )
      const call = getKey.pipe(
        Effect.provide(Layer.merge(RetryPolicy.none, TimeoutPolicy.layer({ total: "5 minutes" }))),
        Effect.provide(client)
      )
      const fiber = yield* start(Effect.flip(call))
      yield* endsAfter(fiber, "10 seconds")
    })
  )
})

describe("both policies", () => {
  const timeout = TimeoutPolicy.layer({ attempt: "2 seconds", total: "5 seconds" })
  const retry = retries(9)
  const mergedEitherWay = [
    ["retry merged with timeout", Layer.merge(retry, timeout)],
    ["timeout merged with retry", Layer.merge(timeout, retry)],
    ["retry provided over timeout", Layer.provideMerge(retry, timeout)],
    ["timeout provided over retry", Layer.provideMerge(timeout, retry)]
  ] as const

  for (const [name, policies] of mergedEitherWay) {
    for (const [where, call] of [
      [
        "the client",
        (client: Layer.Layer<ApiKeys>) =>
          getKey.pipe(Effect.provide(Layer.provide(client, policies)))
      ],
      [
        "the call",
        (client: Layer.Layer<ApiKeys>) =>
          getKey.pipe(Effect.provide(policies), Effect.provide(client))
      ]
    ] as const) {
      it.effect(`mean attempt limit inside retries inside total limit: ${name}, on ${where}`, () =>
        Effect.gen(function* () {
          const http = scriptedHttpClient(neverAnswers)
          const fiber = yield* call(clientOf(http)).pipe(Effect.flip, withJitter(0), start)
          const error = yield* endsAfter(fiber, "5 seconds")
          assert.propertyVal(error, "limit", "total")
          assert.deepStrictEqual(
            http.requests.map((request) => request.at),
            [0, 2000, 4000]
          )
        })
      )
    }
  }
})
