import { assert, describe, it } from "@effect/vitest"
import {
  DateTime,
  Effect,
  Either,
  FastCheck,
  Fiber,
  Random,
  Redacted,
  Schema,
  TestClock
} from "effect"
import * as Endpoint from "../../src/internal/endpoint.js"
import { Expiry } from "../../src/internal/expiry.js"
import { Label, list, Text } from "../../src/internal/inputField.js"
import { inputProblems } from "../../src/internal/inputProblems.js"
import { PathSegment } from "../../src/internal/pathSegment.js"
import { Timestamp } from "../../src/internal/timestamp.js"
import { nullable, omittable, Undocumented } from "../../src/internal/wireField.js"
import { Reply, TestHttp } from "../../src/testing.js"
import { client } from "../support/endpointCalls.js"

/*
 * Two resources of which the machinery knows nothing: what a resource takes is in this file, from here
 * to the first test, and nowhere else.
 */

class Webhook extends Schema.Class<Webhook>("Webhook")({
  id: PathSegment,
  url: Schema.String,
  events: Schema.Array(Schema.String),
  signingSecret: omittable(Schema.Redacted(Schema.String), "signing_secret"),
  disabledAt: nullable(Timestamp, "disabled_at")
}) {}

const listWebhooks = Endpoint.make({
  operation: "Webhooks.list",
  method: "GET",
  path: "/developers/webhooks",
  input: Schema.Struct({
    events: Schema.optional(list(Text)),
    createdAfter: Schema.optional(Expiry).pipe(Schema.fromKey("created_after")),
    perPage: Schema.optional(Schema.NumberFromString).pipe(Schema.fromKey("per_page")),
    page: Schema.optional(Schema.Number),
    disabled: Schema.optional(Schema.Boolean),
    search: Schema.optional(Schema.NullOr(Text))
  }),
  output: Schema.Array(Webhook)
})

const deleteWebhook = Endpoint.make({
  operation: "Webhooks.delete",
  method: "DELETE",
  path: "/developers/webhooks/{id}",
  input: Schema.Struct({ id: PathSegment, reason: Schema.optional(Text) }),
  output: Undocumented
})

const replayDelivery = Endpoint.make({
  operation: "Webhooks.replay",
  method: "POST",
  path: "/developers/webhooks/{webhookId}/deliveries/{id}/replay",
  input: Schema.Struct({ webhookId: PathSegment, id: PathSegment }),
  output: Undocumented
})

class Invoice extends Schema.Class<Invoice>("Invoice")({
  id: PathSegment,
  total: Schema.propertySignature(Schema.String).pipe(Schema.fromKey("total_amount"))
}) {}

const createInvoice = Endpoint.make({
  operation: "Invoices.create",
  method: "POST",
  path: "/invoices",
  input: Schema.Struct({
    title: Label,
    lines: Schema.NonEmptyArray(
      Schema.Struct({
        productId: Schema.propertySignature(PathSegment).pipe(Schema.fromKey("product_id")),
        quantity: Schema.Int.pipe(
          Schema.annotations({ message: () => "must be a whole number" }),
          Schema.filter((quantity) => quantity > 0 || "must be at least 1")
        )
      })
    ),
    dueAt: Schema.optional(Expiry).pipe(Schema.fromKey("due_at"))
  }),
  output: Invoice,
  idempotencyKey: true
})

const webhook = Webhook.make({ id: "webhook_1", url: "https://example.com", events: ["paid"] })
const invoice = Invoice.make({ id: "invoice_1", total: "12.50" })
const order = { title: "Order 7", lines: [{ productId: "product_1", quantity: 2 }] } as const

/** Calls an endpoint and returns the outcome and the requests, with all the time it wants. */
const calling = <Input, Output>(
  endpoint: Endpoint.Endpoint<Input, Output>,
  input: Input,
  script: ReadonlyArray<Reply.Reply>
) =>
  Effect.gen(function* () {
    const { call } = yield* client
    const fiber = yield* Effect.fork(Effect.either(call(endpoint, input)))
    yield* TestClock.adjust("1 minute")
    const result = yield* Fiber.join(fiber)
    const http = yield* TestHttp
    return { result, requests: yield* http.requests }
  }).pipe(Effect.provide(TestHttp.layer(script)))

const pathOf = <Input>(endpoint: Endpoint.Endpoint<Input, unknown>, input: Input) =>
  Either.map(endpoint.encodeInput(input), ({ path }) => path).pipe(Either.getOrThrow)

describe("a query", () => {
  it("has a field for each that is given, by its name on the wire, and none for others", () => {
    assert.strictEqual(pathOf(listWebhooks, {}), "/developers/webhooks")
    assert.strictEqual(
      pathOf(listWebhooks, { page: undefined, search: null, events: [] }),
      "/developers/webhooks"
    )
    assert.strictEqual(
      pathOf(listWebhooks, { perPage: 50, page: 0, disabled: false }),
      "/developers/webhooks?per_page=50&page=0&disabled=false"
    )
  })

  it("repeats the field of a list", () => {
    assert.strictEqual(
      pathOf(listWebhooks, { events: ["paid", "failed"] }),
      "/developers/webhooks?events=paid&events=failed"
    )
  })

  it("holds what its schema makes of a value", () => {
    const createdAfter = DateTime.unsafeMakeZoned(Date.UTC(2026, 0, 2, 3, 4, 5), {
      timeZone: "Asia/Tokyo"
    })
    const url = new URL(pathOf(listWebhooks, { createdAfter }), "https://example.com")
    assert.strictEqual(url.searchParams.get("created_after"), "2026-01-02 03:04:05")
  })

  it.prop("comes back from its encoding, whatever is in it", [FastCheck.string()], ([search]) => {
    const url = new URL(pathOf(listWebhooks, { search }), "https://example.com")
    assert.strictEqual(url.pathname, "/developers/webhooks")
    assert.strictEqual(url.searchParams.get("search"), search)
    assert.strictEqual(url.hash, "")
  })

  it.effect("goes out with a GET or a DELETE, which have no body", () =>
    Effect.gen(function* () {
      const listed = yield* calling(listWebhooks, { page: 2, events: ["a b", "ü&="] }, [
        Reply.success(Schema.Array(Webhook), [webhook])
      ])
      assert.deepStrictEqual(yield* Either.map(listed.result, (_) => _.envelope.data), [webhook])
      assert.strictEqual(
        listed.requests[0]?.url,
        "https://gateway.example/bitgpt/developers/webhooks?events=a+b&events=%C3%BC%26%3D&page=2"
      )
      assert.isUndefined(listed.requests[0]?.body)
      const deleted = yield* calling(deleteWebhook, { id: "webhook_1", reason: "moved" }, [
        Reply.json({ status: 200, message: "deleted" })
      ])
      assert.isTrue(Either.isRight(deleted.result))
      const [request] = deleted.requests
      assert.strictEqual(request?.method, "DELETE")
      assert.strictEqual(
        request?.url,
        "https://gateway.example/bitgpt/developers/webhooks/webhook_1?reason=moved"
      )
      assert.isUndefined(request?.body)
    })
  )
})

describe("a path", () => {
  it("has each parameter in its place", () => {
    assert.strictEqual(
      pathOf(replayDelivery, { id: "delivery_1", webhookId: "webhook_1" }),
      "/developers/webhooks/webhook_1/deliveries/delivery_1/replay"
    )
  })

  it.prop(
    "keeps its segments, whatever a parameter holds",
    [FastCheck.string({ unit: "binary" }), FastCheck.string({ unit: "binary" })],
    ([webhookId, id]) => {
      const encoded = replayDelivery.encodeInput({ webhookId, id })
      if (Either.isLeft(encoded)) return
      const { pathname, search } = new URL(encoded.right.path, "https://example.com")
      const segments = pathname.split("/").map(decodeURIComponent)
      assert.deepStrictEqual(segments, [
        "",
        "developers",
        "webhooks",
        webhookId,
        "deliveries",
        id,
        "replay"
      ])
      assert.strictEqual(search, "")
    }
  )

  it.effect("may be all of the input: then there is no body", () =>
    Effect.gen(function* () {
      const { requests } = yield* calling(replayDelivery, { id: "a", webhookId: "b" }, [
        Reply.json({ status: 202 })
      ])
      assert.strictEqual(requests[0]?.method, "POST")
      assert.isUndefined(requests[0]?.body)
      assert.isUndefined(requests[0]?.headers["content-type"])
    })
  )
})

describe("a body", () => {
  it.effect("is the JSON of what the path doesn't take, nested names included", () =>
    Effect.gen(function* () {
      const dueAt = DateTime.unsafeMake("2026-05-30T20:23:16.999Z")
      const { requests, result } = yield* calling(createInvoice, { ...order, dueAt }, [
        Reply.success(Invoice, invoice, { status: 201 })
      ])
      assert.deepStrictEqual(yield* Either.map(result, (_) => _.envelope.data), invoice)
      assert.strictEqual(requests[0]?.headers["content-type"], "application/json")
      assert.deepStrictEqual(JSON.parse(requests[0]?.body ?? ""), {
        title: "Order 7",
        lines: [{ product_id: "product_1", quantity: 2 }],
        due_at: "2026-05-30 20:23:16"
      })
    })
  )

  it("is refused with all that is wrong, however deep", () => {
    const problems = Either.flip(
      createInvoice.encodeInput({
        title: "",
        lines: [
          { productId: "a/b", quantity: 0 },
          { productId: "b", quantity: 1.5 }
        ]
      })
    ).pipe(Either.getOrThrow, inputProblems)
    assert.deepStrictEqual(problems, {
      title: "must not be empty",
      "lines[0].productId": "must not contain any of / \\ ? #",
      "lines[0].quantity": "must be at least 1",
      "lines[1].quantity": "must be a whole number"
    })
  })
})

describe("an idempotency key", () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

  it.effect("lets a POST be tried again, and stays the same", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* calling(createInvoice, order, [
        Reply.transportError("ConnectionReset"),
        Reply.error(503),
        Reply.success(Invoice, invoice)
      ])
      assert.isTrue(Either.isRight(result))
      const keys = requests.map(({ headers }) => headers["idempotency-key"])
      assert.lengthOf(keys, 3)
      assert.match(keys[0] ?? "", uuid)
      assert.lengthOf(new Set(keys), 1)
    })
  )

  it.effect("is another one for each call", () =>
    Effect.gen(function* () {
      const { call } = yield* client
      for (let calls = 0; calls < 100; calls++) yield* call(createInvoice, order)
      const http = yield* TestHttp
      const keys = (yield* http.requests).map(({ headers }) => headers["idempotency-key"] ?? "")
      assert.lengthOf(new Set(keys), 100)
      for (const key of keys) assert.match(key, uuid)
      // The variant takes two bits of its digit, chance has the others.
      assert.sameMembers([...new Set(keys.map((key) => key[19]))], ["8", "9", "a", "b"])
    }).pipe(Effect.provide(TestHttp.layer(() => Reply.success(Invoice, invoice))))
  )

  it.effect("comes from Effect's Random", () =>
    Effect.gen(function* () {
      const call = calling(createInvoice, order, [Reply.success(Invoice, invoice)])
      const keyOf = (seed: string) =>
        Effect.map(
          Effect.withRandom(call, Random.make(seed)),
          ({ requests }) => requests[0]?.headers["idempotency-key"]
        )
      assert.strictEqual(yield* keyOf("a"), yield* keyOf("a"))
      assert.notStrictEqual(yield* keyOf("a"), yield* keyOf("b"))
    })
  )

  it.effect("is not needed to try a DELETE again", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* calling(deleteWebhook, { id: "webhook_1" }, [
        Reply.error(503),
        Reply.json({ status: 200 })
      ])
      assert.isTrue(Either.isRight(result))
      assert.lengthOf(requests, 2)
    })
  )

  it.effect("is sent by no other call, and doesn't hide what may have taken effect", () =>
    Effect.gen(function* () {
      const listed = yield* calling(listWebhooks, {}, [Reply.success(Schema.Array(Webhook), [])])
      assert.isUndefined(listed.requests[0]?.headers["idempotency-key"])
      const { result } = yield* calling(createInvoice, order, [
        Reply.error(503),
        Reply.error(503),
        Reply.error(503)
      ])
      const error = yield* Effect.flip(result)
      assert.isTrue(error.isRetryable)
      assert.isTrue(error.mayHaveTakenEffect)
    })
  )
})

describe("an answer", () => {
  it.effect("is decoded by the endpoint's own schema, and says where it differs", () =>
    Effect.gen(function* () {
      const secret = "secret of a webhook"
      const { result } = yield* calling(listWebhooks, {}, [
        Reply.json({
          status: 200,
          data: [{ id: "a", url: "u", events: [], signing_secret: secret, disabled_at: null }]
        })
      ])
      const [found] = (yield* result).envelope.data
      assert.strictEqual(Redacted.value(yield* found?.signingSecret ?? Effect.never), secret)
      const broken = yield* calling(listWebhooks, {}, [
        Reply.json({ status: 200, data: [{ id: "a", url: "u", events: [7] }] })
      ])
      const error = yield* Effect.flip(broken.result)
      assert.propertyVal(error, "path", "data[0].events[0]")
      assert.strictEqual(error.operation, "Webhooks.list")
    })
  )
})
