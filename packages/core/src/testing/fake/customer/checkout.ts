import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { InvoiceRecord } from "../records/InvoiceRecord.js"
import type { PaymentRecord } from "../records/PaymentRecord.js"
import { paymentsOf } from "../resources/payments.js"
import { invoiceUsd } from "../resources/pricing.js"
import type { World } from "../world/World.js"
import * as Amount from "../values/amount.js"
import { fromUsd } from "../values/currencies.js"
import { providers } from "../values/providers.js"
import { dust, leftUsd } from "./left.js"

/** What a checkout page shows of an invoice. Amounts are plain decimal texts. */
export interface Checkout {
  /** The invoice as it is now. */
  readonly invoice: InvoiceRecord
  /** Its payments so far, whatever their status. */
  readonly payments: ReadonlyArray<PaymentRecord>
  /** What is left to pay, in the invoice's currency. `0` where nothing is. */
  readonly left: string
  /** The ways to pay, and what is left in the currency of each. */
  readonly providers: ReadonlyArray<{
    /** What `pay` takes as `providerId`. */
    readonly id: string
    /** The network that the payment goes over, such as `SOLANA`. */
    readonly network: string
    /** The currency that is paid with. */
    readonly currency: string
    /** What is left to pay, in that currency. */
    readonly price: string
  }>
}

const isOpen = ({ status }: InvoiceRecord): boolean => status !== "COMPLETED" && status !== "VOIDED"

const inCurrencyOf = (invoice: InvoiceRecord, usd: Amount.Amount): Amount.Amount => {
  const whole = invoiceUsd(invoice)
  return whole === 0n ? 0n : (Amount.of(invoice.price) * usd) / whole
}

/** Looks at an invoice as a checkout page does. */
export const checkout =
  (world: World) =>
  (invoiceId: string): Effect.Effect<Option.Option<Checkout>> =>
    Effect.sync(() =>
      Option.map(Option.fromNullable(world.invoices.get(invoiceId)), (invoice) => {
        const left = leftUsd(world, invoice)
        const isDue = isOpen(invoice) && left > dust
        return {
          invoice,
          payments: paymentsOf(world, invoice.id),
          left: isDue ? Amount.format(inCurrencyOf(invoice, left)) : "0",
          providers: isDue
            ? providers.map(({ gateway, id, metadata, network }) => ({
                id,
                network,
                currency: gateway,
                price: Amount.format(fromUsd(left, gateway), metadata.decimals)
              }))
            : []
        }
      })
    )
