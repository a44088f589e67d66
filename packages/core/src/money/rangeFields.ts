import { DateTimeInput } from "../internal/codec/dateTimeInput.js"
import { optional } from "../internal/codec/field.js"
import { AmountNumberInput, nonNegative } from "./Amount.js"

/** What invoices and payments are both filtered by. */
export const rangeFields = {
  /** The least price in US dollars, itself included. Sent as a JSON number. */
  priceUsdFrom: optional(nonNegative(AmountNumberInput), "price_usd_from"),
  /** The greatest price in US dollars, itself included. Sent as a JSON number. */
  priceUsdTo: optional(nonNegative(AmountNumberInput), "price_usd_to"),
  /**
   * The earliest time of creation: any `DateTime`, sent in UTC and to the second. Whether it is included
   * itself is not documented.
   */
  createdAtFrom: optional(DateTimeInput, "created_at_from"),
  /** The latest time of creation, as `createdAtFrom`. */
  createdAtTo: optional(DateTimeInput, "created_at_to")
}
