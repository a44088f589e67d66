import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Struct } from "effect"
import { RetryPolicy } from "../../src/index.js"
import { callTo, clients } from "../support/loopback.js"
import { httpServer, json, onlyRequest } from "../support/server.js"
import { createdSecret, listApiKeys } from "../support/wire.js"
import { assertRestricted } from "./assertRestricted.js"

const [first] = listApiKeys.data

const serverWith = (data: unknown) =>
  httpServer((_, response) => {
    json(response, 200, { ...listApiKeys, data })
  })

describe.each(clients)("ApiKeys.list over $name", (client) => {
  it.scopedLive("lists keys as the documentation prints them", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(listApiKeys.data)
      const keys = yield* callTo(client, `${server.baseUrl}/gateway`, (_) => _.list())
      assert.deepStrictEqual(
        keys.map((key): string => key.id),
        listApiKeys.data.map(({ id }) => id)
      )
      const [key] = keys
      if (key === undefined) return assert.fail("no key")
      assert.deepStrictEqual(Option.map(key.maskedSecret, String), Option.some(first?.secret))
      assertRestricted(key)

      const request = onlyRequest(server)
      assert.strictEqual(request.method, "GET")
      assert.strictEqual(request.url, "/gateway/developers/api_keys")
      assert.strictEqual(request.body, "")
      assert.isUndefined(request.headers["content-type"])
      return undefined
    })
  )

  it.scopedLive("tells what came around the keys", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 202, { ...listApiKeys, status: 202, support_id: "support_1" })
      })
      const answer = yield* callTo(client, server.baseUrl, (_) => _.withResponse.list())
      assert.strictEqual(answer.status, 202)
      assert.lengthOf(answer.envelope.data, 3)
      assert.deepStrictEqual(answer.envelope.supportId, Option.some("support_1"))
      assert.lengthOf(server.requests, 1)
    })
  )

  it.scopedLive("lists none where there are none", () =>
    Effect.gen(function* () {
      const server = yield* serverWith([])
      assert.deepStrictEqual(yield* callTo(client, server.baseUrl, (_) => _.list()), [])
    })
  )

  it.scopedLive("takes fields that are missing, null, unknown or of values nobody has seen", () =>
    Effect.gen(function* () {
      const server = yield* serverWith([
        {
          id: "a",
          scopes: ["from.the.future"],
          ip_allow_list: ["300.1.2.3"],
          created_at: "2025-06-30T15:00:22.123Z",
          label: "a field that lists don't have",
          metrics: null
        },
        {
          id: "b",
          secret: null,
          scopes: null,
          ip_allow_list: null,
          expires_at: null,
          created_at: null,
          updated_at: null
        },
        { id: "c" }
      ])
      const [bare, ...unknown] = yield* callTo(client, server.baseUrl, (_) => _.list())
      if (bare === undefined) return assert.fail("no key")
      assert.deepStrictEqual(bare.scopes, Option.some(["from.the.future"]))
      assert.deepStrictEqual(bare.ipAllowList, Option.some(["300.1.2.3"]))
      assert.isTrue(Option.isNone(bare.maskedSecret))
      assert.isTrue(Option.isNone(bare.expiresAt))
      assert.deepStrictEqual(
        unknown.map((key): string => key.id),
        ["b", "c"]
      )
      for (const key of unknown) {
        const { createdAt, expiresAt, ipAllowList, maskedSecret, scopes, updatedAt } = key
        for (const field of [createdAt, expiresAt, ipAllowList, maskedSecret, scopes, updatedAt]) {
          assert.isTrue(Option.isNone<unknown>(field))
        }
      }
      return undefined
    })
  )

  it.scopedLive("masks a secret that comes in full", () =>
    Effect.gen(function* () {
      const server = yield* serverWith([{ ...first, secret: createdSecret }])
      const [key] = yield* callTo(client, server.baseUrl, (_) => _.list())
      assert.deepStrictEqual(
        Option.map(key?.maskedSecret ?? Option.none(), String),
        Option.some(`${createdSecret.slice(0, 20)}...${createdSecret.slice(-5)}`)
      )
    })
  )

  it.scopedLive("says where a list is not what was promised", () =>
    Effect.gen(function* () {
      const cases: ReadonlyArray<readonly [data: unknown, path: string]> = [
        [null, "data"],
        [{}, "data"],
        ["none", "data"],
        [[first, null], "data[1]"],
        [[first, { ...first, id: undefined }], "data[1].id"],
        [[{ ...first, id: 7 }], "data[0].id"]
      ]
      for (const [data, path] of cases) {
        const server = yield* serverWith(data)
        const error = yield* callTo(client, server.baseUrl, (_) => _.list()).pipe(Effect.flip)
        assert.strictEqual(error._tag, "DecodeError", path)
        if (error._tag !== "DecodeError") continue
        assert.strictEqual(error.path, path)
        assert.strictEqual(error.operation, "ApiKeys.list")
        assert.isFalse(error.isRetryable)
        assert.isFalse(error.mayHaveTakenEffect)
      }
    })
  )

  it.scopedLive(
    "loses no entry over an odd value, and names the fields that it could not read",
    () =>
      Effect.gen(function* () {
        const oddities: Readonly<Record<string, ReadonlyArray<unknown>>> = {
          secret: [5, {}, false],
          scopes: ["all", [1]],
          ip_allow_list: ["127.0.0.1", [null]],
          expires_at: ["", false, 0, "0000-00-00 00:00:00", "never", {}],
          created_at: ["yesterday", 1751295622],
          updated_at: ["", []]
        }
        const names = {
          secret: "maskedSecret",
          scopes: "scopes",
          ip_allow_list: "ipAllowList",
          expires_at: "expiresAt",
          created_at: "createdAt",
          updated_at: "updatedAt"
        } as const
        for (const [wire, name] of Struct.entries(names)) {
          const odd = oddities[wire] ?? []
          const server = yield* serverWith([
            ...odd.map((value) => ({ ...first, [wire]: value })),
            { ...first, [wire]: null }
          ])
          const keys = yield* callTo(client, server.baseUrl, (_) => _.list())
          assert.lengthOf(keys, odd.length + 1)
          for (const key of keys) assert.isTrue(Option.isNone<unknown>(key[name]), wire)
          assert.deepStrictEqual(
            keys.map(({ unreadable }) => unreadable),
            [...odd.map(() => [name]), []]
          )
        }
      })
  )

  it.scopedLive("tries again, for it only reads", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, server.requests.length === 1 ? 503 : 200, listApiKeys)
      })
      const keys = yield* callTo(client, server.baseUrl, (_) => _.list()).pipe(
        Effect.provide(RetryPolicy.layer({ baseDelay: 1 }))
      )
      assert.lengthOf(keys, 3)
      assert.lengthOf(server.requests, 2)
    })
  )
})
