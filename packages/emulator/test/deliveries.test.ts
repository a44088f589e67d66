import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted, TestClock } from "effect"
import { createHmac } from "node:crypto"
import { DeliveryFault, Emulator, InvoiceRecord, WebhookRecord } from "../src/index.js"
import { admin, call, json, request } from "./support/client.js"
import { until, untilAsleep } from "./support/clock.js"
import { type Received, receiver } from "./support/receiver.js"

const secret = Redacted.make("shared with the receiver")

const invoices = [InvoiceRecord.make({ id: "invoice_1", currency: "EUR", price: "10" })]

const listenAt = (url: string) =>
  Effect.flatMap(Emulator, ({ webhooks }) =>
    webhooks.set(
      WebhookRecord.make({
        id: "webhook_1",
        label: "Orders",
        url,
        secret,
        events: ["payment.created", "payment.updated", "order.paid"]
      })
    )
  )

const publish = (resourceId: string) =>
  Effect.flatMap(Emulator, (emulator) =>
    emulator.publish({ event: "order.paid", resourceId, payload: { paid: true } })
  )

const attempts = Effect.flatMap(Emulator, ({ deliveries }) =>
  Effect.map(deliveries.all, (all) =>
    all.map(({ attempts, done }) => [
      ...attempts.map(({ error, status }) => status ?? error),
      done ? "done" : "pending"
    ])
  )
)

const ids = (received: ReadonlyArray<Received>) =>
  received.map(({ body }) => {
    const json: unknown = JSON.parse(body)
    return typeof json === "object" && json !== null && "resource_id" in json
      ? json.resource_id
      : undefined
  })

const isSigned = ({ body, headers }: Received) =>
  headers["x-webhook-signature"] ===
  createHmac("sha256", Redacted.value(secret)).update(body).digest("hex")

const arrived = (received: ReadonlyArray<Received>, count: number) =>
  until(Effect.sync(() => received.length >= count))

const allDone = until(
  Effect.map(attempts, (all) => all.every((attempt) => attempt.at(-1) === "done"))
)

const withEmulator = Effect.provide(Emulator.layer({ invoices }))

describe("deliveries", () => {
  it.scopedLive("of a payment arrive in order, signed over the bytes that arrive", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const { received, url } = yield* receiver(204)
      yield* listenAt(url)
      yield* emulator.pay("invoice_1")
      yield* arrived(received, 2)
      yield* allDone
      assert.deepStrictEqual(
        received.map(({ headers }) => headers["x-webhook-event"]),
        ["payment.created", "payment.updated"]
      )
      assert.deepStrictEqual(received.map(isSigned), [true, true])
      assert.match(
        String(received[0]?.headers["x-webhook-timestamp"]),
        /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/
      )
      assert.deepStrictEqual(yield* attempts, [
        [204, "done"],
        [204, "done"]
      ])
    }).pipe(withEmulator)
  )

  it.scoped("are tried again after a second, then less often, with the time of sending", () =>
    Effect.gen(function* () {
      const { received, url } = yield* receiver(503, 302, 200)
      yield* listenAt(url)
      yield* publish("1")
      for (const [index, pause] of [1000, 5000].entries()) {
        yield* until(Effect.map(attempts, ([first]) => first?.length === index + 2))
        yield* untilAsleep
        yield* TestClock.adjust(pause - 1)
        assert.lengthOf(received, index + 1)
        yield* TestClock.adjust(1)
        yield* arrived(received, index + 2)
      }
      yield* allDone
      assert.deepStrictEqual(yield* attempts, [[503, 302, 200, "done"]])
      assert.deepStrictEqual(
        received.map(({ headers }) => headers["x-webhook-timestamp"]),
        ["1970-01-01 00:00:00.000", "1970-01-01 00:00:01.000", "1970-01-01 00:00:06.000"]
      )
      assert.strictEqual(new Set(received.map(({ body }) => body)).size, 1)
    }).pipe(withEmulator)
  )

  it.scoped("are given up after four attempts", () =>
    Effect.gen(function* () {
      const { url } = yield* receiver(500)
      yield* listenAt(url)
      yield* publish("1")
      for (const [index, pause] of [1000, 5000, 25_000].entries()) {
        yield* until(Effect.map(attempts, ([first]) => first?.length === index + 2))
        yield* untilAsleep
        yield* TestClock.adjust(pause)
      }
      yield* allDone
      assert.deepStrictEqual(yield* attempts, [[500, 500, 500, 500, "done"]])
    }).pipe(withEmulator)
  )

  it.scopedLive("don't go to other machines, and say so", () =>
    Effect.gen(function* () {
      yield* listenAt("https://shop.example/hook")
      yield* publish("1")
      yield* allDone
      yield* listenAt("nowhere")
      yield* publish("2")
      yield* allDone
      assert.deepStrictEqual(yield* attempts, [
        ["not sent: the address is not on this machine", "done"],
        ["not sent: the address is not a URL", "done"]
      ])
    }).pipe(withEmulator)
  )
})

describe("faults of deliveries", () => {
  const after = (faults: ReadonlyArray<DeliveryFault.DeliveryFault>, expected: number) =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const { received, url } = yield* receiver(200)
      yield* listenAt(url)
      yield* emulator.scriptDeliveries(faults)
      for (const id of ["1", "2", "3"]) yield* publish(id)
      yield* arrived(received, expected)
      yield* allDone
      return received
    })

  it.scopedLive("drop: never sent", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(ids(yield* after([DeliveryFault.drop], 2)), ["2", "3"])
      assert.deepStrictEqual((yield* attempts)[0], ["not sent: dropped by a fault", "done"])
    }).pipe(withEmulator)
  )

  it.scoped("delay: later, and others overtake it", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const { received, url } = yield* receiver(200)
      yield* listenAt(url)
      yield* emulator.scriptDeliveries([DeliveryFault.delay("1 hour")])
      for (const id of ["1", "2", "3"]) yield* publish(id)
      yield* arrived(received, 2)
      yield* TestClock.adjust("1 hour")
      yield* arrived(received, 3)
      assert.deepStrictEqual(ids(received), ["2", "3", "1"])
    }).pipe(withEmulator)
  )

  it.scopedLive("repeat: the same once more", () =>
    Effect.gen(function* () {
      const received = yield* after([DeliveryFault.none, DeliveryFault.repeat({ times: 2 })], 5)
      assert.deepStrictEqual(ids(received), ["1", "2", "2", "2", "3"])
      assert.strictEqual(received[1]?.body, received[2]?.body)
    }).pipe(withEmulator)
  )

  it.scopedLive("reorder: after the next one", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(ids(yield* after([DeliveryFault.reorder], 3)), ["2", "1", "3"])
    }).pipe(withEmulator)
  )

  it.scopedLive("wrongSignature: well formed, and it does not fit", () =>
    Effect.gen(function* () {
      const received = yield* after([DeliveryFault.wrongSignature], 3)
      assert.deepStrictEqual(received.map(isSigned), [false, true, true])
      assert.match(String(received[0]?.headers["x-webhook-signature"]), /^[0-9a-f]{64}$/)
    }).pipe(withEmulator)
  )
})

describe("the admin endpoint", () => {
  it.scopedLive("pays, tells events, scripts deliveries and shows what became of them", () =>
    Effect.gen(function* () {
      const { received, url } = yield* receiver(200)
      yield* listenAt(url)
      const script = { faults: [{ _tag: "WrongSignature" }] }
      assert.strictEqual((yield* admin("POST", "/deliveries/script", script)).status, 204)
      const paid = yield* admin("POST", "/pay", { invoice_id: "invoice_1", price: "4" })
      assert.deepInclude(json(paid), { invoice_id: "invoice_1", status: "COMPLETED" })
      const event = { event: "order.paid", resource_id: "1", payload: null }
      assert.strictEqual((yield* admin("POST", "/deliveries", event)).status, 204)
      yield* arrived(received, 3)
      yield* allDone
      assert.deepStrictEqual(received.map(isSigned), [false, true, true])
      const shown = json(yield* admin("GET", "/deliveries"))
      assert.deepNestedInclude(shown, {
        "deliveries[1].event": "payment.updated",
        "deliveries[1].attempts[0].status": 200,
        "deliveries[1].attempts[0].body": "answer 200",
        "deliveries[1].done": true,
        "deliveries[2].resource_id": "1"
      })
      const { envelope } = yield* call({ method: "POST", path: "/invoices/invoice_1", json: {} })
      assert.deepNestedInclude(envelope, { "data.status": "PARTIALLY_PAID" })

      const refused = yield* admin("POST", "/pay", { invoice_id: "none" })
      assert.strictEqual(refused.status, 400)
      assert.deepStrictEqual(json(refused), { error: "There is no invoice none." })
    }).pipe(withEmulator)
  )

  it.scopedLive("shows no secret of a payload", () =>
    Effect.gen(function* () {
      const { webhooks } = yield* Emulator
      yield* webhooks.set(
        WebhookRecord.make({
          id: "webhook_1",
          label: "Keys",
          url: "https://shop.example",
          secret,
          events: ["api_key.created"]
        })
      )
      const { body } = yield* request({
        method: "POST",
        path: "/developers/api_keys",
        json: { label: "x" }
      })
      const created = /sk_test_\w+/.exec(body.toString())?.[0] ?? assert.fail("no secret")
      const shown = (yield* admin("GET", "/deliveries")).body.toString()
      assert.include(shown, "api_key.created")
      assert.notInclude(shown, created)
      const kept = (yield* admin("GET", "/webhooks")).body.toString()
      assert.include(kept, '"label":"Keys"')
      assert.notInclude(kept, Redacted.value(secret))
    }).pipe(withEmulator)
  )
})
