import { ApiKeyRecord, Fault } from "effect-bitgpt-emulator"
import * as Redacted from "effect/Redacted"
import type { Case } from "../Case.js"
import {
  calls,
  createdBy,
  define,
  everyCall,
  fails,
  keyId,
  onePause,
  once,
  succeeds
} from "../internal/define.js"

const { create, get, list, update } = calls

/** A key whose secret the client has for its token. Made of parts, for it looks like one that works. */
const tokenOfCaller = ["sk", "test", "0123456789".repeat(6)].join("_")
const keyOfCaller = ApiKeyRecord.make({
  id: "api_key_of-the-caller",
  label: "Caller",
  scopes: ["api_keys.read"],
  secret: Redacted.make(tokenOfCaller)
})

/** The scope that the emulator adds. */
const unknownScope = "not_documented.manage"

const key = {
  id: keyId,
  label: "My API Key",
  scopes: [],
  ip_allow_list: [],
  created_at: "2025-06-30 15:00:22"
}

/** An answer to a get that has the wrong shape, and where. */
const wrong = (name: string, fault: Fault.Fault, path: string | null) =>
  define(`get: ${name}`, {
    call: get.call,
    server: { faults: [fault] },
    expect: fails("DecodeError", {
      reason: "UnexpectedShape",
      status: 200,
      path,
      isRetryable: false,
      mayHaveTakenEffect: false,
      hasSupportId: true
    })
  })

/** A get that has to return this of an answer with other data. */
const reads = (name: string, data: unknown, value: unknown) =>
  define(`get: ${name}`, {
    call: get.call,
    server: { faults: [Fault.replacedData(data)] },
    expect: succeeds(value)
  })

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
  ["an envelope status of 201", Fault.envelopeStatus(201)]
]

/** Success and error that stand in one answer, and the forms of the envelope and its data. */
export const envelopeCases: ReadonlyArray<Case> = [
  ...everyCall.flatMap((kind) =>
    tolerated.map(([name, fault]) =>
      define(`${kind.name}: ${name}`, {
        call: kind.call,
        server: { faults: [fault] },
        expect: succeeds(kind.value, { keysCreated: createdBy(kind) })
      })
    )
  ),
  define("get: a scope that nobody knows is kept", {
    call: get.call,
    server: { faults: [Fault.unknownScopes] },
    expect: succeeds({ scopes: ["products.create", "products.read", unknownScope] })
  }),
  define("list: a scope that nobody knows is kept", {
    call: list.call,
    server: { faults: [Fault.unknownScopes] },
    expect: succeeds([
      { scopes: ["products.create", "products.read", unknownScope] },
      { scopes: ["products.create", unknownScope] },
      { scopes: ["products.create", unknownScope] },
      { scopes: ["products.create", unknownScope] }
    ])
  }),
  define("create: a scope that nobody knows is kept", {
    call: create.call,
    server: { faults: [Fault.unknownScopes] },
    expect: succeeds({ scopes: ["products.read", unknownScope] }, { keysCreated: 1 })
  }),

  wrong("no data", Fault.missingData, "data"),
  wrong("data that is null", Fault.nullData, "data"),
  wrong("data that is text", Fault.replacedData("a key"), "data"),
  wrong("data that is a list", Fault.replacedData([key]), "data"),
  wrong("an id that is a number", Fault.replacedData({ ...key, id: 7 }), "data.id"),
  wrong("no label", Fault.replacedData({ ...key, label: null }), "data.label"),
  wrong("scopes that are text", Fault.replacedData({ ...key, scopes: "all" }), "data.scopes"),
  wrong("a scope that is none", Fault.replacedData({ ...key, scopes: ["a", 1] }), "data.scopes[1]"),
  wrong(
    "a time that is none",
    Fault.replacedData({ ...key, created_at: "yesterday" }),
    "data.created_at"
  ),
  wrong(
    "a day that no calendar has",
    Fault.replacedData({ ...key, created_at: "2025-02-30 00:00:00" }),
    "data.created_at"
  ),
  wrong(
    "metrics in words",
    Fault.replacedData({ ...key, metrics: { total_requests: "many" } }),
    "data.metrics.total_requests"
  ),
  wrong("an envelope status in words", Fault.envelopeStatus("fine"), "status"),
  wrong("no envelope status", Fault.envelopeStatus(null), "status"),
  ...[list, create].flatMap((kind) =>
    (
      [
        ["no data", Fault.missingData],
        ["data that is null", Fault.nullData],
        ["data that is text", Fault.replacedData("a key")],
        ["data that is a number", Fault.replacedData(7)]
      ] as const
    ).map(([name, fault]) =>
      define(`${kind.name}: ${name}`, {
        call: kind.call,
        server: { faults: [fault] },
        expect: fails(
          "DecodeError",
          {
            reason: "UnexpectedShape",
            status: 200,
            path: "data",
            isRetryable: false,
            mayHaveTakenEffect: !kind.isSafe,
            hasSupportId: true
          },
          { keysCreated: createdBy(kind) }
        )
      })
    )
  ),
  define("list: data that is one key", {
    call: list.call,
    server: { faults: [Fault.replacedData(key)] },
    expect: fails("DecodeError", {
      reason: "UnexpectedShape",
      path: "data",
      isRetryable: false,
      mayHaveTakenEffect: false
    })
  }),
  define("list: an entry that is wrong", {
    call: list.call,
    server: { faults: [Fault.replacedData([key, { ...key, id: null }])] },
    expect: fails("DecodeError", {
      reason: "UnexpectedShape",
      path: "data[1].id",
      isRetryable: false,
      mayHaveTakenEffect: false
    })
  }),
  define("create: no secret", {
    call: create.call,
    server: { faults: [Fault.replacedData(key)] },
    expect: fails(
      "DecodeError",
      {
        reason: "UnexpectedShape",
        path: "data.secret",
        isRetryable: false,
        mayHaveTakenEffect: true,
        hasSupportId: true
      },
      { keysCreated: 1 }
    )
  }),
  ...(
    [
      ["no data", Fault.missingData],
      ["data that is null", Fault.nullData],
      ["the placeholder that the documentation prints", Fault.replacedData({ id: "123" })],
      ["data that is text", Fault.replacedData("updated")]
    ] as const
  ).map(([name, fault]) =>
    define(`update: ${name} is nothing to rely on`, {
      call: update.call,
      server: { faults: [fault] },
      expect: succeeds(null)
    })
  ),

  reads("a key of only what is required", key, {
    id: keyId,
    description: null,
    expires_at: null,
    metrics: null,
    updated_at: null
  }),
  reads(
    "times with milliseconds",
    { ...key, created_at: "2025-06-30 15:00:22.123" },
    {
      created_at: "2025-06-30 15:00:22.123"
    }
  ),
  reads(
    "times in ISO 8601",
    { ...key, created_at: "2025-06-30T15:00:22Z" },
    {
      created_at: "2025-06-30 15:00:22"
    }
  ),
  reads(
    "an address that does not exist",
    { ...key, ip_allow_list: ["192.168.1.256"] },
    {
      ip_allow_list: ["192.168.1.256"]
    }
  ),
  reads("an id of another form", { ...key, id: "key-1" }, { id: "key-1" }),

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
      { keysCreated: 1 }
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
  define("a server that repeats the token does not get it into the error", {
    call: list.call,
    client: { ...once, tokenOfKey: keyOfCaller.id },
    server: {
      apiKeys: [keyOfCaller],
      faults: [
        Fault.combine(
          Fault.status(400),
          Fault.envelopeFields({
            error: `${tokenOfCaller} may not do this`,
            support_id: `support of ${tokenOfCaller}`,
            validator: { [tokenOfCaller]: `${tokenOfCaller} is unknown` }
          })
        )
      ]
    },
    expect: fails("ValidationError", {
      status: 400,
      isRetryable: false,
      mayHaveTakenEffect: false,
      hasSupportId: true
    })
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
