import * as Layer from "effect/Layer"
import { Analytics } from "./analytics/Analytics.js"
import { ApiKeys } from "./apiKeys/ApiKeys.js"
import { Payments } from "./payments/Payments.js"
import { Products } from "./products/Products.js"

/** Every resource of the API. */
export const resources = [ApiKeys, Products, Payments, Analytics] as const

/** The services of all resources. */
export const services = Layer.mergeAll(
  ApiKeys.layer,
  Products.layer,
  Payments.layer,
  Analytics.layer
)
