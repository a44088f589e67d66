import type { InvoiceRecord } from "../records/InvoiceRecord.js"
import { paymentsOf, paymentUsd } from "../resources/payments.js"
import { invoiceUsd } from "../resources/pricing.js"
import type { World } from "../world/World.js"
import * as Amount from "../values/amount.js"

/** An amount that is owed by rounding only: amounts are cut off at 30 decimals. */
export const dust = Amount.of("0.000000000000000001")

/** What of an invoice is not paid yet, in US dollars. Less than zero where too much was paid. */
export const leftUsd = (world: World, invoice: InvoiceRecord): Amount.Amount =>
  paymentsOf(world, invoice.id)
    .filter(({ status }) => status === "COMPLETED")
    .reduce((left, payment) => left - paymentUsd(payment), invoiceUsd(invoice))
