import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { InvoiceItem, InvoiceRecord } from "../records/InvoiceRecord.js"
import * as Input from "../server/input.js"
import { Refused } from "../server/refused.js"
import { type Route, route } from "../server/route.js"
import type { World } from "../world/World.js"
import * as Amount from "../values/amount.js"
import { currencies } from "../values/currencies.js"
import { canonical, parse } from "../values/json.js"
import { found } from "./found.js"
import { readInvoice } from "./invoiceInput.js"
import { isInRange, isWanted, page, PageInput, RangeInput } from "./page.js"
import { payment, paymentsOf } from "./payments.js"
import { calculate, invoiceUsd } from "./pricing.js"
import { billingSchema, product } from "./products.js"

// More than one word to a line.
// prettier-ignore
const statuses = [
  "PENDING", "PROCESSING", "WAITING_FOR_CONFIRMATIONS", "PARTIALLY_PAID", "COMPLETED", "VOIDED"
]

const ListInput = Schema.Struct({
  ...PageInput,
  ...RangeInput,
  status: Input.maybe(Input.list(Input.oneOf(statuses))),
  currency: Input.maybe(Input.list(Input.text)),
  customer_email: Input.maybe(Input.text),
  provider_id: Input.maybe(Input.text)
})

// More than one word to a line.
// prettier-ignore
const expansions = [
  "payments", "payments.provider",
  "items", "items.product", "items.billing_schema", "items.payment_intent",
  "calculations", "organization", "currency"
]

const GetInput = Schema.Struct({
  expand: Input.maybe(Input.list(Input.oneOf(expansions))),
  currency: Input.maybe(Input.oneOf(currencies))
})

/** An invoice as the API prints it. */
const print = (invoice: InvoiceRecord) => ({
  id: invoice.id,
  organization_id: invoice.organization_id,
  status: invoice.status,
  substatus: invoice.substatus,
  currency: invoice.currency,
  price: Amount.format(Amount.of(invoice.price)),
  price_usd: Amount.format(invoiceUsd(invoice)),
  customer_email: invoice.customer_email,
  metadata: invoice.metadata,
  redirect_url: invoice.redirect_url,
  created_at: invoice.created_at,
  updated_at: invoice.updated_at
})

const expandItem = ({ products }: World, item: InvoiceItem, wanted: ReadonlySet<string>) => {
  const price = Amount.format(Amount.of(item.price))
  if (item.type === "PAYMENT_INTENT") {
    return {
      ...item,
      price,
      ...(wanted.has("items.payment_intent")
        ? { payment_intent: { currency: item.currency, price } }
        : {})
    }
  }
  const record = products.get(item.product_id)
  const schema = record?.schemas.find(({ id }) => id === item.billing_schema_id)
  return {
    ...item,
    price,
    ...(wanted.has("items.product")
      ? { product: record === undefined ? null : product(record) }
      : {}),
    ...(wanted.has("items.billing_schema")
      ? {
          billing_schema:
            record === undefined || schema === undefined ? null : billingSchema(schema, record)
        }
      : {})
  }
}

const expand = (
  world: World,
  invoice: InvoiceRecord,
  wanted: ReadonlySet<string>,
  currency: string
) => {
  const wants = (part: string) => Array.from(wanted).some((name) => name.split(".")[0] === part)
  return {
    ...print(invoice),
    ...(wants("payments")
      ? {
          payments: paymentsOf(world, invoice.id).map((record) =>
            payment(record, wanted.has("payments.provider"))
          )
        }
      : {}),
    ...(wants("items")
      ? { items: invoice.items.map((item) => expandItem(world, item, wanted)) }
      : {}),
    ...(wants("calculations")
      ? { calculations: invoice.items.flatMap((item) => calculate(item, currency).calculations) }
      : {}),
    ...(wants("organization")
      ? { organization: { id: invoice.organization_id, name: "Example organization" } }
      : {}),
    ...(wants("currency") ? { currency: { code: invoice.currency } } : {})
  }
}

export const routes = (world: World): ReadonlyArray<Route> => {
  const { idempotencyKeys, invoices } = world

  return [
    route("POST /invoices", "invoices.create", (request) =>
      Effect.gen(function* () {
        const key = request.headers["idempotency-key"]
        const body = canonical(parse(new TextDecoder().decode(request.body)))
        const used = key === undefined ? undefined : idempotencyKeys.get(key)
        if (used !== undefined) {
          return used.body === body
            ? { data: { id: used.invoice_id } }
            : yield* new Refused({
                status: 409,
                error: "The idempotency key was used for another invoice."
              })
        }
        const invoice = yield* readInvoice(world, request)
        const { id } = invoice
        if (key !== undefined) idempotencyKeys.set({ id: key, invoice_id: id, body })
        invoices.set(invoice)
        return { data: { id } }
      })
    ),
    route("POST /invoices/validate", "invoices.create", (request) =>
      Effect.map(readInvoice(world, request), ({ currency, price, price_usd }) => ({
        data: { currency, price, price_usd }
      }))
    ),
    route("POST /invoices/list", "invoices.read", (request) =>
      Effect.map(Input.readJson(ListInput, request), (filter) => {
        const { customer_email, provider_id } = filter
        const wanted = invoices
          .all()
          .filter(
            (invoice) =>
              isWanted(invoice.status, filter.status) &&
              isWanted(invoice.currency, filter.currency) &&
              isInRange(invoiceUsd(invoice), invoice.created_at, filter) &&
              (customer_email ?? invoice.customer_email) === invoice.customer_email &&
              (typeof provider_id !== "string" ||
                paymentsOf(world, invoice.id).some((paid) => paid.provider_id === provider_id))
          )
        return { data: page(wanted.map(print), filter) }
      })
    ),
    route("POST /invoices/{id}", "Public", (request) =>
      Effect.gen(function* () {
        const invoice = yield* found(invoices, request.id)
        const { currency, expand: wanted } = yield* Input.readJson(GetInput, request)
        return {
          data: expand(world, invoice, new Set(wanted), currency ?? invoice.currency)
        }
      })
    )
  ]
}
