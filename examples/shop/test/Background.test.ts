// What becomes of work when the shop stops.
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, Layer, Scope, TestClock } from "effect"
import { Background } from "../src/Background.js"
import { Settlement } from "../src/Settlement.js"

/** The background over work that ends when the test says so. */
const start = Effect.gen(function* () {
  const scope = yield* Scope.make()
  const done: Array<string> = []
  const open = yield* Deferred.make<void>()
  const sweeps: Array<number> = []
  const { enqueue } = yield* Background.layer.pipe(
    Layer.provide(
      Layer.succeed(Settlement, {
        settle: (invoiceId) =>
          Effect.zipRight(
            Deferred.await(open),
            Effect.sync(() => done.push(invoiceId))
          ),
        sweep: Effect.sync(() => sweeps.push(1))
      })
    ),
    Layer.buildWithScope(scope),
    Effect.flatMap((context) => Effect.provide(Background, context))
  )
  return { close: Scope.close(scope, Exit.void), done, enqueue, open, sweeps }
})

const ids = Array.from({ length: 10 }, (_, index) => `invoice_${index}`)

describe("the background", () => {
  it.effect("ends when what is in the queue is done, and takes no more before", () =>
    Effect.gen(function* () {
      const { close, done, enqueue, open } = yield* start
      yield* Effect.forEach(ids, enqueue)
      const closing = yield* Effect.fork(close)
      yield* TestClock.adjust("9 seconds")
      assert.strictEqual((yield* Effect.flip(enqueue("invoice_too_late")))._tag, "QueueFull")
      assert.isNull(closing.unsafePoll())
      yield* Deferred.succeed(open, undefined)
      yield* Fiber.join(closing)
      assert.sameMembers(done, ids)
    })
  )

  it.effect("gives up after its time", () =>
    Effect.gen(function* () {
      const { close, done, enqueue } = yield* start
      yield* Effect.forEach(ids, enqueue)
      const closing = yield* Effect.fork(close)
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(closing)
      assert.isEmpty(done)
    })
  )

  it.effect("says when it has no more room", () =>
    Effect.gen(function* () {
      const { enqueue } = yield* start
      const error = yield* Effect.flip(
        Effect.forEach(Array.from({ length: 2000 }, String), enqueue)
      )
      assert.strictEqual(error._tag, "QueueFull")
    })
  )

  it.effect("sweeps at the start, and then every minute", () =>
    Effect.gen(function* () {
      const { sweeps } = yield* start
      yield* TestClock.adjust("59 seconds")
      assert.lengthOf(sweeps, 1)
      yield* TestClock.adjust("1 seconds")
      assert.lengthOf(sweeps, 2)
    })
  )
})
