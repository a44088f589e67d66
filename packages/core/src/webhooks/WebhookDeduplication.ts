/**
 * What keeps a delivery that comes twice from being worked on twice.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"

/** Runs one effect for each key. */
export interface WebhookDeduplicationService {
  /**
   * Runs the effect, unless one has succeeded under this key.
   *
   * - An effect that fails, dies or is interrupted leaves no key behind, so that the next one runs.
   * - While an effect runs, others with its key wait for it, and run only when it has not succeeded.
   *
   * A store that can't be reached is a defect: the delivery is answered with 500 and comes again.
   */
  readonly once: <A, E, R>(key: string, effect: Effect.Effect<A, E, R>) => Effect.Effect<void, E, R>
}

/** Options of {@link WebhookDeduplication.layerMemory}. */
export interface WebhookDeduplicationMemoryOptions {
  /** The most keys that are kept. For one more, the oldest goes. Default: 10,000. */
  readonly capacity?: number | undefined
  /** How long a key is kept after its effect has succeeded. Default: 1 day. */
  readonly timeToLive?: Duration.DurationInput | undefined
}

/**
 * Where `WebhookHandler` looks whether a delivery has come before. Unless a layer says otherwise, each
 * handler has a memory of its own, as {@link WebhookDeduplication.layerMemory} makes it.
 *
 * Where several processes receive, or one is started anew, provide a store that they share. A database
 * is the best one where it also takes the work: a unique key, inserted in the transaction of the work,
 * makes the second delivery wait for the first, and goes away with it when the work fails.
 *
 * @example
 * ```ts
 * import { WebhookDeduplication } from "effect-bitgpt"
 * import { Effect, Layer } from "effect"
 *
 * declare const transaction: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
 * // INSERT INTO deliveries (key) VALUES ($1) ON CONFLICT DO NOTHING
 * declare const insertKey: (key: string) => Effect.Effect<{ readonly inserted: boolean }>
 *
 * const InDatabase = Layer.succeed(WebhookDeduplication, {
 *   once: (key, effect) =>
 *     transaction(
 *       Effect.flatMap(insertKey(key), ({ inserted }) => (inserted ? effect : Effect.void))
 *     )
 * })
 * ```
 */
export class WebhookDeduplication extends Context.Reference<WebhookDeduplication>()(
  "effect-bitgpt/WebhookDeduplication",
  { defaultValue: (): WebhookDeduplicationService | undefined => undefined }
) {
  /**
   * Keeps keys in the memory of this process.
   *
   * @example
   * ```ts
   * import { WebhookDeduplication } from "effect-bitgpt"
   *
   * const forAWeek = WebhookDeduplication.layerMemory({ capacity: 100_000, timeToLive: "7 days" })
   * ```
   */
  static readonly layerMemory = (
    options: WebhookDeduplicationMemoryOptions = {}
  ): Layer.Layer<WebhookDeduplication> => Layer.effect(WebhookDeduplication, makeMemory(options))

  /**
   * Runs every effect, for applications that look for duplicates themselves.
   *
   * @example
   * ```ts
   * import { WebhookDeduplication } from "effect-bitgpt"
   *
   * const everyDelivery = WebhookDeduplication.none
   * ```
   */
  static readonly none: Layer.Layer<WebhookDeduplication> = Layer.succeed(WebhookDeduplication, {
    once: <A, E, R>(_: string, effect: Effect.Effect<A, E, R>) => Effect.asVoid(effect)
  })
}

/** @internal */
export const makeMemory = ({
  capacity = 10_000,
  timeToLive = "1 day"
}: WebhookDeduplicationMemoryOptions = {}): Effect.Effect<WebhookDeduplicationService> =>
  Effect.sync(() => {
    const running = new Map<string, Deferred.Deferred<void>>()
    // With the time at which each expires. All live equally long, so the oldest expires first.
    const succeeded = new Map<string, number>()

    const forget = (now: number) => {
      for (const [key, expiresAt] of succeeded) {
        if (expiresAt > now && succeeded.size <= capacity) return
        succeeded.delete(key)
      }
    }

    const remember = (key: string) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        succeeded.set(key, now + Duration.toMillis(timeToLive))
        forget(now)
      })

    const once: WebhookDeduplicationService["once"] = (key, effect) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.gen(function* () {
          const done = yield* Deferred.make<void>()
          const now = yield* Clock.currentTimeMillis
          // Nothing is yielded from here until the key is taken, so that no other fiber takes it too.
          forget(now)
          if (succeeded.has(key)) return
          const earlier = running.get(key)
          if (earlier !== undefined) {
            return yield* restore(Effect.zipRight(Deferred.await(earlier), once(key, effect)))
          }
          running.set(key, done)
          yield* restore(effect).pipe(
            Effect.onExit((exit) => (Exit.isSuccess(exit) ? remember(key) : Effect.void)),
            Effect.ensuring(
              Effect.suspend(() => {
                running.delete(key)
                return Deferred.succeed(done, undefined)
              })
            )
          )
        })
      )

    return { once }
  })
