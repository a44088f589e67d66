import { Headers, HttpMiddleware, HttpRouter, HttpServer } from "@effect/platform"
import { WebhookDelivery, WebhookHandler } from "effect-bitgpt"
import { Array, Config, Context, Effect, Fiber, Layer, Mailbox, Option, Stream } from "effect"
import { settle } from "./orders.js"

/** Invoices to look at, while no webhook waits for it. */
export class Work extends Context.Tag("Work")<
  Work,
  { readonly offer: (invoiceId: string) => Effect.Effect<boolean> }
>() {
  /**
   * A queue in memory with four workers. When the layer ends, it takes no more and waits for what is in it.
   * It is lost with its process: look at open orders once a day, too.
   */
  static readonly layer = Layer.scoped(
    Work,
    Effect.gen(function* () {
      const queue = yield* Mailbox.make<string>(1000)
      yield* Effect.acquireRelease(
        Mailbox.toStream(queue).pipe(
          Stream.mapEffect(
            (invoiceId) =>
              settle(invoiceId).pipe(
                Effect.tap((status) => Effect.logInfo(`${invoiceId} is ${status}`)),
                Effect.catchAllCause((cause) =>
                  Effect.logError(`${invoiceId} not looked at`, cause)
                )
              ),
            { concurrency: 4, unordered: true }
          ),
          Stream.runDrain,
          // What is acquired is not interruptible by default, but time limits have to interrupt.
          Effect.interruptible,
          Effect.forkDaemon
        ),
        (worker) => Effect.zipRight(queue.end, Fiber.await(worker))
      )
      return queue
    })
  )
}

/**
 * Receives webhooks at `/webhooks/bitgpt`, with the secret of BITGPT_WEBHOOK_SECRET. It answers as soon as
 * the work is in the queue, and drops duplicates.
 */
const Receiver = Effect.gen(function* () {
  const secret = yield* Config.redacted("BITGPT_WEBHOOK_SECRET")
  const work = yield* Work
  const handler = yield* WebhookHandler.make({
    secret,
    onDelivery: (delivery) =>
      Option.match(
        Option.flatMap(WebhookDelivery.paymentOf(delivery), ({ invoiceId }) => invoiceId),
        { onNone: () => Effect.void, onSome: (invoiceId) => work.offer(invoiceId) }
      )
  })
  return HttpServer.serve(
    HttpRouter.empty.pipe(HttpRouter.post("/webhooks/bitgpt", handler)),
    HttpMiddleware.logger
  )
}).pipe(
  Layer.unwrapEffect,
  // Spans have the headers of a request, but not those named here.
  Layer.locallyWith(Headers.currentRedactedNames, Array.append(WebhookDelivery.signatureHeader))
)

/**
 * The receiver on a server. Layers end in the opposite order of their beginning: first the server, when it
 * has answered what came, then the work, then the client.
 */
export const receiverOn = <E, R>(server: Layer.Layer<HttpServer.HttpServer, E, R>) =>
  Receiver.pipe(Layer.provideMerge(server), Layer.provide(Work.layer))
