import { assert, describe, it } from "@effect/vitest"
import { Chunk, Effect, Either, FastCheck, Layer, Option, Schema, Stream } from "effect"
import { call } from "../../../src/internal/resource/describe.js"
import { pageOf, pages, type Paging } from "../../../src/internal/resource/pages.js"
import * as Resource from "../../../src/internal/resource/resource.js"
import { Reply } from "../../../src/testing.js"
import { assertTag } from "../../support/assertTag.js"
import { runs } from "../../support/runs.js"
import { clientOf, lost, scripted, type ScriptedServer } from "../../support/scriptedServer.js"
import { pagingFields } from "../../support/paging.js"
import { atOnce, withJitter } from "../../support/time.js"

const Payment = Schema.Struct({ id: Schema.String })

interface PaymentFilter extends Paging {
  readonly status?: string | undefined
}

const list = call({
  method: "GET",
  path: "/payments",
  arguments: (filter: PaymentFilter = {}) => filter,
  input: Schema.Struct({
    status: Schema.optional(Schema.String),
    ...pagingFields
  }),
  output: pageOf(Payment)
})

class Payments extends Resource.Tag("Payments")<Payments>()({
  list,
  stream: pages("list", list)
}) {}

class Transfers extends Resource.Tag("Transfers")<Transfers>()({
  stream: pages("list", list)
}) {}

const page = (...ids: ReadonlyArray<string>) =>
  Reply.json({ status: 200, data: { items: ids.map((id) => ({ id })) } })

/** A server that has these items, and gives at most so many at once whatever limit it is asked for. */
const serverWith = (ids: ReadonlyArray<string>, most: number) =>
  scripted(({ url }) => {
    const { searchParams } = new URL(url)
    const offset = Number(searchParams.get("offset") ?? 0)
    const limit = Math.min(most, Number(searchParams.get("limit") ?? most))
    return page(...ids.slice(offset, offset + limit))
  })

const over = (http: ScriptedServer) => Effect.provide(Layer.provide(Payments.layer, clientOf(http)))

const stream = (filter?: PaymentFilter) =>
  Stream.unwrap(Effect.map(Payments, (payments) => payments.stream(filter)))

const idsOf = (filter?: PaymentFilter) =>
  Effect.map(Stream.runCollect(stream(filter)), (items) =>
    Chunk.toReadonlyArray(items).map(({ id }) => id)
  )

const queriesTo = ({ requests }: ScriptedServer) =>
  requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams))

describe("a page", () => {
  const decoded = (data: unknown) =>
    Effect.gen(function* () {
      const http = scripted([Reply.json({ status: 200, data })])
      return yield* Effect.flatMap(Payments, (_) => _.list()).pipe(Effect.either, over(http))
    })

  for (const [name, data, ids, count] of [
    ["an object with items", { items: [{ id: "a" }] }, ["a"], undefined],
    ["with a count", { items: [{ id: "a" }], count: 7 }, ["a"], 7],
    ["with a count that is no number", { items: [], count: "7" }, [], undefined],
    ["a bare list", [{ id: "a" }, { id: "b" }], ["a", "b"], undefined],
    ["an empty list", [], [], undefined]
  ] as const) {
    it.effect(`can be ${name}`, () =>
      Effect.gen(function* () {
        const { items, ...page } = yield* yield* decoded(data)
        assert.deepStrictEqual(
          items.map(({ id }) => id),
          [...ids]
        )
        assert.deepStrictEqual(page.count, Option.fromNullable(count))
      })
    )
  }

  for (const [name, data, words] of [
    ["an object of another form", { payments: [], total: 1 }, ["payments", "total"]],
    ["null", null, ["null"]],
    ["a text", "none", ["a string"]],
    ["an object whose items are no list", { items: {} }, ["items"]]
  ] as const) {
    it.effect(`is never taken for an empty one: ${name}`, () =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(yield* decoded(data))
        assertTag(error, "DecodeError")
        for (const word of words) assert.include(error.message, word)
      })
    )
  }

  it.effect("that is none says which keys were found, ten of them at most", () =>
    Effect.gen(function* () {
      const data = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`k${index}`, 1]))
      const error = yield* Effect.flip(yield* decoded(data))
      assert.match(
        error.message,
        /an object with the keys: k0, k1, k2, k3, k4, k5, k6, k7, k8, k9(?!,)/
      )
    })
  )

  it.effect("fails at the item that differs", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(yield* decoded({ items: [{ id: "a" }, { id: 7 }] }))
      assertTag(error, "DecodeError")
      assert.match(error.path ?? "", /\[1\]\.id$/)
    })
  )

  it("comes back from what a server would send", () => {
    const items = [{ id: "a" }]
    for (const count of [Option.none(), Option.some(3)]) {
      const schema = pageOf(Payment)
      const encoded = Schema.encodeSync(schema)({ items, count })
      assert.deepStrictEqual(Schema.decodeUnknownSync(schema)(encoded), { items, count })
    }
  })
})

describe("a stream of pages", () => {
  it.effect("asks for the next page with the number of items that came, until one is empty", () =>
    Effect.gen(function* () {
      const http = serverWith(["a", "b", "c"], 2)
      assert.deepStrictEqual(yield* over(http)(idsOf({ limit: 50, status: "paid" })), [
        "a",
        "b",
        "c"
      ])
      assert.deepStrictEqual(queriesTo(http), [
        { limit: "50", offset: "0", status: "paid" },
        { limit: "50", offset: "2", status: "paid" },
        { limit: "50", offset: "3", status: "paid" }
      ])
    })
  )

  it.effect("begins at the filter's offset", () =>
    Effect.gen(function* () {
      const http = serverWith(["a", "b", "c"], 2)
      assert.deepStrictEqual(yield* over(http)(idsOf({ offset: 1 })), ["b", "c"])
      assert.deepStrictEqual(
        queriesTo(http).map(({ offset }) => offset),
        ["1", "3"]
      )
    })
  )

  it.effect("needs no filter, and may have no items", () =>
    Effect.gen(function* () {
      const http = serverWith([], 2)
      assert.deepStrictEqual(yield* over(http)(idsOf()), [])
      assert.lengthOf(http.requests, 1)
    })
  )

  it.effect("asks for nothing before it is run, and for no page whose items are not wanted", () =>
    Effect.gen(function* () {
      const http = serverWith(["a", "b", "c", "d", "e"], 2)
      yield* Effect.gen(function* () {
        const payments = yield* Payments
        const some = Stream.take(payments.stream(), 2)
        assert.lengthOf(http.requests, 0)
        assert.lengthOf(yield* Stream.runCollect(some), 2)
        assert.lengthOf(http.requests, 1)
        yield* Stream.runHead(payments.stream())
        assert.lengthOf(http.requests, 2)
        // The page of the third item.
        yield* Stream.runCollect(Stream.take(payments.stream(), 3))
        assert.lengthOf(http.requests, 4)
      }).pipe(over(http))
    })
  )

  it.effect("fails at a page that repeats the one before, after the items until then", () =>
    Effect.gen(function* () {
      const http = scripted([page("a", "b"), page("c", "d"), page("c", "d")])
      const seen: Array<string> = []
      const error = yield* stream().pipe(
        Stream.runForEach(({ id }) => Effect.sync(() => seen.push(id))),
        Effect.flip,
        over(http)
      )
      assert.deepStrictEqual(seen, ["a", "b", "c", "d"])
      assertTag(error, "DecodeError")
      assert.include(error.message, "offset 4")
      assert.strictEqual(error.reason, "UnexpectedShape")
      assert.isFalse(error.isRetryable)
      assert.strictEqual(error.operation, "Payments.list")
    })
  )

  for (const [name, second] of [
    ["in another order", ["b", "a"]],
    ["only in part", ["b", "c"]],
    ["only at its beginning", ["a", "c"]],
    ["without its end", ["a"]],
    ["and one more", ["a", "b", "c"]]
  ] as const) {
    it.effect(`goes on after a page that repeats ids of the one before ${name}`, () =>
      Effect.gen(function* () {
        const http = scripted([page("a", "b"), page(...second), page()])
        assert.deepStrictEqual(yield* over(http)(idsOf()), ["a", "b", ...second])
      })
    )
  }

  it.effect("tries a page again like any call, and asks for no page twice", () =>
    Effect.gen(function* () {
      const http = scripted([page("a"), lost, page("b"), page()])
      const ids = yield* idsOf().pipe(over(http), withJitter(0), atOnce)
      assert.deepStrictEqual(ids, ["a", "b"])
      assert.deepStrictEqual(
        queriesTo(http).map(({ offset }) => offset),
        ["0", "1", "1", "2"]
      )
    })
  )

  it.effect("fails with the error of a page, which names the list", () =>
    Effect.gen(function* () {
      const http = scripted([page("a"), Reply.error(403)])
      const error = yield* Effect.flip(idsOf()).pipe(over(http))
      assertTag(error, "PermissionDeniedError")
      assert.strictEqual(error.operation, "Payments.list")
    })
  )

  it.effect("names the list in its error where the service has no method for a page", () =>
    Effect.gen(function* () {
      const http = scripted([page("a"), Reply.error(403)])
      const error = yield* Effect.flatMap(Transfers, (transfers) =>
        Effect.flip(Stream.runDrain(transfers.stream()))
      ).pipe(Effect.provide(Layer.provide(Transfers.layer, clientOf(http))))
      assertTag(error, "PermissionDeniedError")
      assert.strictEqual(error.operation, "Transfers.list")
    })
  )

  it.effect("refuses a filter that can't be right when it is run", () =>
    Effect.gen(function* () {
      const http = scripted([])
      const misspelt = { limit: 5, offste: 10 }
      const result = yield* idsOf(misspelt).pipe(Effect.either, over(http))
      assertTag(yield* Effect.flip(result), "ValidationError")
      assert.isTrue(Either.isLeft(result))
      assert.lengthOf(http.requests, 0)
    })
  )

  it.effect.prop(
    "has every item once, whatever limits client and server have",
    [
      FastCheck.nat(12),
      FastCheck.integer({ min: 1, max: 5 }),
      FastCheck.integer({ min: 1, max: 5 })
    ],
    ([count, most, limit]) =>
      Effect.gen(function* () {
        const ids = Array.from({ length: count }, (_, index) => `payment_${index}`)
        assert.deepStrictEqual(yield* over(serverWith(ids, most))(idsOf({ limit })), ids)
      }),
    { fastCheck: runs(30) }
  )
})
