import { Config, Context, Duration, Effect, Fiber, Layer, Mailbox, Schedule, Stream } from "effect"
import { Settlement } from "./Settlement.js"

/** Work that no request waits for. */
export class Background extends Context.Tag("effect-bitgpt-shop/Background")<
  Background,
  {
    /** Has an invoice looked at soon. False where there is no room for it, or the shop is stopping. */
    readonly enqueue: (invoiceId: string) => Effect.Effect<boolean>
  }
>() {
  /**
   * A queue in memory with four workers, and a sweep at the start and then every minute. The sweep makes up
   * for webhooks that never come, and for a queue that is lost with its process.
   *
   * When the layer ends, the queue takes no more, and what is in it is worked on for a limited time.
   */
  static readonly layer = Layer.scoped(
    Background,
    Effect.gen(function* () {
      const { settle, sweep } = yield* Settlement
      const every = yield* Config.duration("SHOP_SWEEP_INTERVAL").pipe(
        Config.withDefault(Duration.minutes(1))
      )
      const grace = yield* Config.duration("SHOP_WORK_GRACE").pipe(
        Config.withDefault(Duration.seconds(10))
      )
      const queue = yield* Mailbox.make<string>({ capacity: 1000, strategy: "dropping" })

      const look = (invoiceId: string) =>
        Effect.catchAllCause(settle(invoiceId), (cause) =>
          Effect.logWarning(`Invoice ${invoiceId} waits for the next sweep`, cause)
        )
      const work = Mailbox.toStream(queue).pipe(
        Stream.mapEffect(look, { concurrency: 4, unordered: true }),
        Stream.runDrain
      )
      yield* Effect.acquireRelease(
        // A finalizer's fibers can't be interrupted unless it says so, and this one has a time limit.
        Effect.forkDaemon(Effect.interruptible(work)),
        (worker) =>
          queue.end.pipe(
            Effect.zipRight(Fiber.await(worker)),
            Effect.interruptible,
            Effect.timeoutOption(grace),
            Effect.zipRight(Fiber.interrupt(worker))
          )
      )
      yield* Effect.forkScoped(Effect.repeat(sweep, Schedule.spaced(every)))
      return { enqueue: (invoiceId) => queue.offer(invoiceId) }
    })
  )
}
