import { Array, type DateTime, Option, pipe } from "effect"
import { describe, expectTypeOf, it } from "vitest"
import {
  type ApiKey,
  ApiKeyPredicate,
  type ApiKeySummary,
  type NewApiKey
} from "../../src/index.js"

declare const key: ApiKey
declare const keys: ReadonlyArray<ApiKey>
declare const utc: DateTime.Utc
declare const zoned: DateTime.Zoned

declare const summary: ApiKeySummary
declare const created: NewApiKey

describe("each predicate", () => {
  it("takes the key first", () => {
    expectTypeOf(ApiKeyPredicate.isExpired(key, utc)).toEqualTypeOf<boolean>()
    expectTypeOf(ApiKeyPredicate.expiresWithin(key, "1 day", zoned)).toEqualTypeOf<boolean>()
    expectTypeOf(ApiKeyPredicate.hasScope(key, "products.read")).toEqualTypeOf<boolean>()
    expectTypeOf(ApiKeyPredicate.allowsIp(key, "192.0.2.1")).toEqualTypeOf<boolean>()
  })

  it("takes the key last", () => {
    expectTypeOf(pipe(key, ApiKeyPredicate.isExpired(zoned))).toEqualTypeOf<boolean>()
    expectTypeOf(pipe(key, ApiKeyPredicate.expiresWithin("1 day", utc))).toEqualTypeOf<boolean>()
    expectTypeOf(pipe(key, ApiKeyPredicate.hasScope("refunds.read"))).toEqualTypeOf<boolean>()
    expectTypeOf(pipe(key, ApiKeyPredicate.allowsIp("192.0.2.1"))).toEqualTypeOf<boolean>()
  })

  it("filters keys, which stay keys", () => {
    expectTypeOf(keys.filter(ApiKeyPredicate.isExpired(utc))).toEqualTypeOf<Array<ApiKey>>()
    expectTypeOf(Array.filter(keys, ApiKeyPredicate.hasScope("products.read"))).toEqualTypeOf<
      Array<ApiKey>
    >()
  })

  it("takes a key as it stands in a list", () => {
    expectTypeOf(ApiKeyPredicate.isExpired(summary, utc)).toEqualTypeOf<boolean>()
    expectTypeOf(ApiKeyPredicate.expiresWithin(summary, "1 day", utc)).toEqualTypeOf<boolean>()
    expectTypeOf(
      Option.map(summary.ipAllowList, (ipAllowList) =>
        ApiKeyPredicate.allowsIp({ ipAllowList }, "192.0.2.1")
      )
    ).toEqualTypeOf<Option.Option<boolean>>()
    // @ts-expect-error unknown scopes are not the same as none
    ApiKeyPredicate.hasScope(summary, "products.read")
    // @ts-expect-error an unknown list is not the same as an empty one
    ApiKeyPredicate.allowsIp(summary, "192.0.2.1")
  })

  it("takes of a key just created what is known of it", () => {
    expectTypeOf(ApiKeyPredicate.isExpired(created, utc)).toEqualTypeOf<boolean>()
    expectTypeOf(
      Option.map(created.scopes, (scopes) => ApiKeyPredicate.hasScope({ scopes }, "products.read"))
    ).toEqualTypeOf<Option.Option<boolean>>()
    // @ts-expect-error unknown scopes are not the same as none
    ApiKeyPredicate.hasScope(created, "products.read")
    // @ts-expect-error an unknown list is not the same as an empty one
    ApiKeyPredicate.allowsIp(created, "192.0.2.1")
  })

  it("has to be told the time", () => {
    // @ts-expect-error nothing in here reads a clock
    ApiKeyPredicate.isExpired(key)
    // @ts-expect-error nothing here either
    ApiKeyPredicate.expiresWithin(key, "1 day")
    // @ts-expect-error a date has no time zone that it says
    ApiKeyPredicate.isExpired(key, new Date())
  })
})
