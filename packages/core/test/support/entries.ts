/** Entries of lists on the wire, with what has to be in them and no more. */

/** A time as BitGPT prints it. */
const time = "2025-06-30 15:00:22"

export const payment = {
  id: "payment_1",
  organization_id: "org_1",
  provider_id: "provider_1",
  currency: "BITCOIN",
  price: "0.5",
  status: "COMPLETED",
  created_at: time
}

export const invoice = {
  id: "invoice_1",
  organization_id: "org_1",
  status: "PENDING",
  currency: "EUR",
  price: "12.5",
  created_at: time
}
