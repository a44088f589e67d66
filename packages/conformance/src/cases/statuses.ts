import { Fault } from "effect-bitgpt-emulator"
import * as ApiKeys from "../calls/apiKeys.js"
import { type CallFacts, everyCall, oneOfEachKind } from "../calls.js"
import type { Case } from "../Case.js"
import { define, fails, once, onePause, succeeds, twoPauses } from "../internal/define.js"

type Tag = Parameters<typeof fails>[0]

interface StatusFacts {
  readonly status: number
  readonly tag: Tag
  /** Whether it passes, by the table of the policy. */
  readonly passes: boolean
  /** Whether the server has surely refused what was asked for. */
  readonly isRefusal: boolean
}

const facts = (status: number, tag: Tag, passes: boolean): StatusFacts => ({
  status,
  tag,
  passes,
  isRefusal: status >= 400 && status <= 499 && status !== 408
})

const statuses: ReadonlyArray<StatusFacts> = [
  facts(300, "UnexpectedStatusError", false),
  facts(304, "UnexpectedStatusError", false),
  facts(400, "ValidationError", false),
  facts(401, "AuthenticationError", false),
  facts(402, "UnexpectedStatusError", false),
  facts(403, "PermissionDeniedError", false),
  facts(404, "NotFoundError", false),
  facts(406, "UnexpectedStatusError", false),
  facts(408, "UnexpectedStatusError", true),
  facts(409, "UnexpectedStatusError", false),
  facts(418, "UnexpectedStatusError", false),
  facts(422, "ValidationError", false),
  facts(425, "UnexpectedStatusError", true),
  facts(429, "RateLimitError", true),
  facts(500, "ServerError", true),
  facts(501, "ServerError", false),
  facts(502, "ServerError", true),
  facts(503, "ServerError", true),
  facts(504, "ServerError", true),
  facts(599, "ServerError", false)
]

const errorFor = ({ isRefusal, passes, status, tag }: StatusFacts, kind: CallFacts) =>
  [
    tag,
    {
      status,
      isRetryable: passes && kind.isIdempotent,
      mayHaveTakenEffect: !kind.isSafe && !isRefusal,
      ...(status < 400 ? {} : { hasSupportId: true, isFromBitGpt: true })
    }
  ] as const

const many = Array.from({ length: 100_000 }, (_, index) => index)

/** A server that refuses the input, and says so in these fields. */
const refusing = (fields: Readonly<Record<string, unknown>>) => ({
  faults: [Fault.combine(Fault.status(422), Fault.envelopeFields(fields))]
})

/** Each status, for each kind of call. */
const direct = oneOfEachKind.flatMap((kind) =>
  statuses.map((status) =>
    define(`${kind.operation} answered with ${status.status}`, {
      call: kind.call,
      client: once,
      server: { faults: [Fault.status(status.status)] },
      expect: fails(...errorFor(status, kind))
    })
  )
)

/** Which statuses are tried again, for which calls. */
const retried = oneOfEachKind.flatMap((kind) =>
  statuses.map((status) =>
    define(`${kind.operation} answered with ${status.status} once`, {
      call: kind.call,
      server: { faults: [Fault.status(status.status)] },
      expect:
        status.passes && kind.isIdempotent
          ? succeeds(kind.value, { requests: 2, elapsedMillis: onePause, created: kind.created })
          : fails(...errorFor(status, kind))
    })
  )
)

/** Every status, and what the policy makes of it. */
export const statusCases: ReadonlyArray<Case> = [
  ...direct,
  ...retried,
  ...everyCall
    .filter(({ isIdempotent }) => isIdempotent)
    .map((kind) =>
      define(`${kind.operation} answered with 503 again and again gives up after two retries`, {
        call: kind.call,
        server: { faults: [503, 503, 503, 503].map(Fault.status) },
        expect: fails(
          "ServerError",
          { status: 503, attempts: 3, isRetryable: true, mayHaveTakenEffect: !kind.isSafe },
          { requests: 3, elapsedMillis: twoPauses }
        )
      })
    ),
  // That both pauses together are so short happens by chance in one of half a million runs.
  define("between attempts there are pauses, the second up to twice as long as the first", {
    call: ApiKeys.get.call,
    client: { baseDelayMillis: 4000 },
    server: { faults: [503, 503].map(Fault.status) },
    expect: succeeds(ApiKeys.get.value, { requests: 3, elapsedMillis: [10, 12_000] })
  }),
  define("as many retries as the policy has", {
    call: ApiKeys.get.call,
    client: { maxRetries: 4, baseDelayMillis: 100 },
    server: { faults: [500, 502, 503, 504].map(Fault.status) },
    expect: succeeds(ApiKeys.get.value, { requests: 5, elapsedMillis: [0, 1500] })
  }),
  ...(
    [
      { status: 429, tag: "RateLimitError", isRetryable: true },
      { status: 502, tag: "ServerError", isRetryable: true },
      { status: 403, tag: "PermissionDeniedError", isRetryable: false },
      { status: 404, tag: "NotFoundError", isRetryable: false }
    ] as const
  ).map(({ isRetryable, status, tag }) =>
    define(`a page in HTML with ${status} is what its status says`, {
      call: ApiKeys.get.call,
      client: once,
      server: { faults: [Fault.htmlError(status)] },
      expect: fails(tag, {
        status,
        isRetryable,
        mayHaveTakenEffect: false,
        serverMessage: null,
        isFromBitGpt: false,
        hasSupportId: false
      })
    })
  ),
  ...(
    [
      ["JSON without an envelope", '{"detail":"no route"}'],
      ["a problem of RFC 9457", '{"type":"about:blank","title":"Not Found","status":404}'],
      ["an error of Spring", '{"timestamp":1,"status":404,"error":"Not Found","path":"/"}']
    ] as const
  ).map(([name, body]) =>
    define(`${name} is what its status says, and not from BitGPT`, {
      call: ApiKeys.get.call,
      client: once,
      server: { faults: [Fault.combine(Fault.status(404), Fault.rawBody(body))] },
      expect: fails("NotFoundError", {
        status: 404,
        isRetryable: false,
        mayHaveTakenEffect: false,
        isFromBitGpt: false,
        hasSupportId: false
      })
    })
  ),
  ...[201, 202].flatMap((status) =>
    oneOfEachKind.map((kind) =>
      define(`${kind.operation} answered with ${status} is a success`, {
        call: kind.call,
        server: { faults: [Fault.status(status)] },
        expect: succeeds(kind.value, { status, created: kind.created })
      })
    )
  ),
  define("of 100,000 fields that the server refuses, and a log as long, the error is told", {
    call: ApiKeys.create.call,
    server: refusing({
      validator: Object.fromEntries(many.map((index) => [`field_${index}`, "Is wrong"])),
      log: many.map((index) => `line ${index}`)
    }),
    expect: fails("ValidationError", {
      status: 422,
      isRetryable: false,
      mayHaveTakenEffect: false,
      hasSupportId: true
    })
  }),
  define("fields that the server refuses are named", {
    call: ApiKeys.create.call,
    server: refusing({
      validator: {
        label: "Is taken",
        ip_allow_list: { 0: ["Is private", "Is reserved"] }
      }
    }),
    expect: fails("ValidationError", {
      status: 422,
      isRetryable: false,
      mayHaveTakenEffect: false,
      fields: ["ip_allow_list[0]", "label"]
    })
  })
]
