import { Headers as PlatformHeaders } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import {
  BigDecimal,
  Cause,
  DateTime,
  Duration,
  Effect,
  Exit,
  FastCheck as fc,
  Inspectable,
  Option,
  Redacted,
  Schema,
  TestClock
} from "effect"
import {
  paymentOf,
  signatureHeader,
  verify,
  type VerifyOptions,
  WebhookDelivery,
  WebhookVerificationError
} from "../../src/webhooks/WebhookDelivery.js"
import { recordingTracer } from "../support/recordingTracer.js"
import { assertNoSecret, hostileSecret } from "../support/secrets.js"
import { logged, shown, shownError } from "../support/sinks.js"
import {
  apiKeyUpdated,
  hmac,
  otherSecret,
  overview,
  paymentUpdated,
  productCreated,
  sampleSecret,
  secret,
  sentAt,
  sentAtMillis,
  signed
} from "./deliveries.js"

const atSending = TestClock.setTime(sentAtMillis)

const verified = (options: VerifyOptions) => Effect.zipRight(atSending, verify(options))

/** The reason of the failure. */
const refused = (options: VerifyOptions) =>
  verified(options).pipe(
    Effect.flip,
    Effect.map(({ reason }) => reason)
  )

const bodyOf = (delivery: object) => JSON.stringify(delivery)

const payment = signed(bodyOf(paymentUpdated))

it("a signature is in a header that a platform can be told to redact", () => {
  const sent = PlatformHeaders.fromInput(payment.headers)
  const shown = PlatformHeaders.redact(sent, [signatureHeader])
  assert.deepStrictEqual(
    Object.keys(sent).filter((name) => Redacted.isRedacted(shown[name])),
    ["x-webhook-signature"]
  )
})

const without = (name: string) =>
  Object.fromEntries(Object.entries(payment.headers).filter(([key]) => key !== name))

describe("a delivery", () => {
  it.effect("of a payment", () =>
    Effect.gen(function* () {
      const delivery = yield* verified(payment)
      assert(delivery.event === "payment.updated" && !Redacted.isRedacted(delivery.payload))
      assert.strictEqual(delivery.webhookId, paymentUpdated.webhook_id)
      assert.strictEqual(delivery.resourceId, paymentUpdated.resource_id)
      assert.strictEqual(delivery.sentAt.epochMillis, sentAtMillis)
      assert.strictEqual(delivery.timestamp.epochMillis, sentAtMillis)
      assert.strictEqual(delivery.payload.id, paymentUpdated.payload.id)
      assert.deepStrictEqual(
        delivery.payload.price,
        BigDecimal.make(126_300_000_000_000_000_000_000_000n, 30)
      )
      assert.deepStrictEqual(
        Option.map(delivery.payload.happenedAt, DateTime.formatIso),
        Option.some("2025-07-04T18:15:20.000Z")
      )
    })
  )

  it.effect("tells of a payment, created or updated, in the documented form only", () =>
    Effect.gen(function* () {
      const paymentIn = (body: object) =>
        Effect.map(verified(signed(bodyOf(body))), (delivery) =>
          Option.map(paymentOf(delivery), ({ id }) => id)
        )
      const id = Option.some(paymentUpdated.payload.id)
      assert.deepStrictEqual(yield* paymentIn(paymentUpdated), id)
      assert.deepStrictEqual(yield* paymentIn({ ...paymentUpdated, event: "payment.created" }), id)
      for (const other of [
        { ...paymentUpdated, event: "payment.deleted" },
        { ...paymentUpdated, payload: { id: 7 } },
        productCreated
      ]) {
        assert.deepStrictEqual(yield* paymentIn(other), Option.none())
      }
    })
  )

  it.effect("has the time of sending from the header, that of the event from the body", () =>
    Effect.gen(function* () {
      const body = bodyOf({ ...paymentUpdated, timestamp: "2025-08-19 01:02:03" })
      const delivery = yield* verified(signed(body))
      assert.strictEqual(DateTime.formatIso(delivery.timestamp), "2025-08-19T01:02:03.000Z")
      assert.strictEqual(delivery.sentAt.epochMillis, sentAtMillis)
    })
  )

  it.effect.each(["api_key.created", "api_key.updated", "api_key.deleted"])("of %s", (event) =>
    Effect.gen(function* () {
      const delivery = yield* verified(signed(bodyOf({ ...apiKeyUpdated, event })))
      assert.strictEqual(delivery.event, event)
      assert(!Redacted.isRedacted(delivery.payload) && "secret" in delivery.payload)
      assert.deepStrictEqual(
        Option.map(delivery.payload.secret, Redacted.value),
        Option.some(sampleSecret)
      )
    })
  )

  it.effect("of a product", () =>
    Effect.gen(function* () {
      const delivery = yield* verified(signed(bodyOf(productCreated)))
      assert(delivery.event === "product.created" && !Redacted.isRedacted(delivery.payload))
      assert.deepStrictEqual(delivery.payload.isActive, Option.some(true))
      assert.deepStrictEqual(delivery.payload.metadata, Option.some({}))
      const [billing] = Option.getOrThrow(delivery.payload.schemas)
      assert.deepStrictEqual(
        billing?.basePrice,
        Option.some(BigDecimal.make(504_818257074815000000000000000000n, 30))
      )
    })
  )

  it.effect.each([
    ["an event without a page", overview, {}],
    ["an event of tomorrow", { ...overview, event: "refund.paid", payload: [1] }, [1]],
    ["a documented event without payload", { ...paymentUpdated, payload: null }, null],
    [
      "a documented event, its payload left out",
      { ...paymentUpdated, payload: undefined },
      undefined
    ],
    [
      "a documented event in another form",
      { ...paymentUpdated, payload: { ...paymentUpdated.payload, price: "1e3" } },
      { ...paymentUpdated.payload, price: "1e3" }
    ],
    [
      "a product without a name",
      { ...productCreated, payload: { ...productCreated.payload, name: null } },
      { ...productCreated.payload, name: null }
    ],
    [
      "a payment's payload under a key's event",
      { ...paymentUpdated, event: "api_key.updated" },
      paymentUpdated.payload
    ]
  ] as const)("of %s has unknown data, redacted", ([, body, payload]) =>
    Effect.gen(function* () {
      const delivery = yield* verified(signed(bodyOf(body)))
      assert.strictEqual(delivery.event, body.event)
      assert(Redacted.isRedacted(delivery.payload))
      assert.deepStrictEqual(Redacted.value(delivery.payload), payload)
    })
  )

  it.effect("has the event of the body, not the header's", () =>
    Effect.gen(function* () {
      const headers = { ...payment.headers, "X-Webhook-Event": "api_key.deleted" }
      assert.strictEqual((yield* verified({ ...payment, headers })).event, "payment.updated")
      const headersWithout = without("X-Webhook-Event")
      assert.strictEqual(
        (yield* verified({ ...payment, headers: headersWithout })).event,
        "payment.updated"
      )
    })
  )

  it.effect("goes into a queue and comes out again", () =>
    Effect.gen(function* () {
      const Job = Schema.parseJson(WebhookDelivery)
      for (const body of [apiKeyUpdated, paymentUpdated, productCreated, overview]) {
        const delivery = yield* verified(signed(bodyOf(body)))
        const again = yield* Effect.flatMap(Schema.encode(Job)(delivery), Schema.decode(Job))
        assert.strictEqual(yield* Schema.encode(Job)(again), yield* Schema.encode(Job)(delivery))
        if (Redacted.isRedacted(delivery.payload) && Redacted.isRedacted(again.payload)) {
          assert.deepStrictEqual(Redacted.value(again.payload), Redacted.value(delivery.payload))
        }
      }
    })
  )
})

describe("a body", () => {
  const text = bodyOf({ ...overview, payload: { name: "Zürich 🚀\ufeff" } })

  it.effect("may be text or bytes", () =>
    Effect.gen(function* () {
      const bytes = new TextEncoder().encode(text)
      const { headers } = signed(text)
      const larger = new Uint8Array(bytes.byteLength + 20)
      larger.set(bytes, 10)
      for (const body of [text, bytes, Buffer.from(text), larger.subarray(10, -10)]) {
        const { payload } = yield* verified({ secret, headers, body })
        assert.deepStrictEqual(Redacted.isRedacted(payload) && Redacted.value(payload), {
          name: "Zürich 🚀\ufeff"
        })
      }
    })
  )

  it.effect("is verified as it came, not as JSON would be written again", () =>
    Effect.gen(function* () {
      // As PHP writes it.
      const body = JSON.stringify({ ...paymentUpdated, extra: 1 }, null, 2).replaceAll("/", "\\/")
      const { event } = yield* verified(signed(body))
      assert.strictEqual(event, "payment.updated")
      const written = JSON.stringify(JSON.parse(body))
      assert.strictEqual(yield* refused({ ...signed(body), body: written }), "SignatureMismatch")
    })
  )

  it.effect("is what was verified, although its bytes change meanwhile", () =>
    Effect.gen(function* () {
      const body = new TextEncoder().encode(bodyOf(overview))
      const { headers } = signed(Uint8Array.from(body))
      const delivery = yield* verified({
        secret,
        headers,
        body,
        signingKey: (secret) => {
          body.fill(32)
          return Redacted.value(secret)
        }
      })
      assert.strictEqual(delivery.event, "order.paid")
    })
  )

  const { timestamp, ...withoutTimestamp } = overview
  it.effect.each([
    ["empty", ""],
    ["not JSON", "event=payment.updated"],
    ["cut off", text.slice(0, -1)],
    ["not UTF-8", Buffer.from(bodyOf({ ...overview, event: "caf\u00e9" }), "latin1")],
    ["null", "null"],
    ["an array", "[]"],
    ["a string", '"payment.updated"'],
    ["without webhook id", bodyOf({ ...overview, webhook_id: undefined })],
    ["with an empty event", bodyOf({ ...overview, event: "" })],
    ["with a number as event", bodyOf({ ...overview, event: 1 })],
    ["with a number as resource id", bodyOf({ ...overview, resource_id: 1 })],
    ["without timestamp", bodyOf(withoutTimestamp)],
    ["with a number as timestamp", bodyOf({ ...overview, timestamp: 1 })],
    ["with a timestamp that is none", bodyOf({ ...overview, timestamp: `${timestamp} PM` })],
    ["nested deeper than the stack", "[".repeat(500_000)]
  ] as const)("that is rightly signed, but %s, is unreadable", ([, body]) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* refused(signed(body)), "UnreadableBody")
    })
  )

  it.effect("that is wrongly signed is not parsed", () =>
    Effect.gen(function* () {
      const wrong = { ...payment, body: "not JSON" }
      assert.strictEqual(yield* refused(wrong), "SignatureMismatch")
    })
  )
})

describe("a signature", () => {
  const digest = hmac(payment.body)
  const forms = {
    hex: digest.toString("hex"),
    "hex in upper case": digest.toString("hex").toUpperCase(),
    base64: digest.toString("base64"),
    "base64 without padding": digest.toString("base64").replace("=", ""),
    base64url: digest.toString("base64url"),
    "base64url with padding": `${digest.toString("base64url")}=`
  }

  it.effect.each(
    Object.entries(forms).flatMap(([name, text]) => [
      [name, text] as const,
      [`${name} after sha256=`, `sha256=${text}`] as const,
      [`${name} between spaces`, ` ${text}\t`] as const
    ])
  )("may be %s", ([, signature]) =>
    Effect.gen(function* () {
      const headers = { ...payment.headers, "X-Webhook-Signature": signature }
      assert.strictEqual((yield* verified({ ...payment, headers })).event, "payment.updated")
    })
  )

  it.effect.each([
    ["too short", forms.hex.slice(1)],
    ["too long", `${forms.hex}0`],
    ["a byte too long", `${forms.hex}00`],
    ["of another algorithm", `sha1=${forms.hex}`],
    ["of another length", createDigest(20)],
    ["not hex", `${forms.hex.slice(1)}g`],
    ["cut base64", forms.base64.slice(0, 42)],
    ["base64 of 33 bytes", createDigest(33)],
    ["twice padded", `${forms["base64 without padding"]}==`],
    ["base64 with a character of none", `${forms.base64.slice(0, 42)}*`],
    ["hex with a space in it", `${forms.hex.slice(0, 32)} ${forms.hex.slice(32)}`],
    ["hex with the prefix in it", `${forms.hex.slice(0, 32)}sha256=${forms.hex.slice(32)}`],
    ["nothing after the prefix", "sha256="]
  ] as const)("that is %s is malformed", ([, signature]) =>
    Effect.gen(function* () {
      const headers = { ...payment.headers, "X-Webhook-Signature": signature }
      assert.strictEqual(yield* refused({ ...payment, headers }), "MalformedSignature")
    })
  )

  it.effect("of another body, secret or algorithm is a mismatch", () =>
    Effect.gen(function* () {
      for (const signature of [
        hmac(`${payment.body} `),
        hmac(payment.body, Redacted.value(otherSecret)),
        Buffer.alloc(32)
      ]) {
        const headers = { ...payment.headers, "X-Webhook-Signature": signature.toString("hex") }
        assert.strictEqual(yield* refused({ ...payment, headers }), "SignatureMismatch")
      }
    })
  )

  it.effect("may be made with any of several secrets", () =>
    Effect.gen(function* () {
      for (const secrets of [[secret], [otherSecret, secret], [secret, otherSecret]]) {
        const { event } = yield* verified({ ...payment, secret: secrets })
        assert.strictEqual(event, "payment.updated")
      }
      for (const secrets of [otherSecret, [otherSecret], []]) {
        assert.strictEqual(yield* refused({ ...payment, secret: secrets }), "SignatureMismatch")
      }
    })
  )

  it.effect("with an empty secret is a defect", () =>
    Effect.gen(function* () {
      const headers = {
        ...payment.headers,
        "X-Webhook-Signature": hmac(payment.body, "").toString("hex")
      }
      const exit = yield* Effect.exit(verified({ ...payment, headers, secret: Redacted.make("") }))
      assert(Exit.isFailure(exit))
      assert.include(String(Cause.squash(exit.cause)), "must not be empty")
    })
  )

  it.effect("of other content may be of a body that begins with a mark of its encoding", () =>
    Effect.gen(function* () {
      const body = `\ufeff${payment.body}`
      const headers = {
        ...payment.headers,
        "X-Webhook-Signature": hmac(`${sentAt}.${body}`).toString("hex")
      }
      const { event } = yield* verified({
        secret,
        headers,
        body,
        signedContent: ({ body, timestamp }) => `${timestamp}.${body}`
      })
      assert.strictEqual(event, "payment.updated")
    })
  )

  it.effect("may be of other content, with another key", () =>
    Effect.gen(function* () {
      const key = Buffer.from("key of its own")
      const content = `${sentAt}.${payment.body}`
      const options = {
        secret: Redacted.make(`whs_${key.toString("base64")}`),
        body: payment.body,
        headers: {
          ...payment.headers,
          "X-Webhook-Signature": hmac(content, key.toString()).toString("hex")
        }
      }
      const scheme = {
        signedContent: ({ body, timestamp }: { body: string; timestamp: string }) =>
          `${timestamp}.${body}`,
        signingKey: (secret: Redacted.Redacted) =>
          Buffer.from(Redacted.value(secret).slice(4), "base64")
      }
      assert.strictEqual((yield* verified({ ...options, ...scheme })).event, "payment.updated")
      assert.strictEqual(yield* refused(options), "SignatureMismatch")
      const later = { ...options.headers, "X-Webhook-Timestamp": "2025-08-20 20:56:36.457" }
      assert.strictEqual(
        yield* refused({ ...options, ...scheme, headers: later }),
        "SignatureMismatch"
      )
    })
  )
})

function createDigest(length: number) {
  return Buffer.alloc(length, 7).toString("base64")
}

describe("headers", () => {
  const lower = Object.fromEntries(
    Object.entries(payment.headers).map(([name, value]) => [name.toLowerCase(), value])
  )

  it.effect.each([
    ["a record", payment.headers],
    ["a record in lower case", lower],
    ["a record of lists", Object.fromEntries(Object.entries(lower).map(([k, v]) => [k, [v]]))],
    [
      "a record with undefined in it",
      { ...lower, cookie: undefined, "x-Webhook-Signature": undefined }
    ],
    ["web headers", new Headers(payment.headers)],
    ["platform headers", PlatformHeaders.fromInput(payment.headers)],
    ["pairs", Object.entries(payment.headers)]
  ] as const)("may be %s", ([, headers]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* verified({ ...payment, headers })).event, "payment.updated")
    })
  )

  const names = ["X-Webhook-Signature", "X-Webhook-Timestamp"] as const
  const twice = (name: (typeof names)[number]) => {
    const value = payment.headers[name]
    const web = new Headers(payment.headers)
    web.append(name, value)
    return [
      ["in a list", { ...payment.headers, [name]: [value, value] }],
      ["joined", { ...payment.headers, [name]: `${value}, ${value}` }],
      ["in two cases", { ...payment.headers, [name.toLowerCase()]: value }],
      ["in web headers", web],
      [
        "in platform headers",
        PlatformHeaders.fromInput({ ...payment.headers, [name]: [value, value] })
      ],
      ["in pairs", [...Object.entries(payment.headers), [name, value] as const]]
    ] as const
  }

  it.effect.each(
    names.flatMap((name) => twice(name).map(([how, headers]) => [name, how, headers] as const))
  )("%s may not be there twice, %s", ([name, , headers]) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(verified({ ...payment, headers }))
      assert.strictEqual(error.reason, "MissingHeader")
      assert.include(error.message, name)
      assert.include(error.message, "more than once")
    })
  )

  it.effect.each(names)("%s must be there", (name) =>
    Effect.gen(function* () {
      for (const headers of [
        without(name),
        { ...payment.headers, [name]: "" },
        { ...payment.headers, [name]: " " },
        { ...payment.headers, [name]: [] },
        { ...payment.headers, [name]: undefined }
      ]) {
        const error = yield* Effect.flip(verified({ ...payment, headers }))
        assert.strictEqual(error.reason, "MissingHeader")
        assert.include(error.message, name)
        assert.include(error.message, "missing")
      }
    })
  )

  it.effect.each(["yesterday", "1755723396", "2025-02-30 00:00:00", "2025-08-20"])(
    "with the timestamp %s have none",
    (timestamp) =>
      Effect.gen(function* () {
        const headers = { ...payment.headers, "X-Webhook-Timestamp": timestamp }
        for (const tolerance of [undefined, Infinity]) {
          assert.strictEqual(yield* refused({ ...payment, headers, tolerance }), "MissingHeader")
        }
      })
  )
})

describe("the tolerance", () => {
  const verifiedAt = (millis: number, options: Partial<VerifyOptions> = {}) =>
    Effect.zipRight(
      TestClock.setTime(sentAtMillis + millis),
      verify({ ...payment, ...options }).pipe(
        Effect.match({ onFailure: ({ reason }) => reason, onSuccess: ({ event }) => event })
      )
    )

  it.effect("is five minutes, before and after", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* verifiedAt(-300_001), "OutsideTolerance")
      assert.strictEqual(yield* verifiedAt(-300_000), "payment.updated")
      assert.strictEqual(yield* verifiedAt(300_000), "payment.updated")
      assert.strictEqual(yield* verifiedAt(300_001), "OutsideTolerance")
    })
  )

  it.effect("is as long as the application says", () =>
    Effect.gen(function* () {
      const tolerance = "1 hour"
      assert.strictEqual(yield* verifiedAt(3_600_000, { tolerance }), "payment.updated")
      assert.strictEqual(yield* verifiedAt(3_600_001, { tolerance }), "OutsideTolerance")
      assert.strictEqual(yield* verifiedAt(1, { tolerance: 0 }), "OutsideTolerance")
      assert.strictEqual(yield* verifiedAt(0, { tolerance: 0 }), "payment.updated")
    })
  )

  it.effect.each([Infinity, Duration.infinity])("may be switched off by %s", (tolerance) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* verifiedAt(1e12, { tolerance }), "payment.updated")
      assert.strictEqual(yield* verifiedAt(-1e12, { tolerance }), "payment.updated")
    })
  )

  it.effect("is told only to who signs rightly", () =>
    Effect.gen(function* () {
      const reason = yield* verifiedAt(1e9, { secret: otherSecret })
      assert.strictEqual(reason, "SignatureMismatch")
    })
  )
})

describe("laws", () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 })
  const secrets = fc.string({ minLength: 1, unit: "binary" }).map((text) => Redacted.make(text))

  /** Whether a body is rightly signed, of which nothing is read. */
  const isSigned = (options: VerifyOptions) =>
    verify({ ...options, tolerance: Infinity }).pipe(
      Effect.match({
        onFailure: ({ reason }) => reason === "UnreadableBody",
        onSuccess: () => true
      })
    )

  it.effect.prop(
    "what is signed verifies, whatever body and secret",
    [bytes, secrets],
    ([body, secret]) =>
      Effect.gen(function* () {
        for (const form of ["hex", "base64", "base64url"] as const) {
          const signature = hmac(body, Redacted.value(secret)).toString(form)
          const headers = { ...payment.headers, "X-Webhook-Signature": signature }
          assert.isTrue(yield* isSigned({ secret, headers, body }))
        }
      })
  )

  it.effect.prop(
    "no changed byte of the body verifies",
    [bytes, fc.nat(), fc.integer({ min: 1, max: 255 })],
    ([body, index, change]) =>
      Effect.gen(function* () {
        const changed = Uint8Array.from(body)
        const at = index % body.length
        changed[at] = (changed[at] ?? 0) ^ change
        assert.isFalse(yield* isSigned({ ...signed(body), body: changed }))
      })
  )

  it.effect.prop(
    "no changed bit of the signature verifies",
    [bytes, fc.nat({ max: 255 })],
    ([body, bit]) =>
      Effect.gen(function* () {
        const signature = hmac(body)
        const at = bit >> 3
        signature[at] = (signature[at] ?? 0) ^ (1 << (bit & 7))
        const headers = { ...payment.headers, "X-Webhook-Signature": signature.toString("base64") }
        assert.isFalse(yield* isSigned({ secret, headers, body }))
      })
  )

  it.effect.prop(
    "any JSON as payload of any event is delivered",
    [
      fc.json().map((json): unknown => JSON.parse(json)),
      fc.oneof(fc.constantFrom("payment.updated", "api_key.created"), fc.string({ minLength: 1 }))
    ],
    ([payload, event]) =>
      Effect.gen(function* () {
        const delivery = yield* verified(signed(bodyOf({ ...overview, event, payload })))
        assert.strictEqual(delivery.event, event)
        assert(Redacted.isRedacted(delivery.payload))
        assert.deepStrictEqual(Redacted.value(delivery.payload), payload)
      })
  )
})

describe("secrets", () => {
  const hostile = Redacted.make(hostileSecret)
  const body = bodyOf({ ...overview, event: "key.leaked", payload: { secret: hostileSecret } })
  const headersOf = (signature: string) => ({
    "X-Webhook-Signature": signature,
    "X-Webhook-Timestamp": sentAt
  })
  const rightly = headersOf(hmac(body, hostileSecret).toString("hex"))

  it.effect("are in no text of an error", () =>
    Effect.gen(function* () {
      const unreadable = `"${hostileSecret}`
      const reasons: Array<string> = []
      for (const options of [
        { headers: headersOf(hostileSecret), body },
        { headers: headersOf(`${hostileSecret},${hostileSecret}`), body },
        { headers: headersOf(hmac(body).toString("hex")), body },
        { headers: { ...rightly, "X-Webhook-Timestamp": hostileSecret }, body },
        { headers: { ...rightly, "X-Webhook-Timestamp": "2020-01-01 00:00:00" }, body },
        {
          headers: headersOf(hmac(unreadable, hostileSecret).toString("hex")),
          body: unreadable
        },
        ...[
          { ...overview, timestamp: hostileSecret },
          { ...overview, [hostileSecret]: 1, event: "" }
        ].map((delivery) => ({
          headers: headersOf(hmac(bodyOf(delivery), hostileSecret).toString("hex")),
          body: bodyOf(delivery)
        }))
      ]) {
        const { spans, tracer } = recordingTracer()
        const [error, lines] = yield* verified({ ...options, secret: hostile }).pipe(
          Effect.tapErrorCause(Effect.logError),
          Effect.flip,
          Effect.withTracer(tracer),
          logged
        )
        assert.instanceOf(error, WebhookVerificationError)
        reasons.push(error.reason)
        const signature = hmac(options.body, hostileSecret).toString("hex")
        for (const [sink, text] of [
          ...shownError("error", error),
          ...lines,
          ...spans.flatMap((span) =>
            shown("span", [[...span.attributes], span.events, span.status])
          )
        ]) {
          assertNoSecret(sink, text)
          assert.notInclude(text, signature)
        }
      }
      assert.sameMembers(
        [...new Set(reasons)],
        [
          "MalformedSignature",
          "MissingHeader",
          "SignatureMismatch",
          "OutsideTolerance",
          "UnreadableBody"
        ]
      )
    })
  )

  it.effect("are in no text of a delivery", () =>
    Effect.gen(function* () {
      const key = bodyOf({
        ...apiKeyUpdated,
        payload: { ...apiKeyUpdated.payload, secret: hostileSecret }
      })
      for (const options of [
        { secret: hostile, headers: rightly, body },
        signed(key),
        signed(bodyOf({ ...apiKeyUpdated, payload: { secret: hostileSecret } }))
      ]) {
        const [delivery, lines] = yield* verified(options).pipe(Effect.tap(Effect.log), logged)
        assert.include(bodyOf(delivery), "<redacted>")
        assert.include(Inspectable.toStringUnknown(delivery), "<redacted>")
        for (const [sink, text] of [...shown("delivery", delivery), ...lines]) {
          assertNoSecret(sink, text)
        }
      }
    })
  )
})

describe("an error", () => {
  const withHeader = (name: string, value: string) => ({
    ...payment,
    headers: { ...payment.headers, [name]: value }
  })

  it.effect.each([
    [
      withHeader("X-Webhook-Timestamp", "yesterday"),
      "the header X-Webhook-Timestamp is not a time"
    ],
    [
      withHeader("X-Webhook-Signature", "no"),
      "the header X-Webhook-Signature is not a SHA-256 digest in hex or base64"
    ],
    [{ ...payment, secret: otherSecret }, "its signature is wrong. Check that the secret is"],
    [
      withHeader("X-Webhook-Timestamp", "2020-01-01 00:00:00"),
      "it was sent too long ago or in the future. If it is new, check this machine's clock"
    ],
    [signed("event=payment.updated"), "the body is not JSON in UTF-8"],
    [signed("[]"), "the body is not a JSON object"],
    [signed("{}"), "webhook_id, event, resource_id or timestamp is missing in the body"]
  ] as const)("says what is wrong: %#", ([options, problem]) =>
    Effect.gen(function* () {
      const { message } = yield* Effect.flip(verified(options))
      assert.include(message, `The webhook is not accepted: ${problem}`)
    })
  )

  it("goes elsewhere and comes back", () => {
    const error = new WebhookVerificationError({ reason: "OutsideTolerance", message: "late" })
    const encoded = Schema.encodeSync(WebhookVerificationError)(error)
    assert.deepStrictEqual(Schema.decodeSync(WebhookVerificationError)(encoded), error)
  })
})
