/**
 * API keys for tests.
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import type * as Schema from "effect/Schema"
import { ApiKey, ApiKeyId } from "../apiKeys/ApiKey.js"
import { sampleApiKeyId } from "./fake/records/samples.js"

type Fields = Schema.Struct.Constructor<(typeof ApiKey)["fields"]>

/** What {@link makeApiKey} can be told: any field of a key, the id as a plain string. */
export interface ApiKeyOverrides extends Partial<Omit<Fields, "id">> {
  /** The key's id. Default: one that BitGPT's documentation prints. */
  readonly id?: string
}

/**
 * Makes an API key. What is left out is always the same: an id, a label and a time of creation like
 * those that BitGPT's documentation prints, the scope `products.read`, no IP allow list, and nothing
 * in the fields that are an `Option`.
 *
 * Throws where an override is not valid, as an id with a slash in it.
 *
 * @example
 * ```ts
 * import { makeApiKey } from "effect-bitgpt/testing"
 * import { Option } from "effect"
 *
 * const key = makeApiKey({ id: "api_key_1", description: Option.some("For the shop") })
 * ```
 */
export const makeApiKey = ({ id, ...overrides }: ApiKeyOverrides = {}): ApiKey =>
  ApiKey.make({
    id: ApiKeyId.make(id ?? sampleApiKeyId),
    label: "My API Key",
    scopes: ["products.read"],
    ipAllowList: [],
    createdAt: DateTime.unsafeMake("2025-06-30T15:00:22Z"),
    ...overrides
  })
