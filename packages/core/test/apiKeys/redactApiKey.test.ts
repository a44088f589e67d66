import { assert, it } from "@effect/vitest"
import { Option, Redacted } from "effect"
import { redactApiKey } from "../../src/index.js"
import { makeApiKey } from "../../src/testing.js"

it("leaves the secret out and keeps the rest in BitGPT's own form", () => {
  const secret = ["sk", "test", "0123456789"].join("_")
  const key = makeApiKey({ secret: Option.some(Redacted.make(secret)) })
  const text = JSON.stringify(redactApiKey(key))
  assert.notInclude(text, secret)
  assert.deepStrictEqual(JSON.parse(text), {
    id: "api_key_0197c0ec-a197-719f-84a9-99270a79b42a",
    label: "My API Key",
    scopes: ["products.read"],
    ip_allow_list: [],
    created_at: "2025-06-30 15:00:22"
  })
})
