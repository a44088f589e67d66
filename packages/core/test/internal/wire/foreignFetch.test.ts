import { FetchHttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Option, Redacted } from "effect"
import { Readable } from "node:stream"
import { inspect } from "node:util"
import { type ApiKeysService, callTo, clients, token } from "../../support/loopback.js"
import { httpServer, json } from "../../support/server.js"
import { createApiKey, createdSecret } from "../../support/wire.js"

/** A response in which some members are others, or not there at all. */
const standIn = (response: Response, members: Readonly<Record<string, unknown>>): Response =>
  new Proxy(response, {
    get: (target, key) => {
      if (typeof key === "string" && Object.hasOwn(members, key)) return members[key]
      const value: unknown = Reflect.get(target, key)
      const bound: unknown = typeof value === "function" ? value.bind(target) : value
      return bound
    },
    has: (target, key) =>
      typeof key === "string" && Object.hasOwn(members, key)
        ? members[key] !== undefined
        : Reflect.has(target, key)
  })

const fetching =
  (change: (response: Response) => Response | Promise<Response>): typeof globalThis.fetch =>
  async (input, init) =>
    change(await globalThis.fetch(input, init))

const halvesOf = (bytes: Uint8Array) => {
  const half = bytes.length / 2
  return [bytes.subarray(0, half), bytes.subarray(half)]
}

/** The packages that stand in for fetch, by what their responses have. */
const fetches: ReadonlyArray<readonly [name: string, fetch: typeof globalThis.fetch]> = [
  [
    "a stream of Node, as in node-fetch",
    fetching(async (response) =>
      standIn(response, {
        body: Readable.from(halvesOf(Buffer.from(await response.clone().arrayBuffer()))),
        arrayBuffer: undefined,
        text: undefined
      })
    )
  ],
  [
    "a stream of Node that gives text",
    fetching(async (response) =>
      standIn(response, { body: Readable.from([await response.text()]), arrayBuffer: undefined })
    )
  ],
  [
    "arrayBuffer alone",
    fetching((response) => standIn(response, { body: undefined, text: undefined }))
  ],
  [
    "a stream of array buffers",
    fetching(async (response) =>
      standIn(response, { body: Readable.from([await response.arrayBuffer()]) })
    )
  ],
  [
    "an arrayBuffer that fails, as in React Native",
    fetching((response) =>
      standIn(response, {
        body: undefined,
        arrayBuffer: () => Promise.reject(new Error("FileReader does not do this"))
      })
    )
  ],
  [
    "no arrayBuffer but its name",
    (input, init) =>
      globalThis.fetch(input, init).then((response) => {
        Object.defineProperty(response, "body", { value: undefined })
        Object.defineProperty(response, "arrayBuffer", { value: undefined })
        return response
      })
  ],
  [
    "text alone, as in React Native",
    fetching((response) => standIn(response, { body: undefined, arrayBuffer: undefined }))
  ]
]

const creating = (baseUrl: string, fetch: typeof globalThis.fetch, maxResponseBytes = 10_000) =>
  callTo(clients[0], baseUrl, (apiKeys: ApiKeysService) => apiKeys.create({ label: "Shop" }), {
    maxResponseBytes
  }).pipe(Effect.provideService(FetchHttpClient.Fetch, fetch))

const serving = httpServer((_, response) => {
  json(response, 201, { ...createApiKey, status: 201 })
})

describe.each(fetches)("a fetch whose response has %s", (_, fetch) => {
  it.scopedLive("gives the secret of a new key", () =>
    Effect.gen(function* () {
      const server = yield* serving
      const key = yield* creating(server.baseUrl, fetch)
      assert.strictEqual(Redacted.value(key.secret), createdSecret)
      assert.lengthOf(server.requests, 1)
    })
  )

  it.scopedLive("is held to the size limit", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* serving
      const error = yield* Effect.flip(creating(baseUrl, fetch, 100))
      assert.propertyVal(error, "reason", "BodyTooLarge")
    })
  )
})

describe("a mistake in a foreign fetch", () => {
  const mistakes: ReadonlyArray<readonly [name: string, fetch: typeof globalThis.fetch]> = [
    [
      "no way to read a body",
      fetching((response) =>
        standIn(response, { body: undefined, arrayBuffer: undefined, text: undefined })
      )
    ],
    [
      "a reader that is none",
      fetching((response) =>
        standIn(response, { body: { getReader: () => ({}) }, headers: new Headers() })
      )
    ],
    [
      "a mistake that holds the request",
      (_, init) => Promise.reject(Object.assign(new TypeError("x is not a function"), { init }))
    ],
    // @ts-expect-error What a program without types may hand in.
    ["what is no function", "fetch"]
  ]

  it.scopedLive.each(mistakes)("is a defect, and not told as the network's fault: %s", (mistake) =>
    Effect.gen(function* () {
      const [, fetch] = mistake
      const server = yield* serving
      const exit = yield* Effect.exit(creating(server.baseUrl, fetch))
      if (Exit.isSuccess(exit)) return assert.fail("it succeeded")
      assert.isTrue(Option.isSome(Cause.dieOption(exit.cause)), Cause.pretty(exit.cause))
      assert.notInclude(inspect(exit, { depth: 20 }), Redacted.value(token))
      assert.isAtMost(server.requests.length, 1)
    })
  )
})
