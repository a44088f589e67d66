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
  Webhooks,
  Products,
  Invoices,
  Payments,
  Files,
  Analytics
] as const

/** The services of all resources. */
export const services = Layer.mergeAll(
  ApiKeys.layer,
  Webhooks.layer,
  Products.layer,
  Invoices.layer,
  Payments.layer,
  Files.layer,
  Analytics.layer
)
