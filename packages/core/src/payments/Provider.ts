/**
 * Ways to pay an invoice.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { lenient } from "../internal/codec/field.js"
import { IdOrNumber } from "../internal/codec/id.js"
import { JsonObject } from "../internal/codec/jsonObject.js"

const Metadata = Schema.Struct({
  /** How many decimals amounts have on the network. */
  decimals: lenient(Schema.Int, "decimals"),
  /** The token's contract. In the sample of another network's form: not checked. */
  contractAddress: lenient(Schema.String, "contract_address"),
  /** Picture of the currency. */
  imageUrl: lenient(Schema.String, "image_url"),
  /** Picture of the network. */
  imageUrlNetwork: lenient(Schema.String, "image_url_network")
})

/**
 * A way to pay an invoice: a currency on a network.
 *
 * Only `id` is always there; BitGPT prints some as numbers, which are texts here. Every other field that is
 * missing, or not as documented, is none. Which words there are is not documented.
 *
 * Source: BitGPT's developer reference, page of `GET /providers/{invoice_id}`.
 *
 * @example
 * ```ts
 * import { type Provider } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const label = ({ gateway, id, network }: Provider) =>
 *   `${Option.getOrElse(gateway, () => id)} on ${Option.getOrElse(network, () => "an unknown network")}`
 * ```
 */
export const Provider = Schema.Struct({
  /** The provider's id. */
  id: IdOrNumber,
  /** `CRYPTO` in the sample. */
  provider: lenient(Schema.String, "provider"),
  /** The network that is paid over: `SOLANA` in the sample. */
  network: lenient(Schema.String, "network"),
  /** What is paid with: `USDC` in the sample. */
  gateway: lenient(Schema.String, "gateway"),
  /** `native` in the sample. */
  type: lenient(Schema.String, "type"),
  /** Kinds of wallets: `evm` and `svm` in the sample. */
  filters: lenient(Schema.Array(Schema.String), "filters"),
  /** Decimals, contract and pictures. */
  metadata: lenient(Schema.compose(JsonObject, Metadata, { strict: false }), "metadata")
})

/** A way to pay an invoice. */
export interface Provider extends Schema.Schema.Type<typeof Provider> {}
