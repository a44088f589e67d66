/**
 * Which payments `Payments` gets and lists.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { optional } from "../internal/codec/field.js"
import { enumInput, openEnum } from "../internal/codec/openEnum.js"
import { listOf, NonEmptyText } from "../internal/codec/text.js"
import { pagingFields } from "../internal/resource/pages.js"
import { CurrencyInput } from "../money/Currency.js"
import { rangeFields } from "../money/rangeFields.js"
import { PaymentStatus } from "./PaymentStatus.js"

const Expansion = openEnum("PaymentExpansion", ["provider"])

const expand = Schema.optional(listOf(enumInput(Expansion, "provider")))

/**
 * Which parts of a payment come in whole: what `Payments.get` takes beside the id.
 *
 * @example
 * ```ts
 * import type { PaymentGetOptions } from "effect-bitgpt"
 *
 * const withProvider: PaymentGetOptions = { expand: ["provider"] }
 * ```
 */
export const PaymentGetOptions = Schema.Struct({
  /** What comes in whole: `provider` is all that the documentation lists. */
  expand
})

/** Which parts of a payment come in whole. */
export interface PaymentGetOptions extends Schema.Schema.Type<typeof PaymentGetOptions> {}

/**
 * Which payments are listed: what `Payments.list` and `Payments.stream` take. What is left out is not
 * filtered by.
 *
 * Source: BitGPT's developer reference, `POST /payments`.
 *
 * @example
 * ```ts
 * import type { PaymentFilter } from "effect-bitgpt"
 * import { DateTime } from "effect"
 *
 * const completedThisYear: PaymentFilter = {
 *   status: ["COMPLETED"],
 *   createdAtFrom: DateTime.unsafeMake("2026-01-01")
 * }
 * ```
 */
export const PaymentFilter = Schema.Struct({
  /** Any of these ways to pay. */
  providerId: optional(
    listOf(
      Schema.Union(NonEmptyText, Schema.JsonNumber).annotations({
        message: () => "must be an id: text or a number"
      })
    ),
    "provider_id"
  ),
  /** The payments of this invoice. */
  invoiceId: optional(NonEmptyText, "invoice_id"),
  /** Any of these statuses. */
  status: Schema.optional(listOf(enumInput(PaymentStatus, "COMPLETED"))),
  /** Any of these currencies. */
  currency: Schema.optional(listOf(CurrencyInput)),
  /** What comes in whole with each payment: `provider` is all that the documentation lists. */
  expand,
  ...rangeFields,
  ...pagingFields
})

/** Which payments are listed. */
export interface PaymentFilter extends Schema.Schema.Type<typeof PaymentFilter> {}
