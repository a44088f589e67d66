import { assert, describe, it } from "@effect/vitest"
import {
  Chunk,
  DateTime,
  Effect,
  Either,
  FastCheck,
  Layer,
  Random,
  Redacted,
  Schema,
  Stream
} from "effect"
import { BitGptClient, IdempotencyKeys } from "../../../src/index.js"
import { DateTimeInput } from "../../../src/internal/codec/dateTimeInput.js"
import { option, required } from "../../../src/internal/codec/field.js"
import { PathSegment } from "../../../src/internal/codec/id.js"
import { inputProblems } from "../../../src/internal/codec/problems.js"
import { Label, listOf, Text } from "../../../src/internal/codec/text.js"
import { Timestamp } from "../../../src/internal/codec/timestamp.js"
import { call, noAnswer } from "../../../src/internal/resource/describe.js"
import { type Page, pageOf, pages, type Paging } from "../../../src/internal/resource/pages.js"
import * as Resource from "../../../src/internal/resource/resource.js"
import { Reply, type Script, TestHttp } from "../../../src/testing.js"
import { assertTag } from "../../support/assertTag.js"
import { token } from "../../support/loopback.js"
import { sentRequests, withTime } from "../../support/scripted.js"

/*
 * Two resources of which the machinery knows nothing: what a resource takes is in this file, from here
 * to the first test, and nowhere else.
 */

const Webhook = Schema.Struct({
  id: PathSegment,
  url: Schema.String,
  events: Schema.Array(Schema.String),
  signingSecret: option(Schema.Redacted(Schema.String), "signing_secret"),
  disabledAt: option(Timestamp, "disabled_at")
})

const ListFilter = Schema.Struct({
  events: Schema.optional(listOf(Text)),
  createdAfter: Schema.optional(DateTimeInput).pipe(Schema.fromKey("created_after")),
  perPage: Schema.optional(Schema.NumberFromString).pipe(Schema.fromKey("per_page")),
  page: Schema.optional(Schema.Number),
  disabled: Schema.optional(Schema.Boolean),
  search: Schema.optional(Schema.NullOr(Text))
})

class Webhooks extends Resource.Tag("Webhooks")<Webhooks>()({
  list: call({
    method: "GET",
    path: "/developers/webhooks",
    arguments: (filter: typeof ListFilter.Type) => filter,
    input: ListFilter,
    output: Schema.Array(Webhook)
  }),
  delete: call({
    method: "DELETE",
    path: "/developers/webhooks/{id}",
    arguments: (id: string, reason?: string) => ({
      id,
      ...(reason === undefined ? {} : { reason })
    }),
    input: Schema.Struct({ id: PathSegment, reason: Schema.optional(Text) }),
    output: noAnswer
  }),
  replay: call({
    method: "POST",
    path: "/developers/webhooks/{webhookId}/deliveries/{id}/replay",
    arguments: (webhookId: string, id: string) => ({ webhookId, id }),
    input: Schema.Struct({ webhookId: PathSegment, id: PathSegment }),
    output: noAnswer
  }),
  search: call({
    method: "POST",
    path: "/developers/webhooks/search",
    arguments: (text: string) => ({ text }),
    input: Schema.Struct({ text: Text }),
    output: Schema.Array(Webhook),
    isSafe: true
  }),
  upload: call({
    method: "POST",
    path: "/developers/webhooks/{id}/logo",
    arguments: (id: string, logo: Blob) => ({ id, logo }),
    input: Schema.Struct({ id: PathSegment, logo: Schema.instanceOf(Blob) }),
    output: noAnswer,
    carrier: "Form"
  })
}) {}

const Invoice = Schema.Struct({ id: PathSegment, total: required(Schema.String, "total_amount") })

const InvoiceInput = Schema.Struct({
  title: Label,
  lines: Schema.NonEmptyArray(
    Schema.Struct({
      productId: required(PathSegment, "product_id"),
      quantity: Schema.Int.pipe(
        Schema.annotations({ message: () => "must be a whole number" }),
        Schema.filter((quantity) => quantity > 0 || "must be at least 1")
      )
    })
  ),
  dueAt: Schema.optional(DateTimeInput).pipe(Schema.fromKey("due_at"))
})

type InvoiceInput = typeof InvoiceInput.Type

interface InvoiceOptions {
  readonly idempotencyKey?: string
}

const listInvoices = call({
  method: "GET",
  path: "/invoices",
  arguments: (filter?: Paging) => ({ ...filter }),
  input: Schema.Struct({
    limit: Schema.optional(Schema.Number),
    offset: Schema.optional(Schema.Number)
  }),
  output: pageOf(Invoice)
})

class Invoices extends Resource.Tag("Invoices")<Invoices>()({
  create: call({
    method: "POST",
    path: "/invoices",
    arguments: (input: InvoiceInput, _options?: InvoiceOptions) => input,
    input: InvoiceInput,
    output: Invoice,
    idempotencyKey: (_: InvoiceInput, options?: InvoiceOptions) => options?.idempotencyKey
  }),
  list: listInvoices,
  stream: pages<Paging, typeof Invoice.Type>(listInvoices),
  total: call({
    method: "GET",
    path: "/invoices/total",
    output: Schema.Struct({ sum: Schema.Number }),
    dataIn: ({ sum }) => ({ sum })
  })
}) {}

const clientOver = (script: Script) =>
  Layer.mergeAll(Webhooks.layer, Invoices.layer).pipe(
    Layer.provide(
      BitGptClient.layerNoDeps({
        accessToken: token,
        baseUrl: "https://gateway.example/bitgpt"
      }).pipe(Layer.orDie)
    ),
    Layer.provideMerge(TestHttp.layer(script))
  )

const webhook = Webhook.make({ id: "webhook_1", url: "https://example.com", events: ["paid"] })
const invoice = Invoice.make({ id: "invoice_1", total: "12.50" })
const order = { title: "Order 7", lines: [{ productId: "product_1", quantity: 2 }] } as const

type Services = Webhooks | Invoices | TestHttp

/** The outcome of a call and its requests, with all the time it wants. */
const calling = <A, E>(call: Effect.Effect<A, E, Services>, script: ReadonlyArray<Reply.Reply>) =>
  Effect.all({
    result: withTime(Effect.either(call)),
    requests: sentRequests
  }).pipe(Effect.provide(clientOver(script)))

const listing = (filter: typeof ListFilter.Type) =>
  Effect.flatMap(Webhooks, (webhooks) => webhooks.list(filter))

const ordering = Effect.flatMap(Invoices, (invoices) => invoices.create(order))

const pathOf = (filter: typeof ListFilter.Type) =>
  Either.getOrThrow(Webhooks.endpoints.list.prepare([filter])).path

describe("a query", () => {
  it("has a field for each that is given, by its name on the wire, and none for others", () => {
    assert.strictEqual(pathOf({}), "/developers/webhooks")
    assert.strictEqual(
      pathOf({ page: undefined, search: null, events: [] }),
      "/developers/webhooks"
    )
    assert.strictEqual(
      pathOf({ perPage: 50, page: 0, disabled: false }),
      "/developers/webhooks?per_page=50&page=0&disabled=false"
    )
  })

  it("repeats the field of a list", () => {
    assert.strictEqual(
      pathOf({ events: ["paid", "failed"] }),
      "/developers/webhooks?events=paid&events=failed"
    )
  })

  it("holds what its schema makes of a value", () => {
    const createdAfter = DateTime.unsafeMakeZoned(Date.UTC(2026, 0, 2, 3, 4, 5), {
      timeZone: "Asia/Tokyo"
    })
    const url = new URL(pathOf({ createdAfter }), "https://example.com")
    assert.strictEqual(url.searchParams.get("created_after"), "2026-01-02 03:04:05")
  })

  it.prop("comes back from its encoding, whatever is in it", [FastCheck.string()], ([search]) => {
    const url = new URL(pathOf({ search }), "https://example.com")
    assert.strictEqual(url.pathname, "/developers/webhooks")
    assert.strictEqual(url.searchParams.get("search"), search)
    assert.strictEqual(url.hash, "")
  })

  it.effect("goes out with a GET or a DELETE, which have no body", () =>
    Effect.gen(function* () {
      const listed = yield* calling(listing({ page: 2, events: ["a b", "ü&="] }), [
        Reply.success(Webhooks.endpoints.list, [webhook])
      ])
      assert.deepStrictEqual(listed.result, Either.right([webhook]))
      assert.strictEqual(
        listed.requests[0]?.url,
        "https://gateway.example/bitgpt/developers/webhooks?events=a+b&events=%C3%BC%26%3D&page=2"
      )
      assert.isUndefined(listed.requests[0]?.body)
      const deleted = yield* calling(
        Effect.flatMap(Webhooks, (webhooks) => webhooks.delete("webhook_1", "moved")),
        [Reply.json({ status: 200, message: "deleted" })]
      )
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
  const prepare = (webhookId: string, id: string) =>
    Webhooks.endpoints.replay.prepare([webhookId, id])

  it("has each parameter in its place", () => {
    assert.strictEqual(
      Either.getOrThrow(prepare("webhook_1", "delivery_1")).path,
      "/developers/webhooks/webhook_1/deliveries/delivery_1/replay"
    )
  })

  it.prop(
    "keeps its segments, whatever a parameter holds",
    [FastCheck.string({ unit: "binary" }), FastCheck.string({ unit: "binary" })],
    ([webhookId, id]) => {
      const request = prepare(webhookId, id)
      if (Either.isLeft(request)) return
      const { pathname, search } = new URL(request.right.path, "https://example.com")
      assert.deepStrictEqual(pathname.split("/").map(decodeURIComponent), [
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
})

describe("a body", () => {
  it.effect("is the JSON of what the path doesn't take, nested names included", () =>
    Effect.gen(function* () {
      const dueAt = DateTime.unsafeMake("2026-05-30T20:23:16.999Z")
      const { requests, result } = yield* calling(
        Effect.flatMap(Invoices, (invoices) => invoices.create({ ...order, dueAt })),
        [Reply.success(Invoices.endpoints.create, invoice, { status: 201 })]
      )
      assert.deepStrictEqual(result, Either.right(invoice))
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
      Invoices.endpoints.create.prepare([
        {
          title: "",
          lines: [
            { productId: "a/b", quantity: 0 },
            { productId: "b", quantity: 1.5 }
          ]
        }
      ])
    ).pipe(Either.getOrThrow, inputProblems)
    assert.deepStrictEqual(problems, {
      title: "must not be empty",
      "lines[0].productId": "must not contain any of / \\ ? #",
      "lines[0].quantity": "must be at least 1",
      "lines[1].quantity": "must be a whole number"
    })
  })

  it("is a form where the call carries a file", () => {
    const logo = new File(["<svg/>"], "logo.svg", { type: "image/svg+xml" })
    const { body, path } = Either.getOrThrow(Webhooks.endpoints.upload.prepare(["webhook_1", logo]))
    assert.strictEqual(path, "/developers/webhooks/webhook_1/logo")
    if (!(body instanceof FormData)) return assert.fail("no form")
    assert.deepStrictEqual([...body.keys()], ["logo"])
    assert.deepInclude(body.get("logo"), { name: "logo.svg", type: "image/svg+xml" })
    return undefined
  })
})

describe("an idempotency key", () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  const made = Reply.success(Invoices.endpoints.create, invoice)

  it.effect("lets a POST be tried again, and stays the same", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* calling(ordering, [
        Reply.transportError("ConnectionReset"),
        Reply.error(503),
        made
      ])
      assert.isTrue(Either.isRight(result))
      const keys = requests.map(({ headers }) => headers["idempotency-key"])
      assert.lengthOf(keys, 3)
      assert.match(keys[0] ?? "", uuid)
      assert.lengthOf(new Set(keys), 1)
    })
  )

  it.effect("is another one for each call, and not of Effect's Random", () =>
    Effect.gen(function* () {
      yield* Effect.replicateEffect(Effect.withRandom(ordering, Random.make("seed")), 100)
      const keys = (yield* sentRequests).map(({ headers }) => headers["idempotency-key"] ?? "")
      assert.lengthOf(new Set(keys), 100)
      for (const key of keys) assert.match(key, uuid)
    }).pipe(Effect.provide(clientOver(() => made)))
  )

  it.effect("is the caller's own, or one that a test fixes", () =>
    Effect.gen(function* () {
      const keyOf = <A, E>(call: Effect.Effect<A, E, Services>) =>
        Effect.map(calling(call, [made]), ({ requests }) => requests[0]?.headers["idempotency-key"])
      const own = Effect.flatMap(Invoices, (invoices) =>
        invoices.create(order, { idempotencyKey: "order-7" })
      )
      assert.strictEqual(yield* keyOf(own), "order-7")
      const fixed = Effect.provideService(ordering, IdempotencyKeys, Effect.succeed("fixed"))
      assert.strictEqual(yield* keyOf(fixed), "fixed")
    })
  )

  it.effect("is told by the error, so that the caller can go on with it", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* calling(ordering, [
        Reply.error(503),
        Reply.error(503),
        Reply.error(503)
      ])
      const error = yield* Effect.flip(result)
      assert.isTrue(error.isRetryable)
      assert.isTrue(error.mayHaveTakenEffect)
      assert.isString(error.idempotencyKey)
      assert.strictEqual(error.idempotencyKey, requests[0]?.headers["idempotency-key"])
    })
  )

  it.effect("is sent by no other call, and not needed to try a DELETE again", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* calling(
        Effect.flatMap(Webhooks, (webhooks) => webhooks.delete("webhook_1")),
        [Reply.error(503), Reply.json({ status: 200 })]
      )
      assert.isTrue(Either.isRight(result))
      assert.lengthOf(requests, 2)
      assert.isUndefined(requests[0]?.headers["idempotency-key"])
    })
  )
})

describe("a DELETE that is repeated", () => {
  const deleting = Effect.flatMap(Webhooks, (webhooks) => webhooks.delete("webhook_1"))
  const gone = Reply.error(404)

  it.effect("takes 404 for success where an attempt before may have arrived", () =>
    Effect.gen(function* () {
      for (const lost of [Reply.error(503), Reply.transportError("ConnectionReset")]) {
        assert.isTrue(Either.isRight((yield* calling(deleting, [lost, gone])).result))
      }
      for (const script of [[gone], [Reply.transportError("ConnectionRefused"), gone]]) {
        const error = yield* Effect.flip((yield* calling(deleting, script)).result)
        assertTag(error, "NotFoundError")
      }
      const page = Reply.text("<h1>Not found</h1>", { status: 404 })
      const error = yield* Effect.flip((yield* calling(deleting, [Reply.error(503), page])).result)
      assertTag(error, "NotFoundError")
    })
  )
})

describe("a POST that only reads", () => {
  it.effect("is tried again, and may not have taken effect", () =>
    Effect.gen(function* () {
      const searching = Effect.flatMap(Webhooks, (webhooks) => webhooks.search("paid"))
      const busy = Reply.error(503)
      const { requests, result } = yield* calling(searching, [busy, busy, busy])
      assert.lengthOf(requests, 3)
      assert.isFalse((yield* Effect.flip(result)).mayHaveTakenEffect)
    })
  )
})

describe("an answer", () => {
  it.effect("is decoded by the call's own schema, and says where it differs", () =>
    Effect.gen(function* () {
      const secret = "secret of a webhook"
      const { result } = yield* calling(listing({}), [
        Reply.json({
          status: 200,
          data: [{ id: "a", url: "u", events: [], signing_secret: secret, disabled_at: null }]
        })
      ])
      const [found] = yield* result
      assert.strictEqual(Redacted.value(yield* found?.signingSecret ?? Effect.never), secret)
      const broken = yield* calling(listing({}), [
        Reply.json({ status: 200, data: [{ id: "a", url: "u", events: [7] }] })
      ])
      const error = yield* Effect.flip(broken.result)
      assert.propertyVal(error, "path", "data[0].events[0]")
      assert.strictEqual(error.operation, "Webhooks.list")
    })
  )

  it.effect("may have its data beside `data`", () =>
    Effect.gen(function* () {
      const { result } = yield* calling(
        Effect.flatMap(Invoices, (invoices) => invoices.total()),
        [Reply.json({ status: 200, sum: 7 })]
      )
      assert.deepStrictEqual(result, Either.right({ sum: 7 }))
    })
  )
})

describe("a paged list", () => {
  const page = (...ids: ReadonlyArray<string>) =>
    Reply.json({ status: 200, data: { items: ids.map((id) => ({ id, total_amount: "1" })) } })
  const streaming = (filter?: Paging) =>
    Effect.flatMap(Invoices, (invoices) => Stream.runCollect(invoices.stream(filter)))

  it.effect("is read to its end, page by page", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* calling(streaming({ limit: 2, offset: 1 }), [
        page("a", "b"),
        page("c"),
        page()
      ])
      assert.deepStrictEqual(
        Chunk.toReadonlyArray(yield* result).map(({ id }) => id),
        ["a", "b", "c"]
      )
      assert.deepStrictEqual(
        requests.map(({ url }) => new URL(url).search),
        ["?limit=2&offset=1", "?limit=2&offset=3", "?limit=2&offset=4"]
      )
    })
  )

  it.effect("fails at a page that repeats the one before", () =>
    Effect.gen(function* () {
      const { result } = yield* calling(streaming(), [page("a"), page("a")])
      const error = yield* Effect.flip(result)
      assertTag(error, "DecodeError")
      assert.include(error.message, "repeats the page before it")
    })
  )

  it.effect("may be a bare array, and is never taken for an empty one by mistake", () =>
    Effect.gen(function* () {
      const list = Effect.flatMap(Invoices, (invoices) => invoices.list())
      const bare = yield* calling(list, [
        Reply.json({ status: 200, data: [{ id: "a", total_amount: "1" }] })
      ])
      const { items }: Page<{ readonly id: string }> = yield* bare.result
      assert.deepStrictEqual(
        items.map(({ id }) => id),
        ["a"]
      )
      const odd = yield* calling(list, [Reply.json({ status: 200, data: { results: [] } })])
      const error = yield* Effect.flip(odd.result)
      assert.include(error.message, "found an object with the keys: results")
    })
  )
})
