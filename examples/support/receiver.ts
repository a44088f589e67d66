import { Headers, HttpMiddleware, HttpRouter, HttpServer } from "@effect/platform"
import { WebhookHandler } from "effect-bitgpt"
import { Array, Config, Effect, Fiber, Layer, Mailbox, Option, Stream } from "effect"
import { paymentOf, settle } from "./orders.js"

/**
 * A queue of invoices to look at, and what works through it. When its scope closes, it takes no more and
 * waits for what is in it. A queue in memory is lost with its process: look at open orders once a day, too.
 */
const makeWork = Effect.gen(function* () {
  const work = yield* Mailbox.make<string>(1000)
  yield* Effect.acquireRelease(
    Mailbox.toStream(work).pipe(
      Stream.mapEffect(
        (invoiceId) =>
          settle(invoiceId).pipe(
            Effect.tap((status) => Effect.logInfo(`${invoiceId} is ${status}`)),
            Effect.catchAllCause((cause) => Effect.logError(`${invoiceId} not looked at`, cause))
          ),
        { concurrency: 4, unordered: true }
      ),
      Stream.runDrain,
      // What is acquired is not interruptible by default, but time limits have to interrupt.
      Effect.interruptible,
      Effect.forkDaemon
    ),
    (worker) => Effect.zipRight(work.end, Fiber.await(worker))
  )
  return work
})

/**
 * Receives webhooks at `/webhooks/bitgpt`, with the secret of BITGPT_WEBHOOK_SECRET. It answers as soon as
 * the work is in the queue, and drops duplicates. It stops in the order in which nothing is lost: first
 * the server, then the work, then the client.
 */
export const Receiver = Effect.gen(function* () {
  const secret = yield* Config.redacted("BITGPT_WEBHOOK_SECRET")
  const work = yield* makeWork
  const handler = yield* WebhookHandler.make({
    secret,
    onDelivery: (delivery) =>
      Option.match(
        Option.flatMap(paymentOf(delivery), ({ invoiceId }) => invoiceId),
        { onNone: () => Effect.void, onSome: (invoiceId) => work.offer(invoiceId) }
      )
  })
  return HttpServer.serve(
    HttpRouter.empty.pipe(HttpRouter.post("/webhooks/bitgpt", handler)),
    HttpMiddleware.logger
  )
}).pipe(
  Layer.unwrapScoped,
  // Spans have the headers of a request, but not those named here.
  Layer.locallyWith(Headers.currentRedactedNames, Array.append("x-webhook-signature"))
)
