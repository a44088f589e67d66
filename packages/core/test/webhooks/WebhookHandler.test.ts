import { HttpApp, HttpRouter, HttpServer, HttpServerRequest } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Context, Deferred, Effect, Fiber, Layer, Logger, Redacted, type Scope } from "effect"
import * as http from "node:http"
import * as net from "node:net"
import {
  WebhookDeduplication,
  type WebhookDeduplicationService
} from "../../src/webhooks/WebhookDeduplication.js"
import type { WebhookDelivery } from "../../src/webhooks/WebhookDelivery.js"
import * as WebhookHandler from "../../src/webhooks/WebhookHandler.js"
import { assertNoSecret, hostileSecret } from "../support/secrets.js"
import { logged } from "../support/sinks.js"
import { hmac, otherSecret, overview, paymentUpdated, secret, signed } from "./deliveries.js"

const quiet = Logger.remove(Logger.defaultLogger)

/** Serves an app under a router on a free loopback port. Gives its address. */
const serve = <E>(app: HttpApp.Default<E>): Effect.Effect<string, never, Scope.Scope> =>
  Effect.gen(function* () {
    const context = yield* Layer.build(
      HttpRouter.empty.pipe(
        HttpRouter.post("/", app),
        HttpServer.serve(),
        Layer.provideMerge(
          NodeHttpServer.layer(() => http.createServer(), { port: 0, host: "127.0.0.1" })
        ),
        Layer.provideMerge(quiet),
        Layer.orDie
      )
    )
    const { address } = Context.get(context, HttpServer.HttpServer)
    return address._tag === "TcpAddress" ? `http://127.0.0.1:${address.port}` : assert.fail()
  })

interface Receiver {
  readonly url: string
  readonly deliveries: ReadonlyArray<WebhookDelivery>
}

type Options<E> = Partial<WebhookHandler.WebhookHandlerOptions<unknown, E, never>>

/** A server with a handler that remembers what the application's effect was run with. */
const receiver = <E = never>(
  options: Options<E> = {}
): Effect.Effect<Receiver, never, Scope.Scope> =>
  Effect.gen(function* () {
    const deliveries: Array<WebhookDelivery> = []
    const handler = yield* WebhookHandler.make<unknown, E, never>({
      secret,
      tolerance: Infinity,
      ...options,
      onDelivery: (delivery) => {
        deliveries.push(delivery)
        return options.onDelivery?.(delivery) ?? Effect.void
      }
    })
    return { url: yield* serve(handler), deliveries }
  })

interface Post {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array<ArrayBuffer>
}

/** Sends a delivery as any client would, and gives the status. */
const post = (url: string, { body, headers }: Post) =>
  Effect.promise(async (signal) => {
    const response = await fetch(url, { method: "POST", body, headers, signal })
    assert.strictEqual(await response.text(), "")
    return response.status
  })

function* pieces(text: string, length: number) {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

/** Sends a body in pieces without telling its length. */
const postPieces = (url: string, headers: Post["headers"], pieces: Iterable<Uint8Array>) =>
  Effect.async<number>((resume) => {
    const request = http.request(url, { method: "POST", headers }, (response) => {
      response.resume()
      resume(Effect.succeed(response.statusCode ?? 0))
    })
    request.on("error", (error) => {
      resume(Effect.die(error))
    })
    for (const piece of pieces) request.write(piece)
    request.end()
  })

const payment = signed(JSON.stringify(paymentUpdated))

const another = signed(JSON.stringify({ ...paymentUpdated, timestamp: "2025-08-21 00:00:00" }))

const now = () => new Date().toISOString().replace("T", " ").replace("Z", "")

describe("a handler", () => {
  it.scopedLive("runs the application's effect and answers 200", () =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver()
      assert.strictEqual(yield* post(url, payment), 200)
      const [delivery] = deliveries
      assert.lengthOf(deliveries, 1)
      assert(delivery?.event === "payment.updated" && !Redacted.isRedacted(delivery.payload))
      assert.strictEqual(delivery.payload.id, paymentUpdated.payload.id)
    })
  )

  it.scopedLive("reads the bytes as they come", () =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver()
      const name = "Zürich 🚀 ".repeat(20_000)
      const { body, headers } = signed(JSON.stringify({ ...overview, payload: { name } }))
      assert.strictEqual(yield* postPieces(url, headers, pieces(body, 777)), 200)
      const [delivery] = deliveries
      assert.deepStrictEqual(
        delivery !== undefined && Redacted.isRedacted(delivery.payload)
          ? Redacted.value(delivery.payload)
          : undefined,
        { name }
      )
    })
  )

  const { "X-Webhook-Signature": signature, ...unsigned } = payment.headers
  it.scopedLive.each([
    ["without headers", { ...payment, headers: {} }],
    ["without a signature", { ...payment, headers: unsigned }],
    [
      "with a malformed signature",
      { ...payment, headers: { ...payment.headers, "X-Webhook-Signature": "no" } }
    ],
    ["with a body that is not the signed one", { ...payment, body: `${payment.body} ` }],
    ["with a body that is nothing", { ...payment, body: "" }],
    [
      "signed with another secret",
      {
        ...payment,
        headers: {
          ...payment.headers,
          "X-Webhook-Signature": hmac(payment.body, Redacted.value(otherSecret)).toString("hex")
        }
      }
    ],
    [
      "with a repeated header",
      {
        ...payment,
        headers: { ...payment.headers, "X-Webhook-Signature": `${signature}, ${signature}` }
      }
    ]
  ] as const)("answers 401 to one %s", ([, request]) =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver()
      assert.strictEqual(yield* post(url, request), 401)
      assert.lengthOf(deliveries, 0)
    })
  )

  it.scopedLive("answers 401 to one with a header line sent twice", () =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver()
      const answer = yield* Effect.async<string>((resume) => {
        const socket = net.connect(Number(new URL(url).port), "127.0.0.1", () => {
          const lines = Object.entries(payment.headers).map(([name, value]) => `${name}: ${value}`)
          socket.write(
            [
              "POST / HTTP/1.1",
              "Host: localhost",
              "Connection: close",
              `Content-Length: ${Buffer.byteLength(payment.body)}`,
              ...lines,
              `x-webhook-signature: ${signature}`,
              "",
              payment.body
            ].join("\r\n")
          )
        })
        let text = ""
        socket.on("data", (data) => (text += data.toString()))
        socket.on("close", () => {
          resume(Effect.succeed(text))
        })
      })
      assert.match(answer, /^HTTP\/1\.1 401 /)
      assert.lengthOf(deliveries, 0)
    })
  )

  it.scopedLive("holds the tolerance against the clock", () =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver({ tolerance: undefined })
      assert.strictEqual(yield* post(url, payment), 401)
      assert.lengthOf(deliveries, 0)
      const headers = { ...payment.headers, "X-Webhook-Timestamp": now() }
      assert.strictEqual(yield* post(url, { ...payment, headers }), 200)
      assert.lengthOf(deliveries, 1)
    })
  )

  it.scopedLive("answers 400 to one that is rightly signed but not readable", () =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver()
      assert.strictEqual(yield* post(url, signed("event=payment.updated")), 400)
      assert.lengthOf(deliveries, 0)
    })
  )

  it.scopedLive("reads other signatures with the options of verify", () =>
    Effect.gen(function* () {
      const { url } = yield* receiver({
        secret: [secret, otherSecret],
        signedContent: ({ timestamp }) => timestamp,
        signingKey: (secret) => Redacted.value(secret).slice(4)
      })
      const key = Redacted.value(otherSecret).slice(4)
      const ofTime = hmac(payment.headers["X-Webhook-Timestamp"], key).toString("base64url")
      const headers = { ...payment.headers, "X-Webhook-Signature": ofTime }
      assert.strictEqual(yield* post(url, { ...payment, headers }), 200)
    })
  )
})

describe("the size of a body", () => {
  const deliveryOf = (length: number) => {
    const empty = JSON.stringify({ ...overview, payload: "" })
    return signed(JSON.stringify({ ...overview, payload: "x".repeat(length - empty.length) }))
  }

  it.scopedLive("is at most 1 MiB, announced or not", () =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver()
      const [longest, tooLong] = [deliveryOf(1_048_576), deliveryOf(1_048_577)]
      assert.strictEqual(yield* post(url, longest), 200)
      assert.lengthOf(deliveries, 1)
      assert.strictEqual(yield* post(url, tooLong), 413)
      const { body, headers } = tooLong
      assert.strictEqual(yield* postPieces(url, headers, pieces(body, 10_000)), 413)
      assert.lengthOf(deliveries, 1)
    })
  )

  it.scopedLive("is as the application says", () =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver({ maxBodyBytes: 1000 })
      assert.strictEqual(yield* post(url, deliveryOf(1001)), 413)
      assert.lengthOf(deliveries, 0)
      assert.strictEqual(yield* post(url, deliveryOf(1000)), 200)
      const { body, headers } = deliveryOf(999)
      assert.strictEqual(yield* postPieces(url, headers, pieces(body, 10_000)), 200)
      assert.lengthOf(deliveries, 2)
    })
  )

  it.scopedLive("that is announced as too long is not waited for", () =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver({ maxBodyBytes: 1000 })
      const status = yield* Effect.async<number | undefined>((resume) => {
        const headers = { ...payment.headers, "content-length": "1001" }
        const request = http.request(url, { method: "POST", headers }, ({ statusCode }) => {
          resume(Effect.succeed(statusCode))
        })
        // Of the sender, who hangs up after the answer.
        request.on("error", () => undefined)
        request.flushHeaders()
        return Effect.sync(() => request.destroy())
      })
      assert.strictEqual(status, 413)
      assert.lengthOf(deliveries, 0)
    })
  )

  it.scopedLive("is not waited for when it has no end", () =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver({ maxBodyBytes: 1000 })
      const ended = yield* Effect.async<string>((resume) => {
        const request = http.request(url, { method: "POST", headers: payment.headers })
        request.on("response", (response) => {
          resume(Effect.succeed(String(response.statusCode)))
        })
        request.on("error", (error) => {
          resume(Effect.succeed(error.message))
        })
        const more = () => {
          if (!request.destroyed) request.write("x".repeat(1000), more)
        }
        more()
        return Effect.sync(() => request.destroy())
      }).pipe(Effect.timeout("5 seconds"))
      assert.match(ended, /^413$|ECONNRESET|EPIPE|socket hang up/)
      assert.lengthOf(deliveries, 0)
    })
  )

  it.scopedLive("is not known where the sender hangs up", () =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver()
      const headers = { ...payment.headers, "content-length": String(payment.body.length) }
      yield* Effect.async<void>((resume) => {
        const request = http.request(url, { method: "POST", headers })
        request.on("error", () => {
          resume(Effect.void)
        })
        request.write(payment.body.slice(1), () => request.destroy(new Error("hung up")))
      })
      assert.strictEqual(yield* post(url, another), 200)
      assert.lengthOf(deliveries, 1)
    })
  )
})

describe("a delivery that comes again", () => {
  it.scopedLive("is answered 200 and dropped, also when it was sent later", () =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver()
      assert.strictEqual(yield* post(url, payment), 200)
      const headers = { ...payment.headers, "X-Webhook-Timestamp": now() }
      assert.strictEqual(yield* post(url, { ...payment, headers }), 200)
      assert.lengthOf(deliveries, 1)
      assert.strictEqual(yield* post(url, another), 200)
      assert.lengthOf(deliveries, 2)
    })
  )

  it.scopedLive("is not dropped by another handler", () =>
    Effect.gen(function* () {
      const one = yield* receiver()
      const other = yield* receiver()
      assert.strictEqual(yield* post(one.url, payment), 200)
      assert.strictEqual(yield* post(other.url, payment), 200)
      assert.lengthOf(other.deliveries, 1)
    })
  )

  it.scopedLive.each([
    ["fails", Effect.fail("no database")],
    ["dies", Effect.die(new Error("a bug"))],
    ["is interrupted", Effect.interrupt]
  ] as const)("gets through when the effect %s", ([, outcome]) =>
    Effect.gen(function* () {
      let attempts = 0
      const { deliveries, url } = yield* receiver({
        onDelivery: () => {
          attempts += 1
          return attempts === 1 ? outcome : Effect.void
        }
      })
      assert.isAtLeast(yield* post(url, payment), 500)
      assert.strictEqual(yield* post(url, payment), 200)
      assert.strictEqual(yield* post(url, payment), 200)
      assert.lengthOf(deliveries, 2)
    })
  )

  it.scopedLive("gets through when the sender has hung up", () =>
    Effect.gen(function* () {
      const [began, ended] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
      let attempts = 0
      const { deliveries, url } = yield* receiver({
        onDelivery: () => {
          attempts += 1
          return attempts > 1
            ? Effect.void
            : Deferred.succeed(began, undefined).pipe(
                Effect.zipRight(Effect.never),
                Effect.onInterrupt(() => Deferred.succeed(ended, undefined))
              )
        }
      })
      const sender = yield* Effect.fork(post(url, payment))
      yield* Deferred.await(began)
      yield* Fiber.interrupt(sender)
      yield* Deferred.await(ended)
      assert.strictEqual(yield* post(url, payment), 200)
      assert.lengthOf(deliveries, 2)
    })
  )

  it.scopedLive("is put off with 503 while the first is worked on, and dropped afterwards", () =>
    Effect.gen(function* () {
      const began = yield* Deferred.make<void>()
      const gate = yield* Deferred.make<void>()
      const { deliveries, url } = yield* receiver({
        onDelivery: () => Effect.zipRight(Deferred.succeed(began, undefined), Deferred.await(gate))
      })
      const first = yield* Effect.fork(post(url, payment))
      yield* Deferred.await(began)
      const { headers, status } = yield* Effect.promise(() =>
        fetch(url, { method: "POST", ...payment })
      )
      assert.strictEqual(status, 503)
      assert.strictEqual(headers.get("retry-after"), "5")
      yield* Deferred.succeed(gate, undefined)
      assert.strictEqual(yield* Fiber.join(first), 200)
      assert.strictEqual(yield* post(url, payment), 200)
      assert.lengthOf(deliveries, 1)
    })
  )

  it.scopedLive("is known by the key that the application makes", () =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver({
        deduplicationKey: ({ resourceId }) => resourceId
      })
      assert.strictEqual(yield* post(url, payment), 200)
      assert.strictEqual(yield* post(url, another), 200)
      assert.lengthOf(deliveries, 1)
    })
  )

  it.scopedLive("is looked for in the application's store", () =>
    Effect.gen(function* () {
      const keys: Array<string> = []
      const store: WebhookDeduplicationService = {
        once: (key, effect) => {
          keys.push(key)
          return Effect.as(key === "order.paid" ? Effect.void : effect, "Done")
        }
      }
      const { deliveries, url } = yield* receiver({
        deduplicationKey: ({ event }) => event
      }).pipe(Effect.provideService(WebhookDeduplication, store))
      assert.strictEqual(yield* post(url, payment), 200)
      assert.strictEqual(yield* post(url, signed(JSON.stringify(overview))), 200)
      assert.deepStrictEqual(keys, ["payment.updated", "order.paid"])
      assert.lengthOf(deliveries, 1)
    })
  )

  it.scopedLive("is not looked for where the application says so", () =>
    Effect.gen(function* () {
      const { deliveries, url } = yield* receiver().pipe(Effect.provide(WebhookDeduplication.none))
      assert.strictEqual(yield* post(url, payment), 200)
      assert.strictEqual(yield* post(url, payment), 200)
      assert.lengthOf(deliveries, 2)
    })
  )
})

describe("a handler of web requests", () => {
  const request = (webhook: Post) =>
    new Request("https://shop.example", { method: "POST", ...webhook })

  it.effect("answers as the server does", () =>
    Effect.gen(function* () {
      const deliveries: Array<WebhookDelivery> = []
      const handler = yield* WebhookHandler.make({
        secret,
        tolerance: Infinity,
        maxBodyBytes: 1000,
        onDelivery: (delivery) => Effect.sync(() => deliveries.push(delivery))
      })
      const webHandler = HttpApp.toWebHandler(Effect.provide(handler, quiet))
      const statusOf = (webhook: Post) =>
        Effect.map(
          Effect.promise(() => webHandler(request(webhook))),
          ({ status }) => status
        )
      assert.strictEqual(yield* statusOf(payment), 200)
      assert.strictEqual(yield* statusOf(payment), 200)
      assert.lengthOf(deliveries, 1)
      assert.strictEqual(yield* statusOf({ ...payment, headers: {} }), 401)
      assert.strictEqual(yield* statusOf(signed("{}")), 400)
      assert.strictEqual(yield* statusOf(signed("x".repeat(1001))), 413)
      assert.strictEqual(yield* statusOf(signed("x".repeat(1000))), 400)
      assert.lengthOf(deliveries, 1)
    })
  )
})

describe("what is refused", () => {
  it.effect("because its body is too long is logged", () =>
    Effect.gen(function* () {
      const handler = yield* WebhookHandler.make({
        secret,
        maxBodyBytes: 10,
        onDelivery: () => Effect.void
      })
      const [, lines] = yield* logged(
        Effect.provideService(
          handler,
          HttpServerRequest.HttpServerRequest,
          HttpServerRequest.fromWeb(
            new Request("https://shop.example", { method: "POST", ...payment })
          )
        )
      )
      assert.isTrue(
        lines.some(([, text]) => text.includes("WARN") && text.includes("its body is too long"))
      )
    })
  )

  it.effect("because its body breaks off is answered with 400 and logged", () =>
    Effect.gen(function* () {
      const handler = yield* WebhookHandler.make({ secret, onDelivery: () => Effect.void })
      const body = new ReadableStream({
        start: (controller) => {
          controller.error(new Error("broke off"))
        }
      })
      const streamed = { method: "POST", headers: payment.headers, body, duplex: "half" }
      const [answer, lines] = yield* logged(
        Effect.provideService(
          handler,
          HttpServerRequest.HttpServerRequest,
          HttpServerRequest.fromWeb(new Request("https://shop.example", streamed))
        )
      )
      assert.strictEqual(answer.status, 400)
      assert.isTrue(
        lines.some(([, text]) => text.includes("WARN") && text.includes("could not be read"))
      )
    })
  )

  it.effect("is logged with its reason, and without secrets", () =>
    Effect.gen(function* () {
      const handler = yield* WebhookHandler.make({
        secret: Redacted.make(hostileSecret),
        onDelivery: () => Effect.void
      })
      const body = JSON.stringify({ ...overview, payload: hostileSecret })
      const headers = {
        ...payment.headers,
        "X-Webhook-Signature": hmac(body, hostileSecret).toString("hex")
      }
      const [, lines] = yield* logged(
        Effect.provideService(
          handler,
          HttpServerRequest.HttpServerRequest,
          HttpServerRequest.fromWeb(
            new Request("https://shop.example", { method: "POST", headers, body })
          )
        )
      )
      assert.isTrue(
        lines.some(([, text]) => text.includes("WARN") && text.includes("OutsideTolerance"))
      )
      for (const [sink, text] of lines) {
        assertNoSecret(sink, text)
        assert.notInclude(text, headers["X-Webhook-Signature"])
      }
    })
  )
})
