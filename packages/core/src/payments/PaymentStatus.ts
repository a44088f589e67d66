/**
 * How far a payment is.
 *
 * @module
 */
import { type EnumSchema, openEnum, type OpenEnum } from "../internal/codec/openEnum.js"

/**
 * Every status of a payment that BitGPT's developer reference lists. Which ones are final is not
 * documented.
 *
 * @example
 * ```ts
 * import { knownPaymentStatuses } from "effect-bitgpt"
 *
 * const columns = knownPaymentStatuses.map((status) => status.toLowerCase())
 * ```
 */
export const knownPaymentStatuses = ["PENDING", "FAILED", "COMPLETED", "CANCELLED"] as const

/** A status of a payment that the documentation lists. */
export type KnownPaymentStatus = (typeof knownPaymentStatuses)[number]

/** Status of a payment. Editors complete the documented ones; any other string is one too. */
export type PaymentStatus = OpenEnum<KnownPaymentStatus>

/**
 * Schema of a {@link PaymentStatus}: decodes every string. `isKnown` tells the documented ones from others.
 *
 * @example
 * ```ts
 * import { PaymentStatus } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const status = Schema.decodeUnknownSync(PaymentStatus)("COMPLETED")
 *
 * PaymentStatus.isKnown("COMPLETED") // true
 * PaymentStatus.isKnown("REFUNDED") // false
 * ```
 */
export const PaymentStatus: EnumSchema<PaymentStatus> = openEnum(
  "PaymentStatus",
  knownPaymentStatuses
)
