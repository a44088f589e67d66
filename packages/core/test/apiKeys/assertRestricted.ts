import { assert } from "@effect/vitest"
import { DateTime, Option } from "effect"
import type { ApiKeySummary, NewApiKey } from "../../src/index.js"

/** Asserts what the documentation's new key and the first key of its list have in common. */
export const assertRestricted = (key: ApiKeySummary | NewApiKey): void => {
  assert.deepStrictEqual(key.scopes, Option.some(["products.create"]))
  assert.deepStrictEqual(key.ipAllowList, Option.some(["127.0.0.1"]))
  assert.deepStrictEqual(
    Option.map(key.expiresAt, DateTime.formatIso),
    Option.some("2026-05-30T20:23:16.000Z")
  )
  assert.deepStrictEqual(
    Option.map(key.createdAt, DateTime.formatIso),
    Option.some("2025-06-30T15:00:22.000Z")
  )
  assert.isTrue(Option.isNone(key.updatedAt))
}
