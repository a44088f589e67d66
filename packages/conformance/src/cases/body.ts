import { Fault } from "effect-bitgpt-emulator"
import * as ApiKeys from "../calls/apiKeys.js"
import { oneOfEachKind } from "../calls.js"
import type { Case } from "../Case.js"
import { define, fails, isAnswered, once, succeeds } from "../internal/define.js"
import type { Failure } from "../Outcome.js"

/** Bodies that can't be read. A call that uses nothing of its answer succeeds with each of them. */
const unreadable: ReadonlyArray<{
  readonly name: string
  readonly fault: Fault.Fault
  readonly reason: NonNullable<Failure["reason"]>
  readonly status?: number
}> = [
  { name: "an empty body", fault: Fault.emptyBody, reason: "EmptyBody" },
  { name: "a body of white space", fault: Fault.rawBody(" \r\n\t"), reason: "EmptyBody" },
  { name: "204 without a body", fault: Fault.noContent, reason: "EmptyBody", status: 204 },
  { name: "what is no JSON", fault: Fault.malformedJson, reason: "InvalidJson" },
  { name: "JSON that ends too early", fault: Fault.truncatedJson, reason: "InvalidJson" },
  {
    name: "a page in HTML with 200",
    fault: Fault.combine(Fault.rawBody("<html><body>Welcome</body></html>"), Fault.contentType()),
    reason: "InvalidJson"
  },
  { name: "a body that is no UTF-8", fault: Fault.invalidUtf8, reason: "InvalidEncoding" },
  { name: "gzip that is damaged", fault: Fault.corruptGzip, reason: "InvalidEncoding" },
  { name: "a body of 20 MiB", fault: Fault.oversizedBody(), reason: "BodyTooLarge" },
  { name: "JSON that is no object", fault: Fault.rawBody("[1, 2]"), reason: "UnexpectedShape" },
  { name: "JSON that is null", fault: Fault.rawBody("null"), reason: "UnexpectedShape" },
  {
    name: "JSON that is nested 100,000 deep",
    fault: Fault.rawBody("[".repeat(100_000) + "]".repeat(100_000)),
    reason: "UnexpectedShape"
  }
]

/** A body is what it is, not what its type says. */
const readable: ReadonlyArray<readonly [name: string, fault: Fault.Fault]> = [
  ["JSON after a byte order mark", Fault.byteOrderMark],
  ["JSON that says to be HTML", Fault.contentType()],
  ["JSON of an unknown type", Fault.contentType("application/x-something; q=1")],
  ["JSON without a type", Fault.contentType("")],
  ["JSON that is 1 MiB long", Fault.oversizedBody({ bytes: 1024 * 1024 })]
]

/** Bodies that are not what was promised. */
export const bodyCases: ReadonlyArray<Case> = [
  ...oneOfEachKind.flatMap((kind) =>
    unreadable.map(({ fault, name, reason, status = 200 }) =>
      define(`${kind.operation}: ${name}`, {
        call: kind.call,
        server: { faults: [fault] },
        expect: kind.ignoresBody
          ? succeeds(kind.value, { status, created: kind.created })
          : fails(
              "DecodeError",
              { reason, status, isRetryable: false, mayHaveTakenEffect: !kind.isSafe },
              { created: kind.created }
            )
      })
    )
  ),
  ...oneOfEachKind.flatMap((kind) =>
    readable.map(([name, fault]) => isAnswered(kind, name, fault))
  ),
  define("a body of exactly the largest size is read", {
    call: ApiKeys.get.call,
    client: { maxResponseBytes: 2000 },
    server: { faults: [Fault.oversizedBody({ bytes: 2000 })] },
    expect: succeeds(ApiKeys.get.value)
  }),
  define("a body that is a byte larger is not", {
    call: ApiKeys.get.call,
    client: { maxResponseBytes: 2000 },
    server: { faults: [Fault.oversizedBody({ bytes: 2001 })] },
    expect: fails("DecodeError", {
      reason: "BodyTooLarge",
      isRetryable: false,
      mayHaveTakenEffect: false
    })
  }),
  define("an error with a body that is too large is what its status says", {
    call: ApiKeys.get.call,
    client: once,
    server: { faults: [Fault.combine(Fault.status(503), Fault.oversizedBody())] },
    expect: fails("ServerError", {
      status: 503,
      isRetryable: true,
      mayHaveTakenEffect: false,
      hasSupportId: false
    })
  }),
  ...(
    [
      ["an empty body", Fault.emptyBody],
      ["a body that is no JSON", Fault.malformedJson],
      ["a body that is no UTF-8", Fault.invalidUtf8],
      ["a body that breaks off", Fault.incompleteBody()],
      ["a body that is reset", Fault.resetMidBody()]
    ] as const
  ).map(([name, fault]) =>
    define(`404 with ${name} is not found all the same`, {
      call: ApiKeys.get.call,
      client: once,
      server: { faults: [Fault.combine(Fault.status(404), fault)] },
      expect: fails("NotFoundError", { status: 404, isRetryable: false, mayHaveTakenEffect: false })
    })
  )
]
