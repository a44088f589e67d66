/**
 * What `ApiKeys.create` and `ApiKeys.update` take, and what `create` returns.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { DateTimeInput } from "../internal/codec/dateTimeInput.js"
import { lenient, optional } from "../internal/codec/field.js"
import { enumInput } from "../internal/codec/openEnum.js"
import { Label, listOf, Text } from "../internal/codec/text.js"
import { Timestamp } from "../internal/codec/timestamp.js"
import { ApiKeyId } from "./ApiKey.js"
import { IpRange } from "./IpRange.js"
import { Scope } from "./Scope.js"

/** A scope to give to a key: any but an empty one. */
const RequestedScope = enumInput(Scope, "products.read")

/**
 * An API key to create: what `create` takes, and checks its input with.
 *
 * Source: BitGPT's developer reference, `POST /developers/api_keys`.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { DateTime, Effect } from "effect"
 *
 * const created = Effect.gen(function* () {
 *   const apiKeys = yield* ApiKeys
 *   return yield* apiKeys.create({
 *     label: "Checkout",
 *     scopes: ["payments.create", "payments.read"],
 *     ipAllowList: ["192.0.2.0/24"],
 *     expiresAt: DateTime.add(yield* DateTime.now, { days: 90 })
 *   })
 * })
 * ```
 */
export const ApiKeyInput = Schema.Struct({
  /** Name for people: 1 to 255 characters. */
  label: Label,
  /** What the key is for. */
  description: Schema.optional(Text),
  /**
   * What the key may do. A key created without any has **full permission**, save for creating,
   * changing and deleting keys. Scopes that this version doesn't know are passed on.
   */
  scopes: Schema.optional(listOf(RequestedScope)),
  /**
   * From where the key may be used: IPv4, IPv6 or CIDR. A key created without any may presumably be
   * used from anywhere (not documented).
   */
  ipAllowList: optional(listOf(IpRange), "ip_allow_list"),
  /**
   * Until when the key works: any `DateTime`, sent in UTC and to the second. Left out, the key
   * presumably never expires (not documented).
   */
  expiresAt: optional(DateTimeInput, "expires_at")
})

/** An API key to create. */
export interface ApiKeyInput extends Schema.Schema.Type<typeof ApiKeyInput> {}

/**
 * What is to change in an API key: what `update` takes. BitGPT changes nothing else of a key.
 *
 * Source: BitGPT's developer reference, `PUT /developers/api_keys/{id}`.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const renamed = Effect.flatMap(ApiKeys, (apiKeys) =>
 *   apiKeys.update("api_key_0197c0ec-a197-719f-84a9-99270a79b42a", { label: "Checkout, old" })
 * )
 * ```
 */
export const ApiKeyChanges = Schema.Struct({
  /** The key's name, 1 to 255 characters: required even where only the description changes. */
  label: Label,
  /** What the key is for. What becomes of it where it is left out is not documented. */
  description: Schema.optional(Text)
})

/** What is to change in an API key. */
export interface ApiKeyChanges extends Schema.Schema.Type<typeof ApiKeyChanges> {}

/**
 * A key just created, with its secret, which BitGPT presumably shows this once (not documented).
 *
 * Only `id` and `secret` have to be there. Every other field that is missing, or not as documented,
 * is none, so that it doesn't cost the secret. None means unknown here, the expiry included: `ApiKeys.get`
 * reads the key strictly.
 *
 * Source: BitGPT's developer reference, `POST /developers/api_keys`.
 *
 * @example
 * ```ts
 * import type { NewApiKey } from "effect-bitgpt"
 * import { Redacted } from "effect"
 *
 * // The one place where the secret is taken out: where it is put into a secret store.
 * const toStore = (key: NewApiKey) => ({ name: key.id, value: Redacted.value(key.secret) })
 * ```
 */
export const NewApiKey = Schema.Struct({
  /** The key's id. */
  id: ApiKeyId,
  /** The secret, in full. */
  secret: Schema.Redacted(Schema.String),
  /** What the key may do. An empty list is full permission. */
  scopes: lenient(Schema.Array(Scope), "scopes"),
  /** From where the key may be used. */
  ipAllowList: lenient(Schema.Array(Schema.String), "ip_allow_list"),
  /** Until when the key works. None may be a key that never expires, or an answer that doesn't say. */
  expiresAt: lenient(Timestamp, "expires_at"),
  /** When the key was created. */
  createdAt: lenient(Timestamp, "created_at"),
  /** When the key was last updated. */
  updatedAt: lenient(Timestamp, "updated_at")
})

/** A key just created. */
export interface NewApiKey extends Schema.Schema.Type<typeof NewApiKey> {}
