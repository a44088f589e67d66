/**
 * What `ApiKeys.update` takes.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { Label, Text } from "./internal/inputField.js"

/**
 * What is to change in an API key: its label (1 to 255 characters, required even where only the
 * description changes) and its description. BitGPT changes nothing else of a key.
 *
 * What becomes of a description that is left out is not documented.
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
export const UpdateApiKey = Schema.Struct({
  label: Label,
  description: Schema.optional(Text)
})

/** What is to change in an API key. */
export type UpdateApiKey = typeof UpdateApiKey.Type
