/**
 * What `ApiKeys.update` takes.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Label, Text } from "./internal/inputField.js"

/**
 * Schema of what is to change in an API key: what `update` checks its input with.
 *
 * @example
 * ```ts
 * import { UpdateApiKey } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * Schema.is(UpdateApiKey)({ label: "Checkout, old" }) // true
 * ```
 */
export const UpdateApiKey = Schema.Struct({
  label: Label,
  description: Schema.optional(Text)
})

/**
 * What is to change in an API key. BitGPT changes nothing else of a key.
 *
 * Source: BitGPT's developer reference, `PUT /developers/api_keys/{id}`.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const renamed = Effect.flatMap(ApiKeys, (apiKeys) =>
 *   apiKeys.update("api_key_0197c0ec-a197-719f-84a9-99270a79b42a", { label: "Checkout, old" })
 * )
 * ```
 */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- linters take an interface that is named like a value for a class, whose instances they refuse to spread
export type UpdateApiKey = {
  /** The key's name, 1 to 255 characters: required even where only the description changes. */
  readonly label: string
  /** What the key is for. What becomes of it where it is left out is not documented. */
  readonly description?: string | undefined
}
