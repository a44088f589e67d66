import { assert, describe, it } from "@effect/vitest"
import { ApiKeys } from "effect-bitgpt"
import { Emulator } from "effect-bitgpt-emulator"
import { ConfigProvider, Effect, Layer, Option, Redacted } from "effect"
import { asOrganization, Organizations } from "../support/organizations.js"
import { Tenant, TenantsClient, TokenStore } from "../support/tenants.js"

const list = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.list())

/** The tokens that reached the server, in order. */
const tokens = Effect.map(
  Effect.flatMap(Emulator, (emulator) => emulator.requests),
  (requests) =>
    requests.map(({ accessToken }) =>
      accessToken === undefined ? undefined : Redacted.value(accessToken)
    )
)

describe("organizations", () => {
  it.scopedLive("each have a client of their own, with a rate limit of its own", () =>
    Effect.gen(function* () {
      const { accessToken, baseUrl } = yield* Emulator
      const provider = ConfigProvider.fromMap(
        new Map([
          ["BITGPT_BASE_URL", baseUrl],
          ["BITGPT_TOKEN_SHOP", Redacted.value(accessToken)],
          ["BITGPT_TOKEN_MARKETPLACE", "another-token"]
        ])
      )
      yield* Effect.gen(function* () {
        const keys = yield* list.pipe(asOrganization("shop"))
        const error = yield* list.pipe(asOrganization("marketplace"), Effect.flip)
        assert.lengthOf(keys, 4)
        assert.strictEqual(error._tag, "AuthenticationError")
        // As many as the limit lets go at once, of the one: the other need not wait for it.
        const shop = Effect.all(
          Array.from({ length: 60 }, () => list),
          { concurrency: "unbounded" }
        )
        yield* Effect.fork(shop.pipe(asOrganization("shop")))
        yield* list.pipe(asOrganization("marketplace"), Effect.flip, Effect.timeout("2 seconds"))
      }).pipe(Effect.provide(Organizations.Default), Effect.withConfigProvider(provider))
      assert.deepStrictEqual((yield* tokens).slice(0, 2), [
        Redacted.value(accessToken),
        "another-token"
      ])
    }).pipe(Effect.provide(Emulator.layer()))
  )
})

describe("tenants", () => {
  it.scopedLive("share a client, and have a token each", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Emulator
      const Store = Layer.succeed(TokenStore, {
        tokenOf: (tenant) => Effect.succeed(Redacted.make(`token-of-${tenant}`))
      })
      yield* Effect.gen(function* () {
        for (const tenant of ["shop", "marketplace"]) {
          yield* list.pipe(Effect.flip, Effect.provideService(Tenant, Option.some(tenant)))
        }
        const error = yield* Effect.flip(list)
        assert.strictEqual(error._tag, "AuthenticationError")
        assert.strictEqual(error.attempts, 0)
      }).pipe(Effect.provide(Layer.provide(TenantsClient(baseUrl), Store)))
      assert.deepStrictEqual(yield* tokens, ["token-of-shop", "token-of-marketplace"])
    }).pipe(Effect.provide(Emulator.layer()))
  )
})
