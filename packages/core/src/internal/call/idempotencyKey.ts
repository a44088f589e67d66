import * as Context from "effect/Context"

/**
 * Where new idempotency keys come from: random UUIDs of the runtime's cryptography. Tests set it, to know
 * the keys beforehand. It is not Effect's `Random`, because that is seeded with 32 bits for each process:
 * among some ten thousand starts two would make the same keys, and one shop would be given the other's
 * invoices.
 *
 * @example
 * ```ts
 * import { IdempotencyKeys } from "effect-bitgpt"
 * import { Layer } from "effect"
 *
 * const Fixed = Layer.succeed(IdempotencyKeys, () => "0197c0ec-a197-719f-84a9-99270a79b42a")
 * ```
 */
export class IdempotencyKeys extends Context.Reference<IdempotencyKeys>()(
  "effect-bitgpt/IdempotencyKeys",
  { defaultValue: (): (() => string) => () => crypto.randomUUID() }
) {}
