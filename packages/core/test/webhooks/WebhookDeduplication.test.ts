import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Exit, Fiber, Layer, TestClock } from "effect"
import {
  WebhookDeduplication,
  type WebhookDeduplicationMemoryOptions,
  type WebhookDeduplicationService
} from "../../src/webhooks/WebhookDeduplication.js"

const memory = (options?: WebhookDeduplicationMemoryOptions) =>
  Effect.flatMap(WebhookDeduplication, (service) =>
    service === undefined ? Effect.die("no memory") : Effect.succeed(service)
  ).pipe(Effect.provide(WebhookDeduplication.layerMemory(options)))

/** Whether the effect of a key runs. */
const runs = (service: WebhookDeduplicationService, key: string) =>
  Effect.suspend(() => {
    let ran = false
    return Effect.as(
      service.once(
        key,
        Effect.sync(() => {
          ran = true
        })
      ),
      () => ran
    )
  }).pipe(Effect.map((ran) => ran()))

describe("the memory", () => {
  it.effect("runs an effect once for each key", () =>
    Effect.gen(function* () {
      const service = yield* memory()
      assert.isTrue(yield* runs(service, "a"))
      assert.isFalse(yield* runs(service, "a"))
      assert.isTrue(yield* runs(service, "b"))
      assert.isFalse(yield* runs(service, "a"))
    })
  )

  it.effect("is each layer's own", () =>
    Effect.gen(function* () {
      const [one, other] = [yield* memory(), yield* memory()]
      assert.isTrue(yield* runs(one, "a"))
      assert.isTrue(yield* runs(other, "a"))
    })
  )

  it.effect.each([
    ["fails", Effect.fail("an error")],
    ["dies", Effect.die("a bug")],
    ["throws", Effect.sync((): void => assert.fail("a bug"))]
  ] as const)("hands over how an effect %s, and forgets its key", ([, effect]) =>
    Effect.gen(function* () {
      const service = yield* memory()
      const exit = yield* Effect.exit(service.once("a", effect))
      assert.deepStrictEqual(exit, yield* Effect.exit(effect))
      assert.isTrue(yield* runs(service, "a"))
    })
  )

  it.effect("forgets the key of an effect that is interrupted", () =>
    Effect.gen(function* () {
      const service = yield* memory()
      const running = yield* Effect.fork(service.once("a", Effect.never))
      yield* Effect.yieldNow()
      yield* Fiber.interrupt(running)
      assert.isTrue(yield* runs(service, "a"))
    })
  )

  it.effect("keeps a key as long as it is told, from success on", () =>
    Effect.gen(function* () {
      const service = yield* memory({ timeToLive: "1 minute" })
      const running = yield* Effect.fork(service.once("a", Effect.sleep("10 minutes")))
      yield* TestClock.adjust("10 minutes")
      yield* Fiber.join(running)
      yield* TestClock.adjust("59999 millis")
      assert.isFalse(yield* runs(service, "a"))
      yield* TestClock.adjust("1 millis")
      assert.isTrue(yield* runs(service, "a"))
    })
  )

  it.effect("keeps a key for a day unless it is told", () =>
    Effect.gen(function* () {
      const service = yield* memory()
      yield* runs(service, "a")
      yield* TestClock.adjust("86399999 millis")
      assert.isFalse(yield* runs(service, "a"))
      yield* TestClock.adjust("1 millis")
      assert.isTrue(yield* runs(service, "a"))
    })
  )

  it.effect("keeps the newest keys", () =>
    Effect.gen(function* () {
      const service = yield* memory({ capacity: 2 })
      for (const key of ["a", "b", "c"]) yield* runs(service, key)
      assert.isFalse(yield* runs(service, "b"))
      assert.isFalse(yield* runs(service, "c"))
      assert.isTrue(yield* runs(service, "a"))
      assert.isTrue(yield* runs(service, "b"))
    })
  )

  it.effect("keeps 10,000 keys unless it is told", () =>
    Effect.gen(function* () {
      const service = yield* memory()
      for (let key = 0; key <= 10_000; key += 1) yield* runs(service, String(key))
      assert.isFalse(yield* runs(service, "1"))
      assert.isTrue(yield* runs(service, "0"))
    })
  )
})

describe("effects with one key at the same time", () => {
  /** Starts an effect that ends as it is told, and three more that are counted. */
  const started = Effect.gen(function* () {
    const service = yield* memory()
    const end = yield* Deferred.make<void, string>()
    const first = yield* Effect.fork(service.once("a", Deferred.await(end)))
    yield* Effect.yieldNow()
    const ran: Array<number> = []
    const others = yield* Effect.forEach([1, 2, 3], (number) =>
      Effect.fork(
        service.once(
          "a",
          Effect.zipRight(
            Effect.sync(() => ran.push(number)),
            Effect.yieldNow()
          )
        )
      )
    )
    yield* TestClock.adjust("1 hour")
    assert.deepStrictEqual(ran, [])
    for (const other of others) assert.strictEqual((yield* Fiber.poll(other))._tag, "None")
    return { service, end, first, others, ran }
  })

  it.effect("wait, and don't run when the first succeeds", () =>
    Effect.gen(function* () {
      const { end, others, ran } = yield* started
      yield* Deferred.succeed(end, undefined)
      yield* Fiber.joinAll(others)
      assert.deepStrictEqual(ran, [])
    })
  )

  it.effect("wait, and one of them runs when the first fails", () =>
    Effect.gen(function* () {
      const { end, first, others, ran } = yield* started
      yield* Deferred.fail(end, "an error")
      assert.deepStrictEqual(yield* Fiber.await(first), Exit.fail("an error"))
      yield* Fiber.joinAll(others)
      assert.lengthOf(ran, 1)
    })
  )

  it.effect("wait, and one of them runs when the first is interrupted", () =>
    Effect.gen(function* () {
      const { first, others, ran } = yield* started
      yield* Fiber.interrupt(first)
      yield* Fiber.joinAll(others)
      assert.lengthOf(ran, 1)
    })
  )

  it.effect("can be interrupted while they wait", () =>
    Effect.gen(function* () {
      const { end, first, others, ran } = yield* started
      yield* Fiber.interruptAll(others)
      yield* Deferred.succeed(end, undefined)
      yield* Fiber.join(first)
      assert.deepStrictEqual(ran, [])
    })
  )
})

it.effect("without deduplication every effect runs", () =>
  Effect.gen(function* () {
    const service = yield* WebhookDeduplication
    assert.isTrue(service !== undefined && (yield* runs(service, "a")))
    assert.isTrue(service !== undefined && (yield* runs(service, "a")))
  }).pipe(Effect.provide(Layer.fresh(WebhookDeduplication.none)))
)
