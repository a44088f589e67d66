import { assert, describe, it } from "@effect/vitest"
import { BigDecimal, DateTime, Effect, Either, Option, Schema, Stream } from "effect"
import { formatAmount, Payment, type PaymentFilter, Payments } from "../../src/index.js"
import { assertTag } from "../support/assertTag.js"
import { clients, over } from "../support/loopback.js"
import { failure, placeholder, sentTo, serverWith, success } from "../support/resources.js"
import { getPayment, getPaymentRequest, paymentUpdatedPayload } from "./samples.js"

const [fetchClient] = clients
const { data: wire } = getPayment
const { id } = wire

const payment = (id: string) => ({ ...wire, id })

/** A page of payments with these ids, in the form that the documentation hints at. */
const page = (...ids: ReadonlyArray<string>) => success({ items: ids.map(payment), count: 5 })

const list = (filter?: PaymentFilter) => Effect.flatMap(Payments, (_) => _.list(filter))
const get = (id: string) => Effect.flatMap(Payments, (_) => _.get(id))
const stream = (filter?: PaymentFilter) =>
  Stream.unwrap(Effect.map(Payments, (_) => _.stream(filter)))
const idsOf = (filter?: PaymentFilter) =>
  stream(filter).pipe(
    Stream.map(({ id }) => id),
    Stream.runCollect,
    Effect.map((ids) => Array.from<string>(ids))
  )

const everyFilter: PaymentFilter = {
  providerId: ["provider_solana_usdc", 7],
  invoiceId: "invoice_1",
  status: ["COMPLETED", "REFUNDED"],
  currency: ["BITCOIN"],
  priceUsdFrom: "10.50",
  priceUsdTo: BigDecimal.make(2000n, 0),
  createdAtFrom: DateTime.unsafeMake("2025-07-01T00:00:00.999Z"),
  createdAtTo: DateTime.unsafeMakeZoned("2025-07-31T22:00:00Z", { timeZone: "Europe/Zurich" }),
  expand: ["provider"],
  limit: 50,
  offset: 100
}

describe.each(clients)("Payments over $name", (client) => {
  it.scopedLive("gets a payment as the documentation prints it", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), getPayment)

      const found = yield* Effect.flatMap(Payments, (_) =>
        _.get(id, { expand: ["provider"] })
      ).pipe(over(client, server))

      assert.strictEqual(found.id, id)
      assert.strictEqual(found.providerId, "provider_solana_usdc")
      assert.strictEqual(found.currency, "BITCOIN")
      assert.strictEqual(found.status, "COMPLETED")
      assert.strictEqual(formatAmount(found.price), "0.0001263")
      assert.deepStrictEqual(Option.map(found.priceUsd, formatAmount), Option.some("13.275"))
      assert.deepStrictEqual(
        [Option.some(found.createdAt), found.updatedAt, found.happenedAt].map(
          Option.map(DateTime.formatIso)
        ),
        ["2025-07-04T18:10:53.000Z", "2025-07-04T18:15:23.000Z", "2025-07-04T18:15:20.000Z"].map(
          Option.some
        )
      )
      assert.deepStrictEqual(
        sentTo(server),
        Array.from({ length: 2 }, () => [`POST /payments/${id}`, getPaymentRequest])
      )
    })
  )

  it.scopedLive("lists payments by every filter", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), page("payment_1", "payment_2"))

      const { count, items } = yield* list(everyFilter).pipe(over(client, server))

      assert.deepStrictEqual(count, Option.some(5))
      assert.deepStrictEqual<ReadonlyArray<string>>(
        items.map(({ id }) => id),
        ["payment_1", "payment_2"]
      )
      assert.deepStrictEqual(
        sentTo(server),
        Array.from({ length: 2 }, () => [
          "POST /payments",
          {
            provider_id: ["provider_solana_usdc", 7],
            invoice_id: "invoice_1",
            status: ["COMPLETED", "REFUNDED"],
            currency: ["BITCOIN"],
            price_usd_from: 10.5,
            price_usd_to: 2000,
            created_at_from: "2025-07-01 00:00:00",
            created_at_to: "2025-07-31 22:00:00",
            expand: ["provider"],
            limit: 50,
            offset: 100
          }
        ])
      )
    })
  )
})

describe("Payments.list", () => {
  it.scopedLive("sends an object where nothing is filtered by", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(page())

      yield* list().pipe(over(fetchClient, server))

      assert.deepStrictEqual(
        server.requests.map(({ body }) => body),
        ["{}"]
      )
    })
  )

  it.scopedLive("reads a bare list", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(success([wire]))

      const { count, items } = yield* list().pipe(over(fetchClient, server))

      assert.deepStrictEqual(count, Option.none())
      assert.lengthOf(items, 1)
    })
  )

  it.scopedLive("tells which keys it found in place of a list", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(placeholder)

      const error = yield* list().pipe(Effect.flip, over(fetchClient, server))

      assertTag(error, "DecodeError")
      assert.include(error.message, "the keys: id")
      assert.isFalse(error.mayHaveTakenEffect)
    })
  )

  it.scopedLive("leaves out no payment that can't be read", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(success({ items: [wire, { ...wire, price: "" }] }))

      const error = yield* list().pipe(Effect.flip, over(fetchClient, server))

      assertTag(error, "DecodeError")
      assert.strictEqual(error.path, "data.items[1].price")
    })
  )

  it.scopedLive("may not have taken effect", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(500))

      const error = yield* list().pipe(Effect.flip, over(fetchClient, server))

      assertTag(error, "ServerError")
      assert.isFalse(error.mayHaveTakenEffect)
      assert.isAbove(server.requests.length, 1)
    })
  )

  it.scopedLive.each<[string, PaymentFilter]>([
    ["priceUsdFrom", { priceUsdFrom: "-1" }],
    ["priceUsdFrom", { priceUsdFrom: "1e3" }],
    ["priceUsdTo", { priceUsdTo: "" }],
    ["priceUsdTo", { priceUsdTo: "9007199254740993" }],
    ["limit", { limit: 0 }],
    ["limit", { limit: 1.5 }],
    ["offset", { offset: -1 }],
    ["offset", { offset: NaN }],
    ["invoiceId", { invoiceId: "" }],
    ["providerId[0]", { providerId: [""] }],
    ["status[0]", { status: [""] }],
    ["currency[1]", { currency: ["EUR", ""] }],
    ["expand[0]", { expand: [""] }]
  ])("refuses %s of %#, with nothing sent", ([field, filter]) =>
    Effect.gen(function* () {
      const server = yield* serverWith(page())

      const error = yield* list(filter).pipe(Effect.flip, over(fetchClient, server))

      assertTag(error, "ValidationError")
      assert.deepStrictEqual(Object.keys(error.fields), [field])
      assert.isEmpty(server.requests)
    })
  )
})

describe("Payments.stream", () => {
  const offsets = (requests: ReadonlyArray<{ readonly body: string }>) => {
    const Body = Schema.parseJson(
      Schema.Struct({ offset: Schema.Int, limit: Schema.optional(Schema.Int) })
    )
    return requests.map(({ body }) => Schema.decodeSync(Body)(body).offset)
  }

  it.scopedLive("moves by what came, and ends at an empty page", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(page("a", "b"), failure(503), page("c"), page())

      const ids = yield* idsOf({ limit: 2, offset: 3 }).pipe(over(fetchClient, server))

      assert.deepStrictEqual(ids, ["a", "b", "c"])
      assert.deepStrictEqual(offsets(server.requests), [3, 5, 5, 6])
    })
  )

  it.scopedLive("asks for no page that is not wanted", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(page("a", "b"), page("c"))

      yield* stream().pipe(Stream.take(2), Stream.runDrain, over(fetchClient, server))

      assert.lengthOf(server.requests, 1)
    })
  )

  it.scopedLive("fails where the server repeats a page", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(page("a", "b"))

      const error = yield* idsOf().pipe(Effect.flip, over(fetchClient, server))

      assertTag(error, "DecodeError")
      assert.include(error.message, "repeats")
      assert.strictEqual(error.operation, "Payments.list")
      assert.lengthOf(server.requests, 2)
    })
  )

  it.scopedLive("fails at the placeholder", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(placeholder)

      assertTag(yield* idsOf().pipe(Effect.flip, over(fetchClient, server)), "DecodeError")
    })
  )
})

describe("Payments.get", () => {
  it.scopedLive.each(["", ".", "..", "a/b", "a?b"])("refuses the id %j, with nothing sent", (id) =>
    Effect.gen(function* () {
      const server = yield* serverWith(getPayment)

      const error = yield* get(id).pipe(Effect.flip, over(fetchClient, server))

      assertTag(error, "ValidationError")
      assert.property(error.fields, "id")
      assert.isEmpty(server.requests)
    })
  )

  it.scopedLive("gives status and envelope with the payment", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(getPayment)

      const { envelope, status } = yield* Effect.flatMap(Payments, (_) =>
        _.withResponse.get(id)
      ).pipe(over(fetchClient, server))

      assert.strictEqual(status, 200)
      assert.strictEqual(envelope.data.id, id)
    })
  )
})

const decode = Schema.decodeUnknownEither(Payment)

describe("Payment", () => {
  it("reads the payload of a webhook", () => {
    assert.isTrue(Either.isRight(decode(paymentUpdatedPayload)))
  })

  it("takes a pending payment that has not happened", () => {
    const pending = Either.getOrThrow(decode({ ...wire, status: "PENDING", happened_at: null }))

    assert.deepStrictEqual(pending.happenedAt, Option.none())
  })

  it("reads a provider's number as its id", () => {
    assert.strictEqual(Either.getOrThrow(decode({ ...wire, provider_id: 7 })).providerId, "7")
  })

  it("reads a status and a currency that the documentation doesn't list", () => {
    const odd = Either.getOrThrow(decode({ ...wire, status: "REFUNDED", currency: "XAU" }))

    assert.deepStrictEqual([odd.status, odd.currency], ["REFUNDED", "XAU"])
  })

  it.each([
    ["text", undefined],
    [{ network: "SOLANA" }, undefined],
    [{ id: 7, network: "SOLANA" }, "7"]
  ])("is never lost for its provider: %j", (provider, expected) => {
    const payment = Either.getOrThrow(decode({ ...wire, provider }))

    assert.strictEqual(Option.getOrUndefined(payment.provider)?.id, expected)
  })

  it.each([
    { id: 5 },
    { id: "" },
    { organization_id: 5 },
    { invoice_id: 5 },
    { provider_id: null },
    { price: "1e3" },
    { price: "" },
    { price: null },
    { price_usd: "NaN" },
    { status: null },
    { created_at: "yesterday" },
    { created_at: null },
    { happened_at: "0000-00-00 00:00:00" }
  ])("does not read %j", (odd) => {
    assert.isTrue(Either.isLeft(decode({ ...wire, ...odd })))
  })

  it.prop("reads what it writes", [Payment], ([payment]) => {
    const again = Schema.decodeUnknownSync(Payment)(Schema.encodeSync(Payment)(payment))

    assert.isTrue(Schema.equivalence(Payment)(again, payment))
  })
})
