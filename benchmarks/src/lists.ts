import { successBody } from "./body.js"

/** The answer around some data, as text. */
const envelopeOf = (data: string): string =>
  JSON.stringify({ ...successBody, data: null }).replace('"data":null', () => `"data":${data}`)

/** An id as BitGPT makes them: the kind, and a UUIDv7 that ends with this number. */
const idOf = (kind: string, number: number): string =>
  `${kind}_0197d634-7d8e-7615-8007-${number.toString(16).padStart(12, "0")}`

const itemsOf = (from: number, count: number, item: (number: number) => object): string =>
  JSON.stringify(Array.from({ length: count }, (_, index) => item(from + index)))

/** An entry of the list of keys, with every field that BitGPT's documentation prints. */
const wireKey = (number: number) => ({
  id: idOf("api_key", number),
  secret: ["sk", "live", "MDE5N2MwZWMt...GdwdA"].join("_"),
  scopes: ["products.create"],
  ip_allow_list: ["127.0.0.1"],
  expires_at: "2026-05-30 20:23:16",
  created_at: "2025-06-30 15:00:22",
  updated_at: null
})

/** What the documentation prints for an invoice. */
const wireInvoice = (number: number) => ({
  id: idOf("invoice", number),
  organization_id: "org_0196b0e9-11d8-7f26-b1d2-bd47054e4827",
  status: "PENDING",
  substatus: null,
  currency: "EUR",
  price: "504.818257074815000000000000000000",
  created_at: "2025-07-04 18:10:53",
  updated_at: "2025-07-04 18:10:53"
})

/** The answer of `GET /developers/api_keys` with so many keys, as far as it is used here. */
export interface KeyList {
  readonly data: ReadonlyArray<
    Omit<ReturnType<typeof wireKey>, "updated_at"> & { readonly updated_at: string | null }
  >
}

/** The answer of `GET /developers/api_keys` with so many keys, as text. */
export const keyList = (count: number): string => envelopeOf(itemsOf(0, count, wireKey))

/** The same of which nothing is known but the ids, as text. */
export const idList = (count: number): string =>
  envelopeOf(itemsOf(0, count, (number) => ({ id: idOf("api_key", number) })))

/** How many invoices the server has. */
export const invoiceCount = 1_000_000

/** The answer of `POST /invoices/list`, as text. */
export const invoicePage = (offset: number, limit: number): string =>
  envelopeOf(itemsOf(offset, Math.max(0, Math.min(limit, invoiceCount - offset)), wireInvoice))
