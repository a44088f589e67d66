import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

/**
 * Where new idempotency keys come from: random UUIDs of the runtime's cryptography. Tests set it, to know
 * the keys beforehand. It is not Effect's `Random`, because that is seeded with 32 bits for each process:
 * among some ten thousand starts two would make the same keys, and one shop would be given the other's
 * invoices.
 *
 * @example
 * ```ts
 * import { IdempotencyKeys } from "effect-bitgpt"
 * import { Effect, Layer } from "effect"
 *
 * const Fixed = Layer.succeed(
 *   IdempotencyKeys,
 *   Effect.succeed("0197c0ec-a197-719f-84a9-99270a79b42a")
 * )
 * ```
 */
export class IdempotencyKeys extends Context.Reference<IdempotencyKeys>()(
  "effect-bitgpt/IdempotencyKeys",
  { defaultValue: (): Effect.Effect<string> => Effect.sync(() => crypto.randomUUID()) }
) {}
