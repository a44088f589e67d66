import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Option, Redacted } from "effect"
import { inspect } from "node:util"
import { type WebhookInput, Webhooks } from "../../src/index.js"
import { assertRefused } from "../support/assertRefused.js"
import { assertTag } from "../support/assertTag.js"
import { clients, over } from "../support/loopback.js"
import { assertSentOnce, jsonOf, placeholder, serverWith, success } from "../support/resources.js"
import { createdSecret, createWebhook, getWebhook, listedSecret, listWebhooks } from "./samples.js"

const id = "webhook_0197bbbe-d286-73dd-8088-fc14dc526724"
const [fetchClient] = clients

const input = {
  label: "Orders",
  url: "https://shop.example/webhooks?from=bitgpt",
  events: ["product.created", "invoice.paid"],
  description: "For the shop"
} satisfies WebhookInput

const accepted = [
  "https://shop.example",
  "HTTPS://shop.example:8443/a?b=c#d",
  "https://user:word@shop.example/",
  "http://localhost:3000/hook",
  "http://127.0.0.1/hook",
  "http://[::1]:3000/hook"
]

const refused = [
  "",
  "shop.example/hook",
  "//shop.example/hook",
  "https:shop.example",
  "https://",
  " https://shop.example",
  "https://shop.example/a b",
  "https://shop.example/a\nb",
  "http://shop.example/hook",
  "http://localhost.shop.example/hook",
  "http://shop.localhost/hook",
  "ftp://shop.example/hook",
  "javascript:alert(1)"
]

describe.each(clients)("Webhooks over $name", (client) => {
  it.scopedLive("creates a webhook as the documentation prints it", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(createWebhook)
      const webhook = yield* Effect.flatMap(Webhooks, (_) => _.create(input)).pipe(
        over(client, server)
      )
      assert.strictEqual(webhook.id, id)
      assert.deepStrictEqual(Option.map(webhook.secret, Redacted.value), Option.some(createdSecret))
      assert.deepStrictEqual(webhook.events, Option.some(["api_key.created"]))
      assert.isTrue(Option.isNone(webhook.enabled))
      assert.isTrue(Option.isNone(webhook.description))
      assert.isTrue(Option.isNone(webhook.updatedAt))
      assert.deepStrictEqual(
        server.requests.map(({ body, method, url }) => [method, url, jsonOf(body)]),
        [["POST", "/developers/webhooks", input]]
      )
    })
  )

  it.scopedLive("lists and gets webhooks as the documentation prints them", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(listWebhooks, getWebhook)
      const [listed, got] = yield* Effect.flatMap(Webhooks, (_) =>
        Effect.all([_.list(), _.get(id)])
      ).pipe(over(client, server))
      assert.lengthOf(listed, 1)
      assert.deepStrictEqual(
        listed.map(({ secret }) => Option.map(secret, Redacted.value)),
        [Option.some(listedSecret)]
      )
      assert.deepStrictEqual(got.enabled, Option.some(true))
      assert.deepStrictEqual(got.label, Option.some("example"))
      assert.deepStrictEqual(
        Option.map(got.createdAt, DateTime.formatIso),
        Option.some("2025-06-29T14:52:14.000Z")
      )
      assert.deepStrictEqual(
        server.requests.map(({ method, url }) => `${method} ${url}`),
        ["GET /developers/webhooks", `GET /developers/webhooks/${id}`]
      )
    })
  )

  it.scopedLive("hands out the event types as they came, the placeholder too", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(placeholder, success(["payment.updated"]))
      const types = yield* Effect.flatMap(Webhooks, (_) =>
        Effect.all([_.eventTypes(), _.eventTypes()])
      ).pipe(over(client, server))
      assert.deepStrictEqual(types, [{ id: "123" }, ["payment.updated"]])
      assert.strictEqual(server.requests[0]?.url, "/developers/webhooks/events")
    })
  )
})

describe("Webhooks", () => {
  it.scopedLive("takes a webhook of which nothing but the id is known", () =>
    Effect.gen(function* () {
      const odd = { id, secret: 7, label: {}, enabled: "yes", events: "all", created_at: "soon" }
      const server = yield* serverWith(success([{ id }, odd, { id, enabled: false }]))
      const listed = yield* Effect.flatMap(Webhooks, (_) => _.list()).pipe(
        over(fetchClient, server)
      )
      assert.deepStrictEqual(
        listed.map(({ enabled }) => enabled),
        [Option.none(), Option.none(), Option.some(false)]
      )
      assert.deepStrictEqual(
        listed.map(({ secret }) => Option.isNone(secret)),
        [true, true, true]
      )
    })
  )

  it.scopedLive("fails where an id is missing or no text", () =>
    Effect.gen(function* () {
      const errors = yield* Effect.forEach([{}, { id: 7 }, { id: "" }, null], (data) =>
        Effect.flatMap(serverWith(success(data)), (server) =>
          Effect.flatMap(Webhooks, (_) => _.get(id)).pipe(over(fetchClient, server), Effect.flip)
        )
      )
      for (const error of errors) assertTag(error, "DecodeError")
    })
  )

  it.scopedLive("shows a secret in no text", () =>
    Effect.gen(function* () {
      const server = yield* serverWith({ ...getWebhook, message: `new: ${createdSecret}` })
      const answer = yield* Effect.flatMap(Webhooks, (_) => _.withResponse.get(id)).pipe(
        over(fetchClient, server)
      )
      for (const text of [JSON.stringify(answer), inspect(answer, { depth: 9 })]) {
        assert.notInclude(text, createdSecret.slice(9))
        assert.include(text, "redacted")
      }
    })
  )

  it.scopedLive("is not sent again once it may have arrived", () =>
    assertSentOnce(
      fetchClient,
      Effect.flatMap(Webhooks, (_) => _.create(input))
    )
  )

  it.scopedLive("takes addresses that begin with https, and http on this machine", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(createWebhook)
      for (const url of accepted) {
        yield* Effect.flatMap(Webhooks, (_) => _.create({ ...input, url })).pipe(
          over(fetchClient, server)
        )
        assert.include(server.requests.at(-1)?.body, JSON.stringify(url))
      }
    })
  )

  it.scopedLive("refuses every other address, and sends nothing", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(createWebhook)
      for (const url of refused) {
        const error = yield* Effect.flatMap(Webhooks, (_) => _.create({ ...input, url })).pipe(
          over(fetchClient, server),
          Effect.flip
        )
        assertTag(error, "ValidationError")
        assert.deepStrictEqual(Object.keys(error.fields), ["url"], url)
        assert.notInclude(error.message, "shop.")
      }
      assert.lengthOf(server.requests, 0)
    })
  )

  it.scopedLive("says everything that is wrong with an input at once", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(createWebhook)
      const wrong = { label: "", url: "https://a.example", events: ["", 7], enabled: true }
      const error = yield* Effect.flatMap(Webhooks, (_) =>
        // @ts-expect-error -- what a program without types may do
        _.create(wrong)
      ).pipe(over(fetchClient, server), Effect.flip)
      assertTag(error, "ValidationError")
      assert.hasAllKeys(error.fields, ["label", "events[0]", "events[1]", "enabled"])
      assert.lengthOf(server.requests, 0)
    })
  )

  it.scopedLive("refuses ids that lead to another call", () =>
    Effect.forEach(["", "events", "../api_keys", "a/b", ".", createdSecret], (wrong) =>
      assertRefused(
        fetchClient,
        ["id"],
        Effect.flatMap(Webhooks, (_) => _.get(wrong))
      )
    )
  )
})
