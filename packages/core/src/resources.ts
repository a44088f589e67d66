import * as Layer from "effect/Layer"
import { Analytics } from "./analytics/Analytics.js"
import { ApiKeys } from "./apiKeys/ApiKeys.js"
import { Files } from "./files/Files.js"
import { Invoices } from "./invoices/Invoices.js"
import { Payments } from "./payments/Payments.js"
import { Products } from "./products/Products.js"
import { Webhooks } from "./webhooks/Webhooks.js"

/** Every resource of the API. */
export const resources = [
  ApiKeys,
  Products,
  Invoices,
  Payments,
  Webhooks,
  Files,
  Analytics
] as const

/** The services of all resources, made anew for each client. */
export const services = Layer.fresh(
  Layer.mergeAll(
    ApiKeys.layer,
    Products.layer,
    Invoices.layer,
    Payments.layer,
    Webhooks.layer,
    Files.layer,
    Analytics.layer
  )
)
