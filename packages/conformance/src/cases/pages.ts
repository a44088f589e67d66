import { Fault } from "effect-bitgpt-emulator"
import * as Files from "../calls/files.js"
import * as Invoices from "../calls/invoices.js"
import * as Payments from "../calls/payments.js"
import { type CallFacts, everyStream } from "../calls.js"
import { callWith, streamOf } from "../calls/describe.js"
import type { Case } from "../Case.js"
import { define, fails, once, onePause, succeeds } from "../internal/define.js"
import { fileIds, invoiceIds, paymentIds } from "../records.js"

const idsOf = (ids: ReadonlyArray<string>) => ({ items: ids.map((id) => ({ id })) })

const all = new Map([
  [streamOf(Invoices.list).operation, idsOf(invoiceIds)],
  [streamOf(Payments.list).operation, idsOf(paymentIds)],
  [streamOf(Files.list).operation, idsOf(fileIds)]
])

/** A page of the documentation's record under other ids. */
const page = ({ answer }: CallFacts, ...ids: ReadonlyArray<string>) =>
  typeof answer === "object" ? ids.map((id) => ({ ...answer.record, id })) : []

const casesOf = (stream: CallFacts): ReadonlyArray<Case> => {
  const value = all.get(stream.operation)
  const items = (...ids: ReadonlyArray<string>) => ({ items: page(stream, ...ids) })
  const isUndecodable = (attempts: number, tells: ReadonlyArray<string>, requests: number) =>
    fails(
      "DecodeError",
      {
        reason: "UnexpectedShape",
        attempts,
        isRetryable: false,
        mayHaveTakenEffect: false,
        tells
      },
      { requests }
    )
  return [
    define(`${stream.operation} takes in all pages, up to one that is empty`, {
      call: callWith(stream, { limit: 2 }),
      expect: succeeds(value, { requests: 3 })
    }),
    define(`${stream.operation} takes a short page for no end`, {
      call: stream.call,
      server: {
        faults: [
          Fault.replacedData(items("a")),
          Fault.replacedData(items("b", "c")),
          Fault.replacedData(items())
        ]
      },
      expect: succeeds(idsOf(["a", "b", "c"]), { requests: 3 })
    }),
    define(`${stream.operation} takes in pages that are bare lists`, {
      call: stream.call,
      server: {
        faults: [Fault.replacedData(page(stream, "a", "b")), Fault.replacedData([])]
      },
      expect: succeeds(idsOf(["a", "b"]), { requests: 2 })
    }),
    define(`${stream.operation} of nothing is empty`, {
      call: stream.call,
      server: { faults: [Fault.replacedData(items())] },
      expect: succeeds({ items: [] })
    }),
    define(`${stream.operation} begins at its offset`, {
      call: callWith(stream, { offset: 2 }),
      expect: succeeds({ items: value?.items.slice(2) }, { requests: 2 })
    }),
    define(`${stream.operation} fails at a page that repeats the one before`, {
      call: stream.call,
      server: { rules: [{ _tag: "Always", fault: Fault.replacedData(items("a", "b")) }] },
      expect: isUndecodable(1, ["repeats the page before it"], 2)
    }),
    define(`${stream.operation} fails at the placeholder, and names its keys`, {
      call: stream.call,
      server: { faults: [Fault.replacedData(items("a")), Fault.replacedData({ id: "123" })] },
      expect: isUndecodable(1, ["the keys: id"], 2)
    }),
    define(`${stream.operation} tries a page again`, {
      call: callWith(stream, { limit: 2 }),
      server: { faults: [Fault.none, Fault.status(503)] },
      expect: succeeds(value, { requests: 4, elapsedMillis: onePause })
    }),
    define(`${stream.operation} fails with the error of a page`, {
      call: callWith(stream, { limit: 2 }),
      client: once,
      server: { faults: [Fault.none, Fault.status(403)] },
      expect: fails(
        "PermissionDeniedError",
        { attempts: 1, status: 403, isRetryable: false, mayHaveTakenEffect: false },
        { requests: 2 }
      )
    })
  ]
}

/** All pages of the paged lists, one after the other. */
export const pageCases: ReadonlyArray<Case> = everyStream.flatMap(casesOf)
