import { Fault, type Origin } from "effect-bitgpt-emulator"
import { create, get } from "../calls/apiKeys.js"
import { oneOfEachKind } from "../calls.js"
import type { Case } from "../Case.js"
import { define, fails, onePause, once, repeated, succeeds, twoPauses } from "../internal/define.js"
import type { Failure } from "../Outcome.js"

type Reason = NonNullable<Failure["reason"]>

/** Where no server is that answers: nothing of the call can have taken effect. */
const unreachable: ReadonlyArray<{
  readonly origin: Origin
  readonly reason: Reason
}> = [
  { origin: "ConnectionRefused", reason: "ConnectionRefused" },
  { origin: "UnknownHost", reason: "Dns" },
  { origin: "Https", reason: "Tls" },
  { origin: "TlsHandshakeFailure", reason: "Tls" },
  { origin: "ExpiredCertificate", reason: "Tls" },
  { origin: "WrongHostCertificate", reason: "Tls" }
]

/** A request that was surely not sent may be sent again, whatever it is. */
const unreachableCases = oneOfEachKind.flatMap((kind) =>
  unreachable.map(({ origin, reason }) =>
    define(`${kind.operation} at the address ${origin}`, {
      call: kind.call,
      server: { origin },
      expect: fails(
        "TransportError",
        { reason, status: null, attempts: 3, isRetryable: true, mayHaveTakenEffect: false },
        { requests: 0, elapsedMillis: twoPauses }
      )
    })
  )
)

/** A name of this machine may stand for several addresses, of which some refuse. */
const localhostCases: ReadonlyArray<Case> = [get, create].flatMap((kind) => [
  define(`${kind.operation} at localhost reaches the address that listens`, {
    call: kind.call,
    client: { host: "localhost" },
    expect: succeeds(kind.value, { created: kind.created })
  }),
  define(`${kind.operation} at localhost, where no address listens`, {
    call: kind.call,
    client: { host: "localhost" },
    server: { origin: "ConnectionRefused" },
    expect: fails(
      "TransportError",
      {
        reason: "ConnectionRefused",
        status: null,
        attempts: 3,
        isRetryable: true,
        mayHaveTakenEffect: false
      },
      { requests: 0, elapsedMillis: twoPauses }
    )
  })
])

/** What breaks an answer off after the server has done its work. */
const brokenOff: ReadonlyArray<{
  readonly name: string
  readonly fault: Fault.Fault
  readonly reason: Reason
  readonly status: number | null
}> = [
  {
    name: "a connection that ends before the headers",
    fault: Fault.closeBeforeHeaders,
    reason: "ConnectionReset",
    status: null
  },
  {
    name: "a connection that is reset before the headers",
    fault: Fault.resetBeforeHeaders,
    reason: "ConnectionReset",
    status: null
  },
  {
    name: "a connection that is reset within the body",
    fault: Fault.resetMidBody(),
    reason: "IncompleteBody",
    status: 200
  },
  {
    name: "a connection that is reset after the headers",
    fault: Fault.resetMidBody({ afterBytes: 1 }),
    reason: "IncompleteBody",
    status: 200
  },
  {
    name: "a body that is shorter than its length",
    fault: Fault.incompleteBody(),
    reason: "IncompleteBody",
    status: 200
  },
  {
    name: "a chunk whose size is no number",
    fault: Fault.invalidChunkedEncoding,
    reason: "IncompleteBody",
    status: 200
  }
]

const brokenOffCases = oneOfEachKind.flatMap((kind) =>
  brokenOff.flatMap(({ fault, name, reason, status }) => {
    // Where nothing of the body is used, the head is the whole answer.
    const isAnswered = kind.ignoresBody && status !== null
    const broken = fails(
      "TransportError",
      { reason, status, isRetryable: kind.isIdempotent, mayHaveTakenEffect: !kind.isSafe },
      { created: kind.created }
    )
    return [
      define(`${kind.operation}: ${name}`, {
        call: kind.call,
        client: once,
        server: { faults: [fault] },
        expect: isAnswered ? succeeds(kind.value, { created: kind.created }) : broken
      }),
      define(`${kind.operation}: ${name}, once`, {
        call: kind.call,
        server: { faults: [fault] },
        expect: isAnswered
          ? succeeds(kind.value, { created: kind.created })
          : kind.isIdempotent
            ? succeeds(kind.value, repeated(kind, { elapsedMillis: onePause }))
            : broken
      })
    ]
  })
)

/** No whole answer. */
export const transportCases: ReadonlyArray<Case> = [
  ...unreachableCases,
  ...localhostCases,
  ...brokenOffCases,
  ...oneOfEachKind.map((kind) =>
    define(`${kind.operation}: headers that are longer than any client reads`, {
      call: kind.call,
      client: once,
      server: { faults: [Fault.oversizedHeaders()] },
      expect: fails(
        "TransportError",
        {
          reason: "InvalidHttp",
          status: null,
          isRetryable: kind.isIdempotent,
          mayHaveTakenEffect: !kind.isSafe
        },
        { created: kind.created }
      )
    })
  ),
  ...oneOfEachKind.map((kind) =>
    define(`${kind.operation}: informational responses come before the answer`, {
      call: kind.call,
      server: { faults: [Fault.informationalResponses([102, 103])] },
      expect: succeeds(kind.value, { created: kind.created })
    })
  )
]
