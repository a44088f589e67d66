import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, ManagedRuntime } from "effect"
import {
  ApiKeys,
  type BitGptError,
  RateLimitPolicy,
  RetryPolicy,
  TimeoutPolicy
} from "../../src/index.js"
import { Reply } from "../../src/testing.js"
import { clientOf, found, getKey, scripted } from "../support/scriptedServer.js"
import { atOnce, endsAfter, start, withJitter } from "../support/time.js"

const down = Reply.error(503)
const retries = (maxRetries: number) => RetryPolicy.layer({ maxRetries })

/** How many requests a program makes against a server that is down. */
const requestsOf = <E>(
  program: (client: Layer.Layer<ApiKeys>) => Effect.Effect<unknown, E>
): Effect.Effect<number> =>
  Effect.gen(function* () {
    const http = scripted(down)
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
      "around a call without a number: the client's number stays",
      (client) =>
        getKey.pipe(
          Effect.provide(RetryPolicy.layer({ maxRetryAfter: "1 second", maxRetries: undefined })),
          Effect.provide(Layer.provide(client, retries(6)))
        ),
      7
    ],
    [
      "around a call without a number, of a client without one: the default",
      (client) =>
        getKey.pipe(
          Effect.provide(RetryPolicy.layer({ maxRetryAfter: "1 second" })),
          Effect.provide(Layer.provide(client, RetryPolicy.layer({ baseDelay: "1 second" })))
        ),
      3
    ],
    [
      "around a call and without a number around that: the number stays",
      (client) =>
        getKey.pipe(
          Effect.provide(RetryPolicy.layer({ baseDelay: "1 second" })),
          Effect.provide(RetryPolicy.none),
          Effect.provide(client)
        ),
      1
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
      const http = scripted(down)
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
        const client = Layer.provide(clientOf(scripted(Reply.never)), RetryPolicy.none)
        const fiber = yield* start(getKey.pipe(provide(client), Effect.flip))
        assert.propertyVal(yield* endsAfter(fiber, "3 seconds"), "_tag", "TimeoutError")
      })
    )
  }

  const clients = TimeoutPolicy.layer({ attempt: "3 seconds", total: "20 seconds" })

  for (const [name, policies, ends] of [
    [
      "the total alone keeps the client's attempt",
      [TimeoutPolicy.layer({ total: "5 minutes" })],
      3
    ],
    [
      "the attempt alone keeps the client's total",
      [TimeoutPolicy.layer({ attempt: Infinity })],
      20
    ],
    ["nothing keeps both", [TimeoutPolicy.layer({ attempt: undefined })], 3],
    [
      "one around another keeps what the inner one leaves out",
      [TimeoutPolicy.layer({ total: "5 minutes" }), TimeoutPolicy.layer({ attempt: "2 seconds" })],
      2
    ]
  ] as const) {
    it.effect(`around a call: ${name}`, () =>
      Effect.gen(function* () {
        const client = clientOf(scripted(Reply.never)).pipe(Layer.provide(clients))
        const call = policies.reduce<Effect.Effect<unknown, BitGptError, ApiKeys>>(
          (call, policy) => Effect.provide(call, policy),
          getKey
        )
        const fiber = yield* start(
          call.pipe(Effect.flip, Effect.provide(RetryPolicy.none), Effect.provide(client))
        )
        assert.propertyVal(yield* endsAfter(fiber, ends * 1000), "_tag", "TimeoutError")
      })
    )
  }

  it.effect("what neither call nor client sets has its default", () =>
    Effect.gen(function* () {
      const client = clientOf(scripted(Reply.never)).pipe(
        Layer.provide(TimeoutPolicy.layer({ total: "50 seconds" }))
      )
      const fiber = yield* getKey.pipe(
        Effect.provide(Layer.merge(RetryPolicy.none, TimeoutPolicy.layer({ total: "5 minutes" }))),
        Effect.provide(client),
        Effect.flip,
        start
      )
      assert.propertyVal(yield* endsAfter(fiber, "10 seconds"), "limit", "attempt")
    })
  )

  it.effect("a variable that is not set keeps the client's limit", () =>
    Effect.gen(function* () {
      const variables = ConfigProvider.fromMap(
        new Map([
          ["BITGPT_TIMEOUT_TOTAL", "5 minutes"],
          ["BITGPT_TIMEOUT_ATTEMPT", ""]
        ])
      )
      const client = clientOf(scripted(Reply.never)).pipe(Layer.provide(clients))
      const fiber = yield* getKey.pipe(
        Effect.provide(Layer.merge(RetryPolicy.none, TimeoutPolicy.layerConfig())),
        Effect.withConfigProvider(variables),
        Effect.provide(client),
        Effect.flip,
        start
      )
      assert.propertyVal(yield* endsAfter(fiber, "3 seconds"), "limit", "attempt")
    })
  )
})

describe("rate limit policy", () => {
  const oneAMinute = RateLimitPolicy.layer({ requests: 1, interval: "1 minute", burst: 1 })
  const twice = Effect.zip(getKey, getKey)

  it.effect("given to the client's layer is its limit", () =>
    Effect.gen(function* () {
      const http = scripted(found)
      const client = clientOf(http).pipe(Layer.provide(oneAMinute))
      yield* start(twice.pipe(Effect.provide(client)))
      assert.lengthOf(http.requests, 1)
    })
  )

  it.effect("around a call has no effect, neither a limit nor none", () =>
    Effect.gen(function* () {
      const free = scripted(found)
      yield* atOnce(twice.pipe(Effect.provide(oneAMinute), Effect.provide(clientOf(free))))
      assert.lengthOf(free.requests, 2)
      const limited = scripted(found)
      const client = clientOf(limited).pipe(Layer.provide(oneAMinute))
      yield* start(twice.pipe(Effect.provide(RateLimitPolicy.none), Effect.provide(client)))
      assert.lengthOf(limited.requests, 1)
    })
  )

  it.effect("merged with the client's layer has no effect", () =>
    Effect.gen(function* () {
      const http = scripted(found)
      yield* atOnce(Effect.provide(twice, Layer.merge(clientOf(http), oneAMinute)))
      assert.lengthOf(http.requests, 2)
    })
  )

  it.effect("is a limit of its own for each client", () =>
    Effect.gen(function* () {
      const servers = [scripted(found), scripted(found)]
      for (const http of servers) {
        yield* atOnce(Effect.provide(getKey, clientOf(http).pipe(Layer.provide(oneAMinute))))
      }
      assert.deepStrictEqual(
        servers.map(({ requests }) => requests.length),
        [1, 1]
      )
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
          const http = scripted(Reply.never)
          const fiber = yield* call(clientOf(http)).pipe(Effect.flip, withJitter(0), start)
          const error = yield* endsAfter(fiber, "5 seconds")
          assert.propertyVal(error, "limit", "total")
          assert.deepStrictEqual(
            http.requests.map((request) => request.sentAt),
            [0, 2000, 4000]
          )
        })
      )
    }
  }
})
