/**
 * Keys just created, for tests.
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { ApiKeyId } from "../ApiKey.js"
import { CreatedApiKey } from "../CreateApiKey.js"

type Fields = ConstructorParameters<typeof CreatedApiKey>[0]

/** What {@link makeCreatedApiKey} can be told: any field of a new key, the id as a plain string. */
export interface CreatedApiKeyOverrides extends Partial<Omit<Fields, "id">> {
  readonly id?: string
}

/**
 * Makes a key as `ApiKeys.create` returns it. What is left out is always the same: an id, a secret that
 * opens nothing, the scope `products.read`, no IP allow list, and a time of creation.
 *
 * Throws where an override is not valid, as an id with a slash in it.
 *
 * @example
 * ```ts
 * import { makeCreatedApiKey } from "effect-bitgpt/testing"
 * import { Redacted } from "effect"
 *
 * const created = makeCreatedApiKey({ secret: Redacted.make("secret of the test") })
 * ```
 */
export const makeCreatedApiKey = ({
  id,
  ...overrides
}: CreatedApiKeyOverrides = {}): CreatedApiKey =>
  CreatedApiKey.make({
    id: ApiKeyId.make(id ?? "api_key_0197c0ec-a197-719f-84a9-99270a79b42a"),
    secret: Redacted.make(["sk", "test", "0".repeat(58)].join("_")),
    scopes: Option.some(["products.read"]),
    ipAllowList: Option.some([]),
    createdAt: Option.some(DateTime.unsafeMake("2025-06-30T15:00:22Z")),
    ...overrides
  })
