import * as Clock from "effect/Clock"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { InvoiceRecord } from "../records/InvoiceRecord.js"
import { PaymentRecord } from "../records/PaymentRecord.js"
import type { World } from "../world/World.js"
import * as Amount from "../values/amount.js"
import { fromUsd } from "../values/currencies.js"
import { findProvider } from "../values/providers.js"
import * as Time from "../values/time.js"
import { payment } from "../resources/payments.js"
import { invoiceUsd } from "../resources/pricing.js"
import { dust, leftUsd } from "./left.js"

/** How a customer pays. */
export interface PayOptions {
  /** Default: `prov_solana_usdc`. */
  readonly providerId?: string | undefined
  /** A decimal text in the invoice's currency. Default: what is left to pay. */
  readonly price?: string | undefined
  /** How the payment ends. Only a completed one pays anything. Default: `COMPLETED`. */
  readonly status?: "PENDING" | "FAILED" | "COMPLETED" | "CANCELLED" | undefined
}

/**
 * A payment that can't be made: the invoice, the provider or the price is wrong, or nothing is left to
 * pay. The message says which.
 *
 * @example
 * ```ts
 * import * as Fake from "effect-bitgpt/fake"
 * import { Effect } from "effect"
 *
 * const isPaidAlready = (fake: Fake.Fake, invoiceId: string) =>
 *   fake.pay(invoiceId).pipe(
 *     Effect.as(false),
 *     Effect.catchTag("PaymentRefused", () => Effect.succeed(true))
 *   )
 * ```
 */
export class PaymentRefused extends Data.TaggedError("PaymentRefused")<{
  /** What is wrong. */
  readonly message: string
}> {}

const refused = (message: string) => new PaymentRefused({ message })

/** A share of the invoice's price in US dollars, so that the whole price is exactly the whole. */
const shareUsd = (invoice: InvoiceRecord, price: Amount.Amount): Amount.Amount => {
  const whole = Amount.of(invoice.price)
  return whole === 0n ? 0n : (invoiceUsd(invoice) * price) / whole
}

const statusAfter = (world: World, invoice: InvoiceRecord, paid: PaymentRecord) => {
  if (paid.status === "PENDING") return { status: "PROCESSING", substatus: invoice.substatus }
  if (paid.status !== "COMPLETED") return {}
  const left = leftUsd(world, invoice)
  if (left > dust) return { status: "PARTIALLY_PAID", substatus: null }
  return { status: "COMPLETED", substatus: left < -dust ? "OVERPAID" : null }
}

/** Pays an invoice as a customer does, and tells the webhooks. */
export const pay =
  (world: World) =>
  (
    invoiceId: string,
    { price: paidPrice, providerId = "prov_solana_usdc", status = "COMPLETED" }: PayOptions = {}
  ): Effect.Effect<PaymentRecord, PaymentRefused> =>
    Effect.gen(function* () {
      const { identifiers, invoices, payments, publish } = world
      const invoice = invoices.get(invoiceId)
      if (invoice === undefined) return yield* refused(`There is no invoice ${invoiceId}.`)
      if (invoice.status === "VOIDED") return yield* refused("The invoice is void.")
      const provider = findProvider(providerId)
      if (provider === undefined) return yield* refused(`There is no provider ${providerId}.`)
      const amount = paidPrice === undefined ? undefined : Amount.parse(paidPrice)
      if (paidPrice !== undefined && (amount === undefined || amount <= 0n)) {
        return yield* refused("The price must be a positive decimal text.")
      }
      const usd = amount === undefined ? leftUsd(world, invoice) : shareUsd(invoice, amount)
      if (usd <= dust && amount === undefined) return yield* refused("The invoice is paid already.")

      const now = yield* Clock.currentTimeMillis
      const time = Time.format(now)
      const pending = PaymentRecord.make({
        id: `payment_${identifiers.uuid()}`,
        idempotency_key: `${identifiers.hex(64)}-${invoice.id}`,
        provider_id: provider.id,
        invoice_id: invoice.id,
        organization_id: invoice.organization_id,
        currency: provider.gateway,
        price: Amount.format(fromUsd(usd, provider.gateway)),
        price_usd: Amount.format(usd),
        status: "PENDING",
        created_at: time
      })
      const paid: PaymentRecord =
        status === "PENDING"
          ? pending
          : {
              ...pending,
              status,
              updated_at: time,
              happened_at: status === "COMPLETED" ? time : null
            }
      payments.set(paid)
      invoices.set({ ...invoice, ...statusAfter(world, invoice, paid), updated_at: time })
      yield* publish("payment.created", paid.id, payment(pending, false), now)
      if (status !== "PENDING") {
        yield* publish("payment.updated", paid.id, payment(paid, false), now)
      }
      return paid
    }).pipe(Effect.uninterruptible)
