import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { type InvoiceItem, InvoiceRecord } from "../records/InvoiceRecord.js"
import * as Input from "../server/input.js"
import { invalid, type Refused } from "../server/refused.js"
import type { Incoming } from "../server/route.js"
import type { World } from "../world/World.js"
import * as Amount from "../values/amount.js"
import { currencies } from "../values/currencies.js"
import * as Time from "../values/time.js"
import { priceProduct, total } from "./pricing.js"

const ProductItem = Schema.Struct({
  type: Schema.Literal("PRODUCT"),
  product_id: Input.filledText,
  billing_schema_id: Input.filledText,
  quantity: Input.integer(1)
})

const PaymentIntentItem = Schema.Struct({
  type: Schema.Literal("PAYMENT_INTENT"),
  currency: Input.oneOf(currencies),
  price: Input.textThat(
    (value) => /^\d+(?:\.\d{1,30})?$/.test(value) && Amount.of(value) > 0n,
    "must be a positive decimal string of at most 30 decimals."
  )
})

const CreateInput = Schema.Struct({
  items: Input.list(
    Schema.Union(ProductItem, PaymentIntentItem).annotations({
      message: () => "must be an item of the type PRODUCT or PAYMENT_INTENT."
    })
  ).pipe(
    Schema.filter((items) => items.length > 0, { message: () => "must have at least 1 item." })
  ),
  customer_email: Input.textThat(
    (value) => /^[^\s@]+@[^\s@]+$/.test(value),
    "must be an e-mail address."
  ),
  currency: Input.maybe(Input.oneOf(currencies)),
  metadata: Input.maybe(Input.object),
  redirect_url: Input.maybe(Input.text)
})

/** Reads the body of a create or a validate: the invoice that it stands for. */
export const readInvoice = (
  world: World,
  request: Incoming
): Effect.Effect<InvoiceRecord, Refused> =>
  Effect.gen(function* () {
    const input = yield* Input.readJson(CreateInput, request)
    const items = yield* Effect.forEach(
      input.items,
      (item, index): Effect.Effect<InvoiceItem, Refused> =>
        item.type === "PAYMENT_INTENT"
          ? Effect.succeed(item)
          : priceProduct(world, item, {
              product: `items.${index}.product_id`,
              billingSchema: `items.${index}.billing_schema_id`
            })
    )
    const [first, ...others] = new Set(items.map((item) => item.currency))
    const currency = input.currency ?? (others.length === 0 ? first : undefined)
    if (currency === undefined) {
      return yield* invalid({
        currency: "The currency field is required when the currencies of the items differ."
      })
    }
    const time = Time.format(request.now)
    return InvoiceRecord.make({
      id: `invoice_${world.identifiers.uuid()}`,
      ...total(items, currency),
      items,
      customer_email: input.customer_email,
      metadata: input.metadata ?? {},
      redirect_url: input.redirect_url ?? null,
      created_at: time,
      updated_at: time
    })
  })
