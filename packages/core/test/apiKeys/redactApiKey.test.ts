import { assert, it } from "@effect/vitest"
import { Option, Redacted } from "effect"
import { redactApiKey } from "../../src/index.js"
import { makeApiKey } from "../../src/testing.js"
import { keyId } from "../support/wire.js"

it("leaves the secret out and keeps the rest in BitGPT's own form", () => {
  const secret = ["sk", "test", "0123456789"].join("_")
  const key = makeApiKey({ secret: Option.some(Redacted.make(secret)) })
  const text = JSON.stringify(redactApiKey(key))
  assert.notInclude(text, secret)
  assert.deepStrictEqual(JSON.parse(text), {
    id: keyId,
    label: "My API Key",
    scopes: ["products.read"],
    ip_allow_list: [],
    created_at: "2025-06-30 15:00:22"
  })
})
