import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, FastCheck, JSONSchema, Schema } from "effect"
import { knownScopes, Scope } from "../../src/index.js"

// As the documentation lists them, by resource.
const documented = {
  invoices: "create update read",
  payments: "create update read",
  products: "create read update delete",
  api_keys: "create update delete read",
  webhooks: "create read update delete",
  webhooks_queue: "read update",
  notifications: "read update",
  notifications_settings: "read update",
  organizations: "create read update deactivate",
  users: "update deactivate sessions.read sessions.deactivate"
}

describe("Scope", () => {
  it("knows every documented scope once", () => {
    assert.deepStrictEqual<ReadonlyArray<string>>(
      knownScopes,
      Object.entries(documented).flatMap(([resource, actions]) =>
        actions.split(" ").map((action) => `${resource}.${action}`)
      )
    )
  })

  it("tells known ones from others", () => {
    assert.isTrue(knownScopes.every(Scope.isKnown))
    for (const scope of ["", "refunds.read", "products.READ", "products", "toString"]) {
      assert.isFalse(Scope.isKnown(scope))
    }
  })

  it.prop("is every text, and stays what it is", [FastCheck.string()], ([text]) => {
    assert.strictEqual(Schema.encodeSync(Scope)(Schema.decodeSync(Scope)(text)), text)
  })

  it("is nothing but text", () => {
    for (const value of [null, undefined, 1, {}, ["products.read"]]) {
      assert.isFalse(Schema.is(Scope)(value))
    }
  })

  it("is described in a JSON Schema, with known ones for examples", () => {
    const examples = JSONSchema.make(Scope).$defs?.["Scope"]?.examples ?? []
    assert.lengthOf(examples, 2)
    assert.includeMembers<unknown>([...knownScopes], examples)
  })

  it("has arbitraries of both kinds", () => {
    const scopes = FastCheck.sample(Arbitrary.make(Scope), { numRuns: 100, seed: 1 })
    assert.isTrue(scopes.some(Scope.isKnown))
    assert.isFalse(scopes.every(Scope.isKnown))
  })
})
