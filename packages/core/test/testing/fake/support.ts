import { Effect, Redacted } from "effect"
import * as Fake from "../../../src/fake.js"

export interface Sent {
  readonly method?: string
  readonly path: string
  /** Default: the fake's access token. `null` sends none. */
  readonly token?: string | null
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly body?: Uint8Array
  readonly from?: string
}

export type Json = Readonly<Record<string, unknown>>

export const asObject = (value: unknown): Json => {
  if (typeof value !== "object" || value === null)
    throw new Error(`not an object: ${String(value)}`)
  return { ...value }
}

export const asList = (value: unknown): ReadonlyArray<Json> => {
  if (!Array.isArray(value)) throw new Error("not a list")
  return value.map(asObject)
}

export const request = (fake: Fake.Fake, sent: Sent): Effect.Effect<Fake.FakeAnswer> => {
  const token = sent.token === undefined ? Redacted.value(fake.accessToken) : sent.token
  return fake.handle({
    method: sent.method ?? (sent.json === undefined ? "GET" : "POST"),
    path: sent.path,
    headers: {
      accept: "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(sent.json === undefined ? {} : { "content-type": "application/json" }),
      ...sent.headers
    },
    body:
      sent.body ??
      new TextEncoder().encode(sent.json === undefined ? "" : JSON.stringify(sent.json)),
    remoteAddress: sent.from
  })
}

/** Status and envelope. */
export const call = (fake: Fake.Fake, sent: Sent) =>
  Effect.map(request(fake, sent), ({ body, status }) => {
    const json: unknown = JSON.parse(new TextDecoder().decode(body))
    return { status, envelope: asObject(json) }
  })

/** `data` of a success. */
export const data = (fake: Fake.Fake, sent: Sent) =>
  Effect.map(call(fake, sent), ({ envelope, status }) => {
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(envelope)}`)
    return asObject(envelope["data"])
  })

/** `data` of a success that is a list. */
export const list = (fake: Fake.Fake, sent: Sent) =>
  Effect.map(call(fake, sent), ({ envelope }) => asList(envelope["data"]))

/** What the validator says of which fields. */
export const problems = (fake: Fake.Fake, sent: Sent) =>
  Effect.map(call(fake, sent), ({ envelope, status }) => {
    if (status !== 400) throw new Error(`${status} ${JSON.stringify(envelope)}`)
    return Object.keys(asObject(envelope["validator"] ?? {})).sort()
  })

/** A body with a file, and its content type. */
export const multipart = (form: FormData) =>
  Effect.promise(async () => {
    const response = new Response(form)
    return {
      body: new Uint8Array(await response.arrayBuffer()),
      headers: { "content-type": response.headers.get("content-type") ?? "" }
    }
  })

export const products = [
  Fake.ProductRecord.make({
    id: "product_mug",
    name: "Mug",
    schemas: [
      Fake.BillingSchemaRecord.make({ id: "schema_eur", currency: "EUR", base_price: "12.50" }),
      Fake.BillingSchemaRecord.make({ id: "schema_gbp", currency: "GBP", base_price: "10" })
    ]
  })
]

export const mug = (quantity: number, billing_schema_id = "schema_eur") => ({
  type: "PRODUCT",
  product_id: "product_mug",
  billing_schema_id,
  quantity
})

export const intent = (currency: string, price: string) => ({
  type: "PAYMENT_INTENT",
  currency,
  price
})

export const invoiceOf = (...items: ReadonlyArray<unknown>) => ({
  customer_email: "customer@example.com",
  items
})

/** Creates an invoice and gives its id. */
export const createInvoice = (fake: Fake.Fake, json: unknown) =>
  Effect.map(data(fake, { path: "/invoices", json }), ({ id }) => String(id))
