import type { Effect } from "effect"
import type { BitGptError } from "../../src/index.js"
import type { ApiKeysService } from "./loopback.js"

/** A call, by the name of its method. */
export interface Operation {
  readonly name: string
  readonly call: (apiKeys: ApiKeysService) => Effect.Effect<unknown, BitGptError>
}

/**
 * The calls on API keys: with an id, with no input, with a body, and with an id and a body. An error
 * tells of the call that it ended, so what an error tells is tested with each of them.
 */
export const operations: readonly [Operation, ...ReadonlyArray<Operation>] = [
  { name: "get", call: (apiKeys) => apiKeys.get("api_key_1") },
  { name: "list", call: (apiKeys) => apiKeys.list() },
  { name: "create", call: (apiKeys) => apiKeys.create({ label: "Checkout" }) },
  { name: "update", call: (apiKeys) => apiKeys.update("api_key_1", { label: "Checkout" }) }
]
