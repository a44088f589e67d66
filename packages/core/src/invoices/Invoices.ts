/**
 * The invoices of a BitGPT organization.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { named } from "../internal/codec/codec.js"
import { pathSegmentExcept } from "../internal/codec/id.js"
import { call } from "../internal/resource/describe.js"
import { pageOf, pages } from "../internal/resource/pages.js"
import * as Resource from "../internal/resource/resource.js"
import { Invoice, NewInvoice } from "./Invoice.js"
import {
  type InvoiceCreateOptions,
  InvoiceFilter,
  InvoiceGetOptions,
  InvoiceInput
} from "./InvoiceInput.js"

const list = call({
  method: "POST",
  path: "/invoices/list",
  isSafe: true,
  arguments: (filter: InvoiceFilter = {}) => filter,
  input: InvoiceFilter,
  output: pageOf(named<Invoice>()(Invoice))
})

const defaultCheckout = "https://pay.bitgpt.xyz"

/**
 * Service for the invoices of an organization. `BitGpt.layer` and its siblings provide it; in tests,
 * `BitGptTest` of `effect-bitgpt/testing` takes its place.
 *
 * Each method fails with any `BitGptError`. Input that can't be right fails with `ValidationError`, all
 * of its problems at once, and nothing is sent.
 *
 * An order is paid only when `get` says that its invoice is `COMPLETED`: payments may be partial, and BitGPT
 * documents no webhook event of an invoice.
 *
 * @example
 * ```ts
 * import { BitGpt, Invoices } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const invoices = yield* Invoices
 *   const { id } = yield* invoices.create({
 *     customerEmail: "customer@example.com",
 *     items: [{ type: "PAYMENT_INTENT", currency: "EUR", price: "12.50" }]
 *   })
 *   yield* Effect.log(`Send the customer to ${Invoices.checkoutUrl(id)}`)
 *   const { status } = yield* invoices.get(id)
 *   return status === "COMPLETED"
 * }).pipe(Effect.provide(BitGpt.layerConfig()))
 * ```
 */
export class Invoices extends Resource.Tag("Invoices")<Invoices>()({
  /**
   * Creates an invoice. Of BitGPT's answer only `id` is documented: `get` has the rest.
   *
   * One `Idempotency-Key` goes with all attempts, so that the call is retried like a read. Errors carry it
   * as `idempotencyKey`: called again with the same key, `create` makes no second invoice of what an
   * attempt before may have created. What BitGPT answers to the same key with another input is not
   * documented.
   *
   * Source: BitGPT's developer reference, `POST /invoices`.
   */
  create: call({
    method: "POST",
    path: "/invoices",
    arguments: (...[input]: [input: InvoiceInput, options?: InvoiceCreateOptions]) => input,
    input: InvoiceInput,
    output: named<NewInvoice>()(NewInvoice),
    keyOptions: (_input, options?: InvoiceCreateOptions) => options
  }),

  /**
   * Asks BitGPT whether an invoice could be created, and creates none. The form of the answer is not
   * documented, so it is handed out as it came. How an invalid invoice is answered is not documented either:
   * it may be a `ValidationError`.
   *
   * Source: BitGPT's developer reference, `POST /invoices/validate`.
   */
  validate: call({
    method: "POST",
    path: "/invoices/validate",
    isSafe: true,
    arguments: (input: InvoiceInput) => input,
    input: InvoiceInput,
    output: Schema.Unknown
  }),

  /**
   * Lists invoices, one page of them, in an order that is not documented. The form of the answer is not
   * documented: an object with `items`, and `count` where there is one, is read, and a bare array too;
   * everything else is a `DecodeError`.
   *
   * An invoice that is not as documented makes the page a `DecodeError`, whose `path` says which: a sum
   * without it would be wrong. So it is in all lists with prices; in the others, only the `id` of an entry
   * is required.
   *
   * Source: BitGPT's developer reference, `POST /invoices/list`.
   */
  list,

  /**
   * Streams all invoices of a filter, from its `offset` on, page by page; `limit` is the size of a page.
   * The next page is asked for when its first invoice is wanted, and the stream ends at an empty page. It
   * fails with `DecodeError` on a page that repeats the one before, as from a server that ignores `offset`.
   */
  stream: pages("list", list),

  /**
   * Gets one invoice, with the parts that `expand` names.
   *
   * An id that is empty or not one segment of a path is refused before anything is sent, and so are `list`
   * and `validate`, the paths of other calls.
   *
   * Source: BitGPT's developer reference, `POST /invoices/{id}`.
   */
  get: call({
    method: "POST",
    path: "/invoices/{id}",
    isSafe: true,
    // eslint-disable-next-line @typescript-eslint/no-misused-spread -- what a schema describes is a plain object
    arguments: (id: string, options?: InvoiceGetOptions) => ({ ...options, id }),
    input: Schema.Struct({
      id: pathSegmentExcept("list", "validate"),
      ...InvoiceGetOptions.fields
    }),
    output: named<Invoice>()(Invoice)
  })
}) {
  /**
   * The address where a customer pays an invoice.
   *
   * Source: BitGPT's developer documentation, the recipe for payments.
   */
  static readonly checkoutUrl = (
    id: string,
    options?: {
      /** Where the checkout runs, such as your own domain. Default: `https://pay.bitgpt.xyz`. */
      readonly baseUrl?: string | undefined
    }
  ): string => {
    const baseUrl = options?.baseUrl ?? defaultCheckout
    return `${baseUrl.replace(/\/+$/, "")}/${encodeURIComponent(id)}`
  }
}
