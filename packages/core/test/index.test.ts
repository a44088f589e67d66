import { assert, describe, it } from "@effect/vitest"
import { Predicate } from "effect"
import * as Core from "../src/index.js"
import * as Testing from "../src/testing.js"

/** The names under which the rest of a program meets what a module exports. */
const globalNames = (module: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(module).flatMap(([name, value]): ReadonlyArray<[string, unknown]> => {
      if (!Predicate.isFunction(value)) return []
      if (Predicate.hasProperty(value, "identifier")) return [[name, value.identifier]]
      return Predicate.hasProperty(value, "key") ? [[name, value.key]] : []
    })
  )

const named = (prefix: string, names: ReadonlyArray<string>): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, `${prefix}/${name}`]))

// Schemas meet those of the application in a JSON Schema, services in a context.
describe("schemas and services are named after the package", () => {
  it("of effect-bitgpt", () => {
    assert.deepStrictEqual(
      globalNames(Core),
      named("effect-bitgpt", [
        "Analytics",
        "ApiKeys",
        "AuthenticationError",
        "DecodeError",
        "Files",
        "IdempotencyKeys",
        "Invoices",
        "NotFoundError",
        "Payments",
        "PermissionDeniedError",
        "Products",
        "RateLimitError",
        "RateLimitPolicy",
        "RetryPolicy",
        "SafeCause",
        "ServerError",
        "TimeoutError",
        "TimeoutPolicy",
        "TransportError",
        "UnexpectedStatusError",
        "ValidationError",
        "WebhookDeduplication",
        "Webhooks"
      ])
    )
  })

  it("of effect-bitgpt/testing", () => {
    assert.deepStrictEqual(
      globalNames(Testing),
      named("effect-bitgpt/testing", ["BitGptTest", "TestHttp"])
    )
  })
})
