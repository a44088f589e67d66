import {
  Config,
  Context,
  Data,
  Duration,
  Effect,
  Fiber,
  Layer,
  Mailbox,
  Schedule,
  Stream
} from "effect"
import { Settlement } from "./Settlement.js"

/** There is no room for more work, or the shop is stopping. */
export class QueueFull extends Data.TaggedError("QueueFull") {}

/** Work that no request waits for. */
export class Background extends Context.Tag("effect-bitgpt-shop/Background")<
  Background,
  {
    /** Has an invoice looked at soon. */
    readonly enqueue: (invoiceId: string) => Effect.Effect<void, QueueFull>
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
      // Neither an acquisition nor a finalizer can be interrupted, unless it says so. These have time limits.
      yield* Effect.acquireRelease(Effect.forkDaemon(Effect.interruptible(work)), (worker) =>
        queue.end.pipe(
          Effect.zipRight(Fiber.await(worker)),
          Effect.interruptible,
          Effect.timeoutOption(grace),
          Effect.zipRight(Fiber.interrupt(worker))
        )
      )
      yield* Effect.forkScoped(Effect.repeat(sweep, Schedule.spaced(every)))
      return {
        enqueue: (invoiceId) =>
          Effect.if(queue.offer(invoiceId), {
            onTrue: () => Effect.void,
            onFalse: () => new QueueFull()
          })
      }
    })
  )
}
