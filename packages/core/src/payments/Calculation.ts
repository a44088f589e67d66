/**
 * The steps by which BitGPT reckons a price.
 *
 * @module
 */
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { lenient, option, required } from "../internal/codec/field.js"
import { Id } from "../internal/codec/id.js"
import { JsonObject } from "../internal/codec/jsonObject.js"
import { openEnum } from "../internal/codec/openEnum.js"
import { Amount } from "../money/Amount.js"
import { Currency } from "../money/Currency.js"

const ProductDetails = Schema.Struct({
  /** The product. */
  productId: required(Id, "product_id"),
  /** The currency of the price. */
  currency: Currency,
  /** The price of one. */
  price: Amount,
  /** How many. */
  quantity: Schema.Number
})

const CurrencyChangeDetails = Schema.Struct({
  /** The currency before. */
  from: Currency,
  /** The currency after. */
  to: Currency,
  /** How much of `from` one US dollar is (inferred). */
  fromRateUsd: required(Amount, "from_rate_usd"),
  /** How much of `to` one US dollar is (inferred). */
  toRateUsd: required(Amount, "to_rate_usd")
})

const CalculationType = openEnum("CalculationType", ["PRODUCT", "CURRENCY_CHANGE"])

const Fields = Schema.Struct({
  /** The step's place, from 0. */
  idx: lenient(Schema.Int, "idx"),
  /** What the step reckons. */
  calculationType: option(CalculationType, "calculation_type"),
  /** The step in words, for people. */
  title: lenient(Schema.String, "title"),
  /** The currency after the step. */
  currency: option(Currency, "currency"),
  /** The price before the step. */
  initialPrice: option(Amount, "initial_price"),
  /** The price after the step. */
  price: option(Amount, "price"),
  /** The difference that the step makes. `0` in the sample of a change of currency. */
  priceDelta: option(Amount, "price_delta"),
  /** `initialPrice` in the original currency. */
  initialPriceOrig: option(Amount, "initial_price_orig"),
  /** `price` in the original currency. */
  priceOrig: option(Amount, "price_orig"),
  /** `priceDelta` in the original currency. */
  priceDeltaOrig: option(Amount, "price_delta_orig"),
  /** `initialPrice` in US dollars. */
  initialPriceUsd: option(Amount, "initial_price_usd"),
  /** `price` in US dollars. */
  priceUsd: option(Amount, "price_usd"),
  /** `priceDelta` in US dollars. */
  priceDeltaUsd: option(Amount, "price_delta_usd"),
  /** What is reckoned with, where `calculationType` is `PRODUCT` or `CURRENCY_CHANGE`. */
  details: lenient(Schema.Union(ProductDetails, CurrencyChangeDetails), "details"),
  /** The data of a step of any other type, as it came. */
  unknownDetails: option(Schema.Unknown, "unknown_details")
})

/** Details of an unknown type go to a field of their own, so that the type of the known ones stays narrow. */
const Sorted: Schema.Schema<JsonObject, unknown> = Schema.transform(
  JsonObject,
  Schema.typeSchema(JsonObject),
  {
    strict: true,
    decode: ({ details, ...step }) => {
      const { calculation_type: type } = step
      return Predicate.isString(type) && CalculationType.isKnown(type)
        ? { ...step, details }
        : { ...step, unknown_details: details }
    },
    encode: ({ unknown_details: unknownDetails, ...step }) =>
      unknownDetails === undefined ? step : { ...step, details: unknownDetails }
  }
)

/**
 * One step of the way to a price.
 *
 * BitGPT documents steps by one sample only: every field may be none. Where an amount is there, it has to
 * be one. `details` of a documented type that can't be read are none. BitGPT cuts amounts off after 30
 * decimals (inferred).
 *
 * Source: BitGPT's developer reference, sample of `POST /pay/quote`.
 *
 * @example
 * ```ts
 * import type { Calculation } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const rate = (step: Calculation) =>
 *   Option.filterMap(step.details, (details) =>
 *     "toRateUsd" in details ? Option.some(details.toRateUsd) : Option.none()
 *   )
 * ```
 */
export const Calculation = Schema.compose(Sorted, Fields, { strict: false })

/** One step of the way to a price. */
export interface Calculation extends Schema.Schema.Type<typeof Calculation> {}
