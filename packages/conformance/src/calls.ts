/**
 * The calls of the API, with what its documentation says of them: written from that alone, and not from
 * any client. Most cases follow from this table.
 *
 * @module
 */
import * as Array from "effect/Array"
import * as Analytics from "./calls/analytics.js"
import * as ApiKeys from "./calls/apiKeys.js"
import { type CallFacts, streamOf } from "./calls/describe.js"
import * as Files from "./calls/files.js"
import * as Invoices from "./calls/invoices.js"
import * as Payments from "./calls/payments.js"
import * as Products from "./calls/products.js"
import * as Webhooks from "./calls/webhooks.js"

export { type CallFacts } from "./calls/describe.js"

/** Every call. */
export const everyCall: ReadonlyArray<CallFacts> = [
  ApiKeys.get,
  ApiKeys.list,
  ApiKeys.create,
  ApiKeys.update,
  Webhooks.create,
  Webhooks.list,
  Webhooks.get,
  Webhooks.eventTypes,
  Invoices.create,
  Invoices.validate,
  Invoices.list,
  Invoices.get,
  Payments.list,
  Payments.get,
  Payments.providers,
  Payments.quote,
  Products.create,
  Products.list,
  Products.get,
  Files.upload,
  Files.list,
  Files.get,
  Files.remove,
  Analytics.dashboard,
  Analytics.apiKeys,
  Analytics.webhooks
]

/** All pages of each paged list. */
export const everyStream: ReadonlyArray<CallFacts> = [Invoices.list, Payments.list, Files.list].map(
  streamOf
)

/** What makes a call another kind of call, as far as what can go wrong on its way is concerned. */
const kindOf = (facts: CallFacts): string =>
  [
    facts.method,
    facts.isSafe,
    facts.takesIdempotencyKey,
    facts.ignoresBody,
    facts.carrier === "Form"
  ].join()

/** One call of each kind, for what is the same in all calls of a kind and takes many cases. */
export const oneOfEachKind: ReadonlyArray<CallFacts> = Array.dedupeWith(
  everyCall,
  (one, other) => kindOf(one) === kindOf(other)
)

/** The facts of a call, or of a stream. */
export const factsOf = (operation: string): CallFacts | undefined =>
  [...everyCall, ...everyStream].find((facts) => facts.operation === operation)
