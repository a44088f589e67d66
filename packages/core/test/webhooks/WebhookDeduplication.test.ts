import { assert, describe, it } from "@effect/vitest"
import { Deferred, Duration, Effect, Fiber, Layer, TestClock } from "effect"
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

/** Asserts that the effect of the key `a` runs again after so much time, and not before. */
const runsAgainAfter = (time: Duration.DurationInput, service: WebhookDeduplicationService) =>
  Effect.gen(function* () {
    yield* TestClock.adjust(Duration.subtract(time, 1))
    assert.isFalse(yield* runs(service, "a"))
    yield* TestClock.adjust("1 millis")
    assert.isTrue(yield* runs(service, "a"))
  })

describe("the memory", () => {
  it.effect("runs an effect once for each key", () =>
    Effect.gen(function* () {
      const service = yield* memory()
      const ran = yield* Effect.forEach(["a", "a", "b", "a"], (key) => runs(service, key))
      assert.deepStrictEqual(ran, [true, false, true, false])
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
      assert.deepStrictEqual<unknown>(exit, yield* Effect.exit(effect))
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
      yield* runsAgainAfter("1 minute", service)
    })
  )

  it.effect("keeps a key for a day unless it is told", () =>
    Effect.gen(function* () {
      const service = yield* memory()
      yield* runs(service, "a")
      yield* runsAgainAfter("1 day", service)
    })
  )

  it.effect("keeps the newest keys", () =>
    Effect.gen(function* () {
      const service = yield* memory({ capacity: 2 })
      const keys = ["a", "b", "c", "b", "c", "a", "b"]
      assert.deepStrictEqual(yield* Effect.forEach(keys, (key) => runs(service, key)), [
        true,
        true,
        true,
        false,
        false,
        true,
        true
      ])
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
  /** Fails where an effect waits for anything. */
  const atOnce = <A>(effect: Effect.Effect<A>): A => Effect.runSync(effect)

  /** Starts an effect that ends as it is told. */
  const started = Effect.gen(function* () {
    const service = yield* memory()
    const end = yield* Deferred.make<void, string>()
    const first = yield* Effect.fork(service.once("a", Deferred.await(end)))
    yield* Effect.yieldNow()
    return { service, end, first }
  })

  // Under workerd, a request that waits for what another one does hangs, or is cut off with it.
  it.effect("don't run, and wait for no other fiber", () =>
    Effect.gen(function* () {
      const { end, first, service } = yield* started
      for (let copy = 0; copy < 3; copy += 1) {
        assert.strictEqual(atOnce(service.once("a", Effect.die("ran"))), "Running")
      }
      yield* Deferred.succeed(end, undefined)
      assert.strictEqual(yield* Fiber.join(first), "Done")
      assert.strictEqual(yield* service.once("a", Effect.die("ran")), "Done")
    })
  )

  it.effect("don't hold up those of another key", () =>
    Effect.gen(function* () {
      const { service } = yield* started
      assert.isTrue(yield* runs(service, "b"))
    })
  )

  it.effect.each([
    ["fails", ({ end }: Effect.Effect.Success<typeof started>) => Deferred.fail(end, "an error")],
    ["is interrupted", ({ first }: Effect.Effect.Success<typeof started>) => Fiber.interrupt(first)]
  ] as const)("run again when the first %s", ([, finish]) =>
    Effect.gen(function* () {
      const all = yield* started
      yield* finish(all)
      yield* Fiber.await(all.first)
      assert.isTrue(yield* runs(all.service, "a"))
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
