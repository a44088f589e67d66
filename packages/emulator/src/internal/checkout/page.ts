import type { Checkout, PaymentRecord, ProductRecord } from "effect-bitgpt/fake"
import { type Html, html, nothing } from "./html.js"
import { style } from "./style.js"

const crypto = new Set([
  "BINANCE_COIN",
  "BITCOIN",
  "BITCOIN_CASH",
  "DOGECOIN",
  "ETHEREUM",
  "LITECOIN",
  "POLYGON",
  "RIPPLE",
  "SOLANA",
  "TRON",
  "USDC",
  "USDC_NATIVE",
  "USDT"
])

/** An amount as people read it: money with 2 decimals, coins with up to 8, the rest cut off. */
const readable = (amount: string, currency: string): string => {
  const [whole = "0", fraction = ""] = amount.split(".")
  const shown = crypto.has(currency)
    ? fraction.slice(0, 8).replace(/0+$/, "")
    : fraction.padEnd(2, "0").slice(0, 2)
  return shown === "" ? whole : `${whole}.${shown}`
}

const money = (amount: string, currency: string): Html =>
  html`<span title="${amount} ${currency}">${readable(amount, currency)} ${currency}</span>`

/** Any other address could be a script. */
const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

const backToShop = (address: string | null): Html =>
  address !== null && isWebAddress(address)
    ? html`<p class="back"><a href="${address}">Back to the shop</a></p>`
    : nothing

const itemsOf = ({ invoice }: Checkout, products: ReadonlyArray<ProductRecord>): Html =>
  invoice.items.length === 0
    ? nothing
    : html`<h2>Items</h2>
        <ul>
          ${invoice.items.map((item) => {
            const name =
              item.type === "PAYMENT_INTENT"
                ? "Amount"
                : (products.find(({ id }) => id === item.product_id)?.name ?? item.product_id)
            const quantity = item.type === "PRODUCT" ? ` × ${item.quantity}` : ""
            return html`<li><span>${name}${quantity}</span>${money(item.price, item.currency)}</li>`
          })}
        </ul>`

const paymentsOf = (payments: ReadonlyArray<PaymentRecord>): Html =>
  payments.length === 0
    ? nothing
    : html`<h2>Payments</h2>
        <ul>
          ${payments.map(
            ({ currency, price, status }) =>
              html`<li><span>${status.toLowerCase()}</span>${money(price, currency)}</li>`
          )}
        </ul>`

const stateOf = ({ invoice }: Checkout): Html => {
  switch (invoice.status) {
    case "COMPLETED":
      return html`<p class="note good">
        ${invoice.substatus === "OVERPAID" ? "Paid, and more than was asked for." : "Paid. Thank you."}
      </p>`
    case "VOIDED":
      return html`<p class="note bad">This invoice is void.</p>`
    case "PARTIALLY_PAID":
      return html`<p class="note good">Paid in part.</p>`
    default:
      return nothing
  }
}

const form = ({ invoice, left, providers }: Checkout): Html =>
  providers.length === 0
    ? nothing
    : html`<form method="post">
        <fieldset>
          <legend>Pay with</legend>
          ${providers.map(
            ({ currency, id, network, price }, index) =>
              html`<label class="choice">
                <input
                  type="radio"
                  name="provider_id"
                  value="${id}"
                  required
                  ${index === 0 ? { html: "checked" } : nothing}
                />
                <span>${currency} <small>on ${network}</small></span>
                <b>${readable(price, currency)}</b>
              </label>`
          )}
        </fieldset>
        <details>
          <summary>Pay another amount</summary>
          <div class="other">
            <input
              name="price"
              inputmode="decimal"
              pattern="[0-9]+([.][0-9]+)?"
              placeholder="${readable(left, invoice.currency)}"
              aria-label="Amount in ${invoice.currency}"
            />
            <span>${invoice.currency}</span>
          </div>
        </details>
        <button>Pay</button>
      </form>`

const document = (title: string, content: Html): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${style}
      </head>
      <body>
        <main>
          ${content}
          <p class="soft">BitGPT emulator: no money moves.</p>
        </main>
      </body>
    </html> `.html

/** The page on which a customer pays an invoice. */
export const checkoutPage = (
  checkout: Checkout,
  products: ReadonlyArray<ProductRecord>,
  problem?: string
): string => {
  const { invoice, left } = checkout
  const isDue = checkout.providers.length > 0
  const amount = isDue ? left : invoice.price
  return document(
    `Pay ${readable(amount, invoice.currency)} ${invoice.currency}`,
    html`<h1>${isDue ? "To pay" : "Invoice"}</h1>
      <p class="amount" title="${amount}">
        ${readable(amount, invoice.currency)} <small>${invoice.currency}</small>
      </p>
      <p class="soft">
        ${invoice.id}${invoice.customer_email === null ? "" : ` for ${invoice.customer_email}`}
      </p>
      ${problem === undefined ? nothing : html`<p class="note bad" role="alert">${problem}</p>`}
      ${stateOf(checkout)} ${itemsOf(checkout, products)} ${paymentsOf(checkout.payments)}
      ${form(checkout)} ${isDue ? nothing : backToShop(invoice.redirect_url)}`
  )
}

export const notFoundPage = (): string =>
  document("Not found", html`<h1>There is no such invoice.</h1>`)
