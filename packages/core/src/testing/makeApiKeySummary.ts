/**
 * Keys in a list, for tests.
 *
 * @module
 */
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { ApiKeyId } from "../ApiKey.js"
import { ApiKeySummary, MaskedSecret } from "../ApiKeySummary.js"

type Fields = ConstructorParameters<typeof ApiKeySummary>[0]

/** What {@link makeApiKeySummary} can be told: any field of a key in a list, the id as a plain string. */
export interface ApiKeySummaryOverrides extends Partial<Omit<Fields, "id">> {
  readonly id?: string
}

const maskedSecret = Schema.decodeSync(MaskedSecret)(
  ["sk", "test", "MDE5N2MwZWMt...GdwdA"].join("_")
)

/**
 * Makes a key as `ApiKeys.list` returns it. What is left out is always the same: an id, a masked secret
 * and a time of creation like those that BitGPT's documentation prints, the scope `products.read`, no
 * IP allow list, and neither expiry nor update.
 *
 * Throws where an override is not valid, as an id with a slash in it.
 *
 * @example
 * ```ts
 * import { makeApiKeySummary } from "effect-bitgpt/testing"
 * import { Option } from "effect"
 *
 * const unrestricted = makeApiKeySummary({ id: "api_key_1", scopes: Option.some([]) })
 * ```
 */
export const makeApiKeySummary = ({
  id,
  ...overrides
}: ApiKeySummaryOverrides = {}): ApiKeySummary =>
  ApiKeySummary.make({
    id: ApiKeyId.make(id ?? "api_key_0197c0ec-a197-719f-84a9-99270a79b42a"),
    maskedSecret: Option.some(maskedSecret),
    scopes: Option.some(["products.read"]),
    ipAllowList: Option.some([]),
    createdAt: Option.some(DateTime.unsafeMake("2025-06-30T15:00:22Z")),
    ...overrides
  })
