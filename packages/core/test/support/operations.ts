import type { Effect } from "effect"
import type { BitGptError } from "../../src/index.js"
import type { ApiKeysService } from "./loopback.js"

/** A call, by the name of its method. */
export interface Operation {
  readonly name: string
  readonly call: (apiKeys: ApiKeysService) => Effect.Effect<unknown, BitGptError>
}

/**
 * What must hold for every endpoint is tested with each of these: a new one is one line more. A
 * method and its sibling ending in `Response` are one endpoint.
 */
export const operations: readonly [Operation, ...ReadonlyArray<Operation>] = [
  { name: "get", call: (apiKeys) => apiKeys.get("api_key_1") },
  { name: "list", call: (apiKeys) => apiKeys.list() },
  { name: "create", call: (apiKeys) => apiKeys.create({ label: "Checkout" }) },
  { name: "update", call: (apiKeys) => apiKeys.update("api_key_1", { label: "Checkout" }) }
]
