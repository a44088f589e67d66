// The receiver over real sockets: the emulator delivers, as BitGPT would.
import { HttpServer } from "@effect/platform"
import { NodeHttpServer } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { DeliveryFault, Emulator, InvoiceRecord, WebhookRecord } from "effect-bitgpt-emulator"
import { BitGptNode } from "effect-bitgpt/node"
import {
  ConfigProvider,
  Deferred,
  Effect,
  Exit,
  Fiber,
  Layer,
  Logger,
  LogLevel,
  Redacted,
  Schedule,
  Scope,
  Tracer
} from "effect"
import { createServer } from "node:http"
import { Orders } from "../support/orders.js"
import { receiverOn } from "../support/receiver.js"

const secret = ["a", "secret", "for", "tests"].join(" ")

const onEmulator = <A, E>(test: Effect.Effect<A, E, Emulator | Scope.Scope>) =>
  test.pipe(
    Effect.scoped,
    Effect.provide(
      Emulator.layerConfigProvider({
        invoices: [InvoiceRecord.make({ id: "invoice_1", currency: "EUR", price: "10" })]
      })
    ),
    Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["BITGPT_WEBHOOK_SECRET", secret]]))),
    Logger.withMinimumLogLevel(LogLevel.None)
  )

/** A running receiver that the emulator delivers to, and what stops it. */
const start = (markPaid: (invoiceId: string) => Effect.Effect<void>) =>
  Effect.gen(function* () {
    const scope = yield* Scope.make()
    yield* Effect.addFinalizer(() => Scope.close(scope, Exit.void))
    const server = yield* receiverOn(
      NodeHttpServer.layer(createServer, { host: "127.0.0.1", port: 0 })
    ).pipe(
      Layer.provide([
        BitGptNode.layerConfig(),
        Layer.succeed(Orders, { markPaid, isPaid: () => Effect.succeed(false) })
      ]),
      Layer.buildWithScope(scope)
    )
    const address = yield* HttpServer.addressFormattedWith(Effect.succeed).pipe(
      Effect.provide(server)
    )
    const { webhooks } = yield* Emulator
    yield* webhooks.set(
      WebhookRecord.make({
        id: "webhook_1",
        label: "Orders",
        url: `${address}/webhooks/bitgpt`,
        secret: Redacted.make(secret),
        events: ["payment.updated"]
      })
    )
    return { address, close: Scope.close(scope, Exit.void) }
  })

/** The statuses that deliveries were answered with, once there are so many. */
const answers = (count: number) =>
  Effect.flatMap(Emulator, ({ deliveries }) =>
    deliveries.all.pipe(
      Effect.map((all) => all.flatMap(({ attempts }) => attempts.map(({ status }) => status))),
      Effect.filterOrFail(({ length }) => length >= count),
      Effect.retry({ schedule: Schedule.spaced("10 millis"), times: 400 })
    )
  )

describe("the receiver", () => {
  it.live("answers before the work is done, once for both copies, and ends after it", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const worked = yield* Deferred.make<void>()
      const paid: Array<string> = []
      const { address, close } = yield* start((invoiceId) =>
        Effect.zipRight(
          Deferred.await(worked),
          Effect.sync(() => paid.push(invoiceId))
        )
      )
      yield* Effect.addFinalizer(() => Deferred.succeed(worked, undefined))
      yield* emulator.scriptDeliveries([DeliveryFault.repeat()])
      yield* emulator.pay("invoice_1")
      assert.deepStrictEqual(yield* answers(2), [200, 200])

      const closing = yield* Effect.fork(close)
      // While the work goes on, the server takes nothing that it would not answer.
      yield* Effect.promise(() =>
        fetch(address).then(
          () => "answered",
          () => "refused"
        )
      ).pipe(Effect.repeat({ until: (outcome) => outcome === "refused" }))
      assert.isNull(closing.unsafePoll())
      assert.deepStrictEqual(paid, [])
      yield* Deferred.succeed(worked, undefined)
      yield* Fiber.join(closing).pipe(Effect.timeout("5 seconds"))
      assert.deepStrictEqual(paid, ["invoice_1"])
    }).pipe(onEmulator)
  )

  it.live("refuses a wrong signature, and no span shows a right one", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const native = yield* Effect.tracer
      const spans: Array<Tracer.Span> = []
      const recording = Tracer.make({
        span: (...args) => {
          const span = native.span(...args)
          spans.push(span)
          return span
        },
        context: (...args) => native.context(...args)
      })
      const paid: Array<string> = []
      yield* Effect.withTracer(
        start((invoiceId) => Effect.sync(() => paid.push(invoiceId))),
        recording
      )
      yield* emulator.scriptDeliveries([DeliveryFault.wrongSignature])
      yield* emulator.pay("invoice_1", { price: "4" })
      assert.deepStrictEqual(yield* answers(1), [401])
      assert.deepStrictEqual(paid, [])

      yield* emulator.pay("invoice_1")
      assert.deepStrictEqual(yield* answers(2), [401, 200])
      const shown = spans.map(({ attributes }) =>
        String(attributes.get("http.request.header.x-webhook-signature"))
      )
      assert.include(shown, "<redacted>")
      assert.isEmpty(shown.filter((text) => /[0-9a-f]{64}/.test(text)))
    }).pipe(onEmulator)
  )
})
