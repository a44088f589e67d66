import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Either, FastCheck, Layer, Option, Redacted, Schema } from "effect"
import { type BitGptError, IdempotencyKeys, RateLimitPolicy } from "../../../src/index.js"
import type { Endpoint } from "../../../src/internal/call/endpoint.js"
import { DateTimeInput } from "../../../src/internal/codec/dateTimeInput.js"
import { option, required } from "../../../src/internal/codec/field.js"
import { PathSegment } from "../../../src/internal/codec/id.js"
import { inputProblems } from "../../../src/internal/codec/problems.js"
import { Label, listOf, Text } from "../../../src/internal/codec/text.js"
import { Timestamp } from "../../../src/internal/codec/timestamp.js"
import { call, noAnswer } from "../../../src/internal/resource/describe.js"
import { form } from "../../../src/internal/resource/form.js"
import * as Resource from "../../../src/internal/resource/resource.js"
import { Reply } from "../../../src/testing.js"
import { assertTag } from "../../support/assertTag.js"
import { clients, over } from "../../support/loopback.js"
import { clientOf, lost, scripted, type ScriptedServer } from "../../support/scriptedServer.js"
import { httpServer, json } from "../../support/server.js"
import { atOnce, endsAfter, start, withJitter } from "../../support/time.js"

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

interface WebhookFilter {
  readonly events?: ReadonlyArray<string> | undefined
  readonly createdAfter?: DateTime.DateTime | undefined
  readonly perPage?: number | undefined
  readonly page?: number | undefined
  readonly disabled?: boolean | undefined
  readonly search?: string | null | undefined
}

class Webhooks extends Resource.Tag("Webhooks")<Webhooks>()({
  list: call({
    method: "GET",
    path: "/developers/webhooks",
    arguments: (filter: WebhookFilter = {}) => filter,
    input: Schema.Struct({
      events: Schema.optional(listOf(Text)),
      createdAfter: Schema.optional(DateTimeInput).pipe(Schema.fromKey("created_after")),
      perPage: Schema.optional(Schema.NumberFromString).pipe(Schema.fromKey("per_page")),
      page: Schema.optional(Schema.Number),
      disabled: Schema.optional(Schema.Boolean),
      search: Schema.optional(Schema.NullOr(Text))
    }),
    output: Schema.Array(Webhook)
  }),

  /** Reads, by POST. */
  search: call({
    method: "POST",
    path: "/developers/webhooks/search",
    arguments: (text: string) => ({ text }),
    input: Schema.Struct({ text: Text }),
    output: Schema.Array(Webhook),
    isSafe: true
  }),

  delete: call({
    method: "DELETE",
    path: "/developers/webhooks/{id}",
    arguments: (id: string, reason?: string) => ({ id, reason }),
    input: Schema.Struct({ id: PathSegment, reason: Schema.optional(Text) }),
    output: noAnswer
  }),

  replay: call({
    method: "POST",
    path: "/developers/webhooks/{webhookId}/deliveries/{id}/replay",
    arguments: (webhookId: string, id: string) => ({ webhookId, id }),
    input: Schema.Struct({ webhookId: PathSegment, id: PathSegment }),
    output: noAnswer
  })
}) {}

const Invoice = Schema.Struct({
  id: PathSegment,
  total: required(Schema.String, "total_amount")
})

interface Order {
  readonly title: string
  readonly lines: readonly [Line, ...ReadonlyArray<Line>]
  readonly dueAt?: DateTime.DateTime | undefined
}

interface OrderOptions {
  readonly idempotencyKey?: string
}

interface Line {
  readonly productId: string
  readonly quantity: number
}

class Invoices extends Resource.Tag("Invoices")<Invoices>()({
  create: call({
    method: "POST",
    path: "/invoices",
    arguments: (order: Order, _options?: OrderOptions) => order,
    input: Schema.Struct({
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
    }),
    output: Invoice,
    keyOptions: (_: Order, options?: OrderOptions) => options
  }),

  /** Answers with its data beside `data`. */
  rate: call({
    method: "GET",
    path: "/invoices/rate",
    output: Schema.Struct({ rate: Schema.NumberFromString }),
    dataIn: (body) => ({ rate: body["rate"] })
  }),

  attach: call({
    method: "POST",
    path: "/invoices/{id}/files",
    arguments: (id: string, file: File, note?: string) => ({ id, file, note }),
    input: Schema.Struct({
      id: PathSegment,
      file: Schema.instanceOf(File),
      note: Schema.optional(Text)
    }),
    output: Schema.Struct({ id: Schema.String }),
    makeBody: form
  })
}) {}

const webhook = Webhook.make({ id: "webhook_1", url: "https://example.com", events: ["paid"] })
const invoice = Invoice.make({ id: "invoice_1", total: "12.50" })
const order: Order = { title: "Order 7", lines: [{ productId: "product_1", quantity: 2 }] }

const overScript = (http: ScriptedServer) =>
  Effect.provide(Layer.merge(Webhooks.layer, Invoices.layer).pipe(Layer.provide(clientOf(http))))

/** Makes one call over a script and returns what came of it and the requests, without waiting. */
const calling = <A>(
  use: Effect.Effect<A, BitGptError, Webhooks | Invoices>,
  script: ReadonlyArray<Reply.Reply>
) =>
  Effect.gen(function* () {
    const http = scripted(script)
    const result = yield* use.pipe(Effect.either, overScript(http), withJitter(0), atOnce)
    return { result, requests: http.requests }
  })

const pathOf = <Args extends ReadonlyArray<unknown>, A>(
  endpoint: Endpoint<Args, A>,
  ...args: NoInfer<Args>
) => Either.getOrThrow(endpoint.prepare(args)).path

const listPath = (filter?: WebhookFilter) => pathOf(Webhooks.endpoints.list, filter)

describe("a query", () => {
  it("has a field for each that is given, by its name on the wire, and none for others", () => {
    assert.strictEqual(listPath(), "/developers/webhooks")
    assert.strictEqual(
      listPath({ page: undefined, search: null, events: [] }),
      "/developers/webhooks"
    )
    assert.strictEqual(
      listPath({ perPage: 50, page: 0, disabled: false }),
      "/developers/webhooks?per_page=50&page=0&disabled=false"
    )
  })

  it("repeats the field of a list", () => {
    assert.strictEqual(
      listPath({ events: ["paid", "failed"] }),
      "/developers/webhooks?events=paid&events=failed"
    )
  })

  it("holds what its schema makes of a value", () => {
    const createdAfter = DateTime.unsafeMakeZoned(Date.UTC(2026, 0, 2, 3, 4, 5), {
      timeZone: "Asia/Tokyo"
    })
    const { searchParams } = new URL(listPath({ createdAfter }), "https://example.com")
    assert.strictEqual(searchParams.get("created_after"), "2026-01-02 03:04:05")
  })

  it.prop("comes back from its encoding, whatever is in it", [FastCheck.string()], ([search]) => {
    const url = new URL(listPath({ search }), "https://example.com")
    assert.strictEqual(url.pathname, "/developers/webhooks")
    assert.strictEqual(url.searchParams.get("search"), search)
    assert.strictEqual(url.hash, "")
  })

  it.effect("goes out with a GET or a DELETE, which have no body", () =>
    Effect.gen(function* () {
      const listed = yield* calling(
        Effect.flatMap(Webhooks, (_) => _.list({ page: 2, events: ["a b", "ü&="] })),
        [Reply.success(Webhooks.endpoints.list, [webhook])]
      )
      assert.deepStrictEqual(yield* listed.result, [webhook])
      assert.strictEqual(
        listed.requests[0]?.url,
        "https://gateway.example:8443/bitgpt/developers/webhooks?events=a+b&events=%C3%BC%26%3D&page=2"
      )
      assert.isUndefined(listed.requests[0]?.body)
      const deleted = yield* calling(
        Effect.flatMap(Webhooks, (_) => _.delete("webhook_1", "moved")),
        [Reply.json({ status: 200, message: "deleted" })]
      )
      assert.isTrue(Either.isRight(deleted.result))
      const [request] = deleted.requests
      assert.strictEqual(request?.method, "DELETE")
      assert.strictEqual(
        request?.url,
        "https://gateway.example:8443/bitgpt/developers/webhooks/webhook_1?reason=moved"
      )
      assert.isUndefined(request?.body)
    })
  )
})

describe("a path", () => {
  it("has each parameter in its place", () => {
    assert.strictEqual(
      pathOf(Webhooks.endpoints.replay, "webhook_1", "delivery_1"),
      "/developers/webhooks/webhook_1/deliveries/delivery_1/replay"
    )
  })

  it.prop(
    "keeps its segments, whatever a parameter holds",
    [FastCheck.string({ unit: "binary" }), FastCheck.string({ unit: "binary" })],
    ([webhookId, id]) => {
      const prepared = Webhooks.endpoints.replay.prepare([webhookId, id])
      if (Either.isLeft(prepared)) return
      const { pathname, search } = new URL(prepared.right.path, "https://example.com")
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
})

describe("a body", () => {
  it.effect("is the JSON of what the path doesn't take, nested names included", () =>
    Effect.gen(function* () {
      const dueAt = DateTime.unsafeMake("2026-05-30T20:23:16.999Z")
      const { requests, result } = yield* calling(
        Effect.flatMap(Invoices, (_) => _.create({ ...order, dueAt })),
        [Reply.success(Invoices.endpoints.create, invoice, { status: 201 })]
      )
      assert.deepStrictEqual(yield* result, invoice)
      assert.strictEqual(requests[0]?.headers["content-type"], "application/json")
      assert.deepStrictEqual(JSON.parse(requests[0]?.body ?? ""), {
        title: "Order 7",
        lines: [{ product_id: "product_1", quantity: 2 }],
        due_at: "2026-05-30 20:23:16"
      })
    })
  )

  it("is refused with all that is wrong, however deep", () => {
    const refused = Invoices.endpoints.create.prepare([
      {
        title: "",
        lines: [
          { productId: "a/b", quantity: 0 },
          { productId: "b", quantity: 1.5 }
        ]
      }
    ])
    assert.deepStrictEqual(inputProblems(Either.getOrThrow(Either.flip(refused))), {
      title: "must not be empty",
      "lines[0].productId": "must not contain any of / \\ ? #",
      "lines[0].quantity": "must be at least 1",
      "lines[1].quantity": "must be a whole number"
    })
  })

  it.effect("is refused with a field that the call doesn't have, and nothing is sent", () =>
    Effect.gen(function* () {
      const misspelt = { ...order, dueDate: "2026-05-30" }
      const { requests, result } = yield* calling(
        Effect.flatMap(Invoices, (_) => _.create(misspelt)),
        []
      )
      const error = yield* Effect.flip(result)
      assertTag(error, "ValidationError")
      assert.hasAllKeys(error.fields, ["dueDate"])
      assert.lengthOf(requests, 0)
    })
  )
})

describe("a form", () => {
  const file = new File(["%PDF-1.7 ü"], "rechnung ü.pdf", { type: "application/pdf" })

  /** What a server gets of it. */
  const attached = (client: (typeof clients)[number], note?: string) =>
    Effect.gen(function* () {
      const server = yield* httpServer((_, response) => {
        json(response, 200, { status: 200, data: { id: "file_1" } })
      })
      const { id } = yield* Effect.flatMap(Invoices, (_) => _.attach("invoice_1", file, note)).pipe(
        Effect.provide(Invoices.layer),
        over(client, server)
      )
      assert.strictEqual(id, "file_1")
      const [request] = server.requests
      assert(request !== undefined)
      assert.strictEqual(request.url, "/invoices/invoice_1/files")
      return yield* Effect.promise(() =>
        new Response(request.body, {
          headers: { "content-type": request.headers["content-type"] ?? "" }
        }).formData()
      )
    })

  it.scopedLive.each(clients)(
    "goes out as multipart over $name, name and type included",
    (client) =>
      Effect.gen(function* () {
        const form = yield* attached(client, "as agreed")
        assert.sameMembers(Array.from(form.keys()), ["file", "note"])
        assert.strictEqual(form.get("note"), "as agreed")
        const received = form.get("file")
        assert(received instanceof File)
        assert.strictEqual(received.name, file.name)
        assert.strictEqual(received.type, file.type)
        assert.strictEqual(yield* Effect.promise(() => received.text()), "%PDF-1.7 ü")
      })
  )

  it.scopedLive("has nothing of what is left out", () =>
    Effect.gen(function* () {
      const form = yield* attached(clients[0])
      assert.deepStrictEqual(Array.from(form.keys()), ["file"])
    })
  )
})

describe("a read by POST", () => {
  const search = Effect.flatMap(Webhooks, (_) => _.search("paid"))

  it.effect("is tried again like a GET", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* calling(search, [
        lost,
        Reply.error(503),
        Reply.success(Webhooks.endpoints.search, [webhook])
      ])
      assert.deepStrictEqual(yield* result, [webhook])
      assert.deepStrictEqual(
        requests.map(({ body, method }) => [method, body]),
        Array.from({ length: 3 }, () => ["POST", '{"text":"paid"}'])
      )
    })
  )

  it.effect("never takes effect, whatever becomes of it", () =>
    Effect.gen(function* () {
      const { result } = yield* calling(search, [lost, lost, lost])
      assert.isFalse((yield* Effect.flip(result)).mayHaveTakenEffect)
    })
  )
})

describe("an idempotency key", () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  const create = Effect.flatMap(Invoices, (_) => _.create(order))
  const created = Effect.suspend(() => Reply.success(Invoices.endpoints.create, invoice))

  it.effect("lets a POST be tried again, and stays the same in all attempts", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* calling(create, [lost, Reply.error(503), created])
      assert.isTrue(Either.isRight(result))
      const keys = requests.map(({ headers }) => headers["idempotency-key"])
      assert.lengthOf(keys, 3)
      assert.match(keys[0] ?? "", uuid)
      assert.lengthOf(new Set(keys), 1)
    })
  )

  it.effect("is another one for each call", () =>
    Effect.gen(function* () {
      const http = scripted(created)
      yield* overScript(http)(Effect.replicateEffect(create, 50))
      const keys = http.requests.map(({ headers }) => headers["idempotency-key"])
      assert.lengthOf(new Set(keys), 50)
    })
  )

  it.effect("does not come from Effect's Random, whose seeds repeat", () =>
    Effect.gen(function* () {
      const http = scripted(created)
      yield* overScript(http)(withJitter(0.5)(Effect.replicateEffect(create, 2)))
      const [first, second] = http.requests.map(({ headers }) => headers["idempotency-key"])
      assert.notStrictEqual(first, second)
    })
  )

  it.effect("comes from IdempotencyKeys: the call's, or the client's", () =>
    Effect.gen(function* () {
      const http = scripted(created)
      const fixed = (key: string) => Layer.succeed(IdempotencyKeys, () => key)
      const client = clientOf(http).pipe(Layer.provide(fixed("of the client")))
      yield* Effect.zip(create, Effect.provide(create, fixed("of the call"))).pipe(
        Effect.provide(Layer.provide(Invoices.layer, client))
      )
      assert.deepStrictEqual(
        http.requests.map(({ headers }) => headers["idempotency-key"]),
        ["of the client", "of the call"]
      )
    })
  )

  it.effect("is the caller's own where there is one", () =>
    Effect.gen(function* () {
      const { requests } = yield* calling(
        Effect.flatMap(Invoices, (_) => _.create(order, { idempotencyKey: "order-7" })),
        [Reply.error(503), created]
      )
      assert.deepStrictEqual(
        requests.map(({ headers }) => headers["idempotency-key"]),
        ["order-7", "order-7"]
      )
    })
  )

  const problem = "must be of ASCII characters without spaces, such as a UUID"

  it.effect.each(["", " ", "a b", " a", "a ", "clé", "a\n", "\u007f"])(
    "of the caller's own that no header can carry is refused: %j",
    (idempotencyKey) =>
      Effect.gen(function* () {
        const { requests, result } = yield* calling(
          Effect.flatMap(Invoices, (_) => _.create(order, { idempotencyKey })),
          []
        )
        const error = yield* Effect.flip(result)
        assertTag(error, "ValidationError")
        assert.deepStrictEqual(error.fields, { idempotencyKey: problem })
        assert.lengthOf(requests, 0)
      })
  )

  it.effect("is refused together with all that is wrong with the input", () =>
    Effect.gen(function* () {
      const { result } = yield* calling(
        Effect.flatMap(Invoices, (_) => _.create({ ...order, title: "" }, { idempotencyKey: "" })),
        []
      )
      const error = yield* Effect.flip(result)
      assertTag(error, "ValidationError")
      assert.deepStrictEqual(error.fields, {
        idempotencyKey: problem,
        title: "must not be empty"
      })
    })
  )

  it.effect("is told by the error, so that the caller can repeat the call with it", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* calling(create, [lost, lost, lost])
      const error = yield* Effect.flip(result)
      assert.strictEqual(error.idempotencyKey, requests[0]?.headers["idempotency-key"])
      assert.isTrue(error.isRetryable)
      assert.isTrue(error.mayHaveTakenEffect)
    })
  )

  it.effect("is sent by no other call, and not needed to try a DELETE again", () =>
    Effect.gen(function* () {
      const deleted = yield* calling(
        Effect.flatMap(Webhooks, (_) => _.delete("webhook_1")),
        [Reply.error(503), Reply.json({ status: 200 })]
      )
      assert.isTrue(Either.isRight(deleted.result))
      assert.deepStrictEqual(
        deleted.requests.map(({ headers }) => headers["idempotency-key"]),
        [undefined, undefined]
      )
      const replayed = yield* calling(
        Effect.flatMap(Webhooks, (_) => _.replay("a", "b")),
        [Reply.error(503)]
      )
      const error = yield* Effect.flip(replayed.result)
      assert.isUndefined(replayed.requests[0]?.headers["idempotency-key"])
      assert.isUndefined(error.idempotencyKey)
    })
  )
})

describe("a call whose answer is not wanted", () => {
  const remove = Effect.flatMap(Webhooks, (_) => _.delete("webhook_1"))

  for (const [name, reply] of [
    ["204 without a body", Reply.empty({ status: 204 })],
    ["200 without a body", Reply.empty()],
    ["202 with HTML", Reply.text("<p>done</p>", { status: 202 })],
    ["200 with a list", Reply.json([1])],
    ["200 with bytes that are no text", Reply.bytes(new Uint8Array([0xff]))],
    ["201 with an envelope", Reply.json({ status: 201, data: { id: 7 } }, { status: 201 })]
  ] as const) {
    it.effect(`succeeds with any success: ${name}`, () =>
      Effect.gen(function* () {
        assert.isUndefined(yield* (yield* calling(remove, [reply])).result)
      })
    )
  }

  it.effect("fails where the envelope takes the success back", () =>
    Effect.gen(function* () {
      const { result } = yield* calling(remove, [Reply.json({ status: 403, error: "no" })])
      assertTag(yield* Effect.flip(result), "PermissionDeniedError")
    })
  )

  it.effect("takes 404 for success where an attempt before may have arrived, and only there", () =>
    Effect.gen(function* () {
      const repeated = yield* calling(remove, [lost, Reply.error(404)])
      assert.isTrue(Either.isRight(repeated.result))
      const first = yield* calling(remove, [Reply.error(404)])
      assertTag(yield* Effect.flip(first.result), "NotFoundError")
      const unsent = yield* calling(remove, [
        Reply.transportError("ConnectionRefused"),
        Reply.error(404)
      ])
      assertTag(yield* Effect.flip(unsent.result), "NotFoundError")
    })
  )
})

describe("an answer", () => {
  it.effect("is decoded by the call's own schema, and says where it differs", () =>
    Effect.gen(function* () {
      const list = Effect.flatMap(Webhooks, (_) => _.list())
      const secret = "secret of a webhook"
      const { result } = yield* calling(list, [
        Reply.json({
          status: 200,
          data: [{ id: "a", url: "u", events: [], signing_secret: secret, disabled_at: null }]
        })
      ])
      const [found] = yield* result
      assert.deepStrictEqual(
        Option.map(found?.signingSecret ?? Option.none(), Redacted.value),
        Option.some(secret)
      )
      const broken = yield* calling(list, [
        Reply.json({ status: 200, data: [{ id: "a", url: "u", events: [7] }] })
      ])
      const error = yield* Effect.flip(broken.result)
      assertTag(error, "DecodeError")
      assert.strictEqual(error.path, "data[0].events[0]")
      assert.strictEqual(error.operation, "Webhooks.list")
    })
  )

  it.effect("may have its data beside `data`", () =>
    Effect.gen(function* () {
      const rate = Effect.flatMap(Invoices, (_) => _.rate())
      const { result } = yield* calling(rate, [
        Reply.json({ status: 200, data: null, rate: "1.25" })
      ])
      assert.deepStrictEqual(yield* result, { rate: 1.25 })
      const without = yield* calling(rate, [Reply.json({ status: 200, data: { rate: "1.25" } })])
      assertTag(yield* Effect.flip(without.result), "DecodeError")
    })
  )

  it.effect("comes with headers and envelope from withResponse, in one request", () =>
    Effect.gen(function* () {
      const { requests, result } = yield* calling(
        Effect.flatMap(Webhooks, (_) => _.withResponse.list()),
        [
          Reply.success(Webhooks.endpoints.list, [webhook], {
            status: 203,
            headers: { "x-id": "7" }
          })
        ]
      )
      const { envelope, headers, status } = yield* result
      assert.deepStrictEqual(envelope.data, [webhook])
      assert.strictEqual(status, 203)
      assert.strictEqual(headers["x-id"], "7")
      assert.isTrue(Option.isSome(envelope.supportId))
      assert.lengthOf(requests, 1)
    })
  )
})

describe("a method of HTTP", () => {
  it.each([
    ["GET", { isSafe: true, isIdempotent: true, hasBody: false }],
    ["HEAD", { isSafe: true, isIdempotent: true, hasBody: false }],
    ["OPTIONS", { isSafe: true, isIdempotent: true, hasBody: false }],
    ["PUT", { isSafe: false, isIdempotent: true, hasBody: true }],
    ["DELETE", { isSafe: false, isIdempotent: true, hasBody: false }],
    ["POST", { isSafe: false, isIdempotent: false, hasBody: true }],
    ["PATCH", { isSafe: false, isIdempotent: false, hasBody: true }]
  ] as const)("says what %s may do and where its fields go", (method, { hasBody, ...expected }) => {
    const described = call({
      method,
      path: "/notes/{id}",
      arguments: (id: string, text: string) => ({ id, text }),
      input: Schema.Struct({ id: PathSegment, text: Text }),
      output: noAnswer
    })
    const endpoint = described.named("Notes.write")
    assert.deepInclude(endpoint, { operation: "Notes.write", method, ...expected })
    assert.deepStrictEqual(
      Either.getOrThrow(endpoint.prepare(["note_1", "paid"])),
      hasBody
        ? { path: "/notes/note_1", body: '{"text":"paid"}' }
        : { path: "/notes/note_1?text=paid", body: undefined }
    )
  })
})

describe("the tag of a resource", () => {
  it("names its methods and its calls", () => {
    assert.strictEqual(Webhooks.key, "effect-bitgpt/Webhooks")
    assert.deepStrictEqual(Webhooks.methods, ["list", "search", "delete", "replay"])
    assert.deepStrictEqual(
      Object.values(Webhooks.endpoints).map(({ isIdempotent, isSafe, method, operation }) => [
        operation,
        method,
        isSafe,
        isIdempotent
      ]),
      [
        ["Webhooks.list", "GET", true, true],
        ["Webhooks.search", "POST", true, true],
        ["Webhooks.delete", "DELETE", false, true],
        ["Webhooks.replay", "POST", false, false]
      ]
    )
    assert.isTrue(Invoices.endpoints.create.isIdempotent)
  })

  it("has calls that know the names of their input's fields, as the caller writes them", () => {
    const { create, rate } = Invoices.endpoints
    assert.deepStrictEqual(["due_at", "title", "x"].map(create.inputName), ["dueAt", "title", "x"])
    assert.strictEqual(rate.inputName("due_at"), "due_at")
  })

  it("has calls that do without a body only where nothing of the answer is wanted", () => {
    assert.isTrue(Webhooks.endpoints.delete.ignoresBody)
    assert.isFalse(Webhooks.endpoints.list.ignoresBody)
  })

  it.effect("gives services that share one client, with its limits", () =>
    Effect.gen(function* () {
      const http = scripted([
        Reply.success(Webhooks.endpoints.list, []),
        Reply.json({ status: 200, rate: "1" })
      ])
      const client = clientOf(http).pipe(
        Layer.provide(RateLimitPolicy.layer({ requests: 1, burst: 1 }))
      )
      const both = Effect.zip(
        Effect.flatMap(Webhooks, (_) => _.list()),
        Effect.flatMap(Invoices, (_) => _.rate())
      )
      const fiber = yield* start(
        Effect.provide(both, Layer.provide(Layer.merge(Webhooks.layer, Invoices.layer), client))
      )
      yield* endsAfter(fiber, "1 second")
      assert.lengthOf(http.requests, 2)
    })
  )
})
