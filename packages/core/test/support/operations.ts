import type { Effect } from "effect"
import type { ApiKeysService, BitGptError } from "../../src/index.js"

/** A call, by the name of its method. */
export interface Operation {
  readonly name: string
  readonly call: (apiKeys: ApiKeysService) => Effect.Effect<unknown, BitGptError>
}

/** What must hold for every method is tested with each of these: a new method is one line more. */
export const operations: ReadonlyArray<Operation> = [
  { name: "get", call: (apiKeys) => apiKeys.get("api_key_1") },
  { name: "getResponse", call: (apiKeys) => apiKeys.getResponse("api_key_1") }
]
