// The call that programs make when it doesn't matter which.
import { Effect } from "effect"
import { ApiKeys } from "effect-bitgpt"
import { keyId } from "../../src/calls/apiKeys.js"

/** Gets the key that every emulator has. */
export const getKey = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(keyId))
