import { Fault, type Origin } from "effect-bitgpt-emulator"
import type { Case } from "../Case.js"
import type { Failure } from "../Outcome.js"
import {
  createdBy,
  define,
  everyCall,
  fails,
  onePause,
  once,
  succeeds,
  twoPauses
} from "../internal/define.js"

type Reason = NonNullable<Failure["reason"]>

/** Where no server is that answers: nothing of the call can have taken effect. */
const unreachable: ReadonlyArray<{
  readonly origin: Origin
  readonly reason: Reason
  /** Whether it is sure that nothing was sent. */
  readonly isUnsent: boolean
}> = [
  { origin: "ConnectionRefused", reason: "ConnectionRefused", isUnsent: true },
  { origin: "UnknownHost", reason: "Dns", isUnsent: true },
  { origin: "Https", reason: "Tls", isUnsent: false },
  { origin: "TlsHandshakeFailure", reason: "Tls", isUnsent: false },
  { origin: "ExpiredCertificate", reason: "Tls", isUnsent: false },
  { origin: "WrongHostCertificate", reason: "Tls", isUnsent: false }
]

const unreachableCases = everyCall.flatMap((kind) =>
  unreachable.map(({ isUnsent, origin, reason }) => {
    // A request that was surely not sent may be sent again, whatever it is.
    const isRetried = kind.isIdempotent || isUnsent
    return define(`${kind.name} at the address ${origin}`, {
      call: kind.call,
      server: { origin },
      expect: fails(
        "TransportError",
        {
          reason,
          status: null,
          attempts: isRetried ? 3 : 1,
          isRetryable: isRetried,
          mayHaveTakenEffect: !kind.isSafe && !isUnsent
        },
        { requests: 0, elapsedMillis: isRetried ? twoPauses : 0 }
      )
    })
  })
)

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

const brokenOffCases = everyCall.flatMap((kind) =>
  brokenOff.flatMap(({ fault, name, reason, status }) => [
    define(`${kind.name}: ${name}`, {
      call: kind.call,
      client: once,
      server: { faults: [fault] },
      expect: fails(
        "TransportError",
        { reason, status, isRetryable: kind.isIdempotent, mayHaveTakenEffect: !kind.isSafe },
        { keysCreated: createdBy(kind) }
      )
    }),
    define(`${kind.name}: ${name}, once`, {
      call: kind.call,
      server: { faults: [fault] },
      expect: kind.isIdempotent
        ? succeeds(kind.value, { requests: 2, elapsedMillis: onePause })
        : fails(
            "TransportError",
            { reason, status, isRetryable: false, mayHaveTakenEffect: true },
            { keysCreated: createdBy(kind) }
          )
    })
  ])
)

/** No whole answer. */
export const transportCases: ReadonlyArray<Case> = [
  ...unreachableCases,
  ...brokenOffCases,
  ...everyCall.map((kind) =>
    define(`${kind.name}: headers that are longer than any client reads`, {
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
        { keysCreated: createdBy(kind) }
      )
    })
  ),
  ...everyCall.map((kind) =>
    define(`${kind.name}: informational responses come before the answer`, {
      call: kind.call,
      server: { faults: [Fault.informationalResponses([102, 103])] },
      expect: succeeds(kind.value, { keysCreated: createdBy(kind) })
    })
  )
]
