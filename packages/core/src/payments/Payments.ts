/**
 * The payments of a BitGPT organization.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { named } from "../internal/codec/codec.js"
import { checkedResult } from "../internal/codec/plan/plan.js"
import { required } from "../internal/codec/field.js"
import { PathSegment } from "../internal/codec/id.js"
import { call } from "../internal/resource/describe.js"
import { pageOf, pages } from "../internal/resource/pages.js"
import * as Resource from "../internal/resource/resource.js"
import { Payment } from "./Payment.js"
import { PaymentFilter, PaymentGetOptions } from "./PaymentInput.js"
import { Provider } from "./Provider.js"
import { Quote, QuoteInput } from "./Quote.js"

const list = call({
  method: "POST",
  path: "/payments",
  isSafe: true,
  arguments: (filter: PaymentFilter = {}) => filter,
  input: PaymentFilter,
  output: pageOf(named<Payment>()(Payment))
})

/**
 * Service for the payments of an organization, for ways to pay and for quotes. `BitGpt.layer` and its
 * siblings provide it; in tests, `BitGptTest` of `effect-bitgpt/testing` takes its place.
 *
 * BitGPT has no call that makes a payment: it comes from the customer's checkout of an invoice. All calls
 * here only read, so that all are retried, those by POST too.
 *
 * Each method fails with any `BitGptError`. Input that can't be right fails with `ValidationError`, all
 * of its problems at once, and nothing is sent.
 *
 * @example
 * ```ts
 * import { BitGpt, formatAmount, Payments } from "effect-bitgpt"
 * import { BigDecimal, Effect, Stream } from "effect"
 *
 * const received = Effect.gen(function* () {
 *   const payments = yield* Payments
 *   const total = yield* payments
 *     .stream({ status: ["COMPLETED"], currency: ["USDC"] })
 *     .pipe(Stream.runFold(BigDecimal.make(0n, 0), (sum, { price }) => BigDecimal.sum(sum, price)))
 *   return formatAmount(total)
 * }).pipe(Effect.provide(BitGpt.layerConfig()))
 * ```
 */
export class Payments extends Resource.Tag("Payments")<Payments>()({
  /**
   * Gets a page of payments. Their order is not documented, nor how many there are where `limit` is left
   * out.
   *
   * A payment that is not as documented makes the page a `DecodeError`, whose `path` says which: a sum
   * without it would be wrong. So it is in all lists with prices; in the others, only the `id` of an entry
   * is required.
   *
   * Source: BitGPT's developer reference, `POST /payments`. The form of the answer is not documented.
   */
  list,

  /**
   * All payments, page by page, from `offset` on. The next page is asked for when its first payment is
   * wanted; `limit` is the size of a page.
   *
   * Fails with a `DecodeError` at a page that repeats the one before it, as a server that ignores the
   * offset would send: to end there would be a wrong sum.
   */
  stream: pages("list", list),

  /**
   * Gets one payment.
   *
   * An id that is empty or not one segment of a path is refused before anything is sent.
   *
   * Source: BitGPT's developer reference, `POST /payments/{id}`.
   */
  get: call({
    method: "POST",
    path: "/payments/{id}",
    isSafe: true,
    // eslint-disable-next-line @typescript-eslint/no-misused-spread -- an interface with the name of its schema is taken for a class
    arguments: (id: string, options: PaymentGetOptions = {}) => ({ ...options, id }),
    input: Schema.Struct({ id: PathSegment, ...PaymentGetOptions.fields }),
    output: named<Payment>()(Payment)
  }),

  /**
   * Lists the ways in which an invoice can be paid. Only the `id` of an entry is required: other odd fields
   * are none, and don't fail the list.
   *
   * Source: BitGPT's developer reference, `GET /providers/{invoice_id}`.
   */
  providers: call({
    method: "GET",
    path: "/providers/{invoice_id}",
    arguments: (invoiceId: string) => ({ invoiceId }),
    input: Schema.Struct({ invoiceId: required(PathSegment, "invoice_id") }),
    output: Schema.pluck(
      Schema.Struct({ providers: Schema.Array(named<Provider>()(Provider)) }),
      "providers"
    ).annotations(checkedResult)
  }),

  /**
   * Reckons what a product costs in a currency. Stores nothing, as far as documented.
   *
   * Source: BitGPT's developer reference, `POST /pay/quote`, by its sample.
   */
  quote: call({
    method: "POST",
    path: "/pay/quote",
    isSafe: true,
    arguments: (input: QuoteInput) => input,
    input: QuoteInput,
    output: named<Quote>()(Quote)
  })
}) {}
