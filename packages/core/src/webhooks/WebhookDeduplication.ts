/**
 * What keeps a delivery that comes twice from being worked on twice.
 *
 * @module
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** Runs one effect for each key. */
export interface WebhookDeduplicationService {
  /**
   * Runs the effect, unless one has succeeded under this key or is running.
   *
   * - `"Done"`: the effect has succeeded, now or before. The delivery is answered with 200.
   * - `"Running"`: another one with this key is running, and how it ends is not known yet. The delivery is
   *   answered with 503 and comes again. A store may wait for the other one instead, where it does so by
   *   means of its own, as a database does.
   *
   * An effect that fails, dies or is interrupted leaves no key behind, so that the next one runs. A store
   * that can't be reached is a defect: the delivery is answered with 500 and comes again.
   */
  readonly once: <A, E, R>(
    key: string,
    effect: Effect.Effect<A, E, R>
  ) => Effect.Effect<"Done" | "Running", E, R>
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
 *     ).pipe(Effect.as("Done"))
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
    once: <E, R>(_: string, effect: Effect.Effect<unknown, E, R>) =>
      Effect.as(effect, "Done" as const)
  })
}

/** @internal */
export const makeMemory = ({
  capacity = 10_000,
  timeToLive = "1 day"
}: WebhookDeduplicationMemoryOptions = {}): Effect.Effect<WebhookDeduplicationService> =>
  Effect.sync(() => {
    const running = new Set<string>()
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

    // A second delivery never waits for the first: some runtimes let no request go on inside of another
    // one, and it would have to wait for as long as the application's effect takes.
    const once: WebhookDeduplicationService["once"] = (key, effect) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          forget(now)
          if (succeeded.has(key)) return Effect.succeed("Done")
          if (running.has(key)) return Effect.succeed("Running")
          running.add(key)
          return restore(effect).pipe(
            Effect.zipRight(remember(key)),
            Effect.as("Done" as const),
            Effect.ensuring(Effect.sync(() => running.delete(key)))
          )
        })
      )

    return { once }
  })
