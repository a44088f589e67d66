import { Fault } from "effect-bitgpt-emulator"
import { create, get } from "../calls/apiKeys.js"
import { oneOfEachKind } from "../calls.js"
import type { Case } from "../Case.js"
import { define, fails, isAnswered, onePause, once, succeeds } from "../internal/define.js"

/** Text around the data that informs, and decides nothing. */
const tolerated: ReadonlyArray<readonly [name: string, fault: Fault.Fault]> = [
  ["unknown fields", Fault.unknownFields],
  ["a log of another form", Fault.envelopeFields({ log: ["a", { b: 1 }] })],
  ["a log that is text", Fault.envelopeFields({ log: "req_1234567890" })],
  ["a support id that is a number", Fault.envelopeFields({ support_id: 7 })],
  ["no support id", Fault.envelopeFields({ support_id: null })],
  ["an unknown environment", Fault.envelopeFields({ env: "staging" })],
  ["no environment", Fault.envelopeFields({ env: null })],
  ["a message that is none", Fault.envelopeFields({ message: null })],
  ["a validator that is a list", Fault.envelopeFields({ validator: [] })],
  ["an error that is empty", Fault.envelopeFields({ error: "" })],
  ["no envelope status", Fault.envelopeStatus()],
  ["an envelope status of 201", Fault.envelopeStatus(201)],
  ["an envelope status as text", Fault.envelopeStatus("201")],
  ["an envelope status in words", Fault.envelopeStatus("success")],
  ["an envelope status that is null", Fault.envelopeStatus(null)],
  ["an envelope status that no number holds exactly", Fault.envelopeStatus(2 ** 53)],
  ["an envelope status that is no whole number", Fault.envelopeStatus(200.5)]
]

/** Success and error that stand in one answer, and the forms of the envelope around its data. */
export const envelopeCases: ReadonlyArray<Case> = [
  ...oneOfEachKind.flatMap((kind) =>
    tolerated.map(([name, fault]) => isAnswered(kind, name, fault))
  ),
  ...oneOfEachKind.flatMap((kind) =>
    ["created", "201", null, undefined].map((status) =>
      define(
        `${kind.operation} answered with 201 and the envelope status ${JSON.stringify(status)}`,
        {
          call: kind.call,
          server: { faults: [Fault.combine(Fault.status(201), Fault.envelopeStatus(status))] },
          expect: succeeds(kind.value, { status: 201, created: kind.created })
        }
      )
    )
  ),
  ...(
    [
      { status: 401, tag: "AuthenticationError", isRetryable: false },
      { status: 403, tag: "PermissionDeniedError", isRetryable: false },
      { status: 404, tag: "NotFoundError", isRetryable: false },
      { status: 422, tag: "ValidationError", isRetryable: false },
      { status: 429, tag: "RateLimitError", isRetryable: true },
      { status: 500, tag: "ServerError", isRetryable: true },
      { status: 418, tag: "UnexpectedStatusError", isRetryable: false }
    ] as const
  ).map(({ isRetryable, status, tag }) =>
    define(`200 whose envelope says ${status} is that error`, {
      call: get.call,
      client: once,
      server: { faults: [Fault.envelopeStatus(status)] },
      expect: fails(tag, { status, isRetryable, mayHaveTakenEffect: false, hasSupportId: true })
    })
  ),
  define("create: 200 whose envelope says 500 may have taken effect", {
    call: create.call,
    server: { faults: [Fault.envelopeStatus(500)] },
    expect: fails(
      "ServerError",
      { status: 500, isRetryable: false, mayHaveTakenEffect: true, hasSupportId: true },
      { created: 1 }
    )
  }),
  define("200 whose envelope says 503 is tried again", {
    call: get.call,
    server: { faults: [Fault.envelopeStatus(503)] },
    expect: succeeds(get.value, { requests: 2, elapsedMillis: onePause })
  }),
  define("200 whose envelope has an error is no success", {
    call: get.call,
    server: { faults: [Fault.envelopeFields({ error: "It did not work" })] },
    expect: fails("UnexpectedStatusError", {
      status: 200,
      serverMessage: "It did not work",
      isRetryable: false,
      mayHaveTakenEffect: false
    })
  }),
  define("404 whose envelope says 200 is not found", {
    call: get.call,
    server: { faults: [Fault.combine(Fault.status(404), Fault.envelopeStatus(200))] },
    expect: fails("NotFoundError", { status: 404, isRetryable: false, mayHaveTakenEffect: false })
  }),
  define("503 whose envelope says 404 is a server error", {
    call: get.call,
    client: once,
    server: { faults: [Fault.combine(Fault.status(503), Fault.envelopeStatus(404))] },
    expect: fails("ServerError", { status: 503, isRetryable: true, mayHaveTakenEffect: false })
  }),
  define("the support id of a success is told", {
    call: get.call,
    server: { faults: [Fault.envelopeFields({ support_id: "support_1" })] },
    expect: succeeds(get.value, { supportId: "support_1" })
  }),
  define("what the server says went wrong is in the error", {
    call: get.call,
    client: once,
    server: {
      faults: [
        Fault.combine(
          Fault.status(403),
          Fault.envelopeFields({ error: "Not from this address", support_id: "support_1" })
        )
      ]
    },
    expect: fails("PermissionDeniedError", {
      status: 403,
      serverMessage: "Not from this address",
      isRetryable: false,
      mayHaveTakenEffect: false,
      supportId: "support_1"
    })
  })
]
