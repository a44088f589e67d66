import { Fault } from "effect-bitgpt-emulator"
import {
  create,
  get,
  getOf,
  keyId,
  list,
  organizationId,
  printed,
  shownKeyId,
  update
} from "../calls/apiKeys.js"
import { callWith } from "../calls/describe.js"
import type { Case } from "../Case.js"
import { define, fails, onePause, succeeds } from "../internal/define.js"

/** The scope that the emulator adds. */
const unknownScope = "not_documented.manage"

const key = {
  id: keyId,
  label: "My API Key",
  scopes: [],
  ip_allow_list: [],
  created_at: "2025-06-30 15:00:22"
}

/** A get that has to return this of an answer with other data. */
const reads = (name: string, data: unknown, value: unknown) =>
  define(`ApiKeys.get: ${name}`, {
    call: get.call,
    server: { faults: [Fault.replacedData(data)] },
    expect: succeeds(value)
  })

/** The request that creates a key. */
const posted = (body: unknown) => ({ method: "POST", path: "/developers/api_keys", body })

/** What is special about the calls on API keys. */
export const apiKeyCases: ReadonlyArray<Case> = [
  define("get returns the key", {
    call: get.call,
    expect: succeeds({
      ...printed,
      scopes: ["products.create", "products.read"],
      ip_allow_list: ["127.0.0.1", "192.168.1.0/24"],
      secret: null
    })
  }),
  define("get returns a key that was never updated", {
    call: getOf(shownKeyId),
    expect: succeeds({
      organization_id: organizationId,
      updated_at: null
    })
  }),
  define("get returns a secret and shows it nowhere", {
    call: get.call,
    server: { revealSecrets: true },
    expect: succeeds({ id: keyId })
  }),
  define("get escapes an id that needs it", {
    call: getOf("a key"),
    expect: fails(
      "NotFoundError",
      { isRetryable: false, mayHaveTakenEffect: false, status: 404 },
      { sent: { method: "GET", path: "/developers/api_keys/a%20key" } }
    )
  }),
  ...[
    getOf("api_key_that-is-not-there"),
    callWith(update, { id: "api_key_that-is-not-there" })
  ].map((call) =>
    define(`${call.operation} of a key that is not there is not found`, {
      call,
      expect: fails("NotFoundError", {
        isRetryable: false,
        mayHaveTakenEffect: false,
        status: 404,
        isFromBitGpt: true,
        hasSupportId: true
      })
    })
  ),
  define("list returns the keys without labels", {
    call: list.call,
    expect: succeeds([
      {
        id: keyId,
        label: null,
        scopes: ["products.create", "products.read"],
        ip_allow_list: ["127.0.0.1", "192.168.1.0/24"],
        expires_at: "2026-05-30 20:23:16",
        created_at: "2025-06-30 15:00:22",
        updated_at: "2025-07-01 10:30:45"
      },
      { id: "api_key_0197c0ef-6750-7e93-be70-32cef133b06a", updated_at: null },
      { id: "api_key_0197c0f1-71ca-7fac-bece-9723783fb48b" },
      { id: shownKeyId }
    ])
  }),
  define("list of no keys is empty", {
    call: list.call,
    server: { apiKeys: [] },
    expect: succeeds([])
  }),
  define("list masks a secret that BitGPT shows in full", {
    call: list.call,
    server: {
      faults: [Fault.replacedData([{ id: "a", secret: ["sk", "live", "x".repeat(58)].join("_") }])]
    },
    expect: succeeds([{ secret: `${["sk", "live", "x".repeat(12)].join("_")}...xxxxx` }])
  }),
  define("create makes a key and returns its secret", {
    call: callWith(create, {
      description: "Of the shop",
      scopes: ["payments.create", "payments.read"],
      ip_allow_list: ["192.0.2.0/24", "2001:db8::1"],
      expires_at: "2027-01-31T12:00:00.000Z"
    }),
    expect: succeeds(
      {
        scopes: ["payments.create", "payments.read"],
        ip_allow_list: ["192.0.2.0/24", "2001:db8::1"],
        expires_at: "2027-01-31 12:00:00",
        created_at: "2026-01-01 00:00:00",
        updated_at: null
      },
      {
        created: 1,
        sent: posted({
          label: "Checkout",
          description: "Of the shop",
          scopes: ["payments.create", "payments.read"],
          ip_allow_list: ["192.0.2.0/24", "2001:db8::1"],
          expires_at: "2027-01-31 12:00:00"
        })
      }
    )
  }),
  define("create sends nothing that it was not given", {
    call: { operation: create.operation, input: { label: "Checkout" } },
    expect: succeeds(
      { scopes: [], ip_allow_list: [], expires_at: null },
      {
        created: 1,
        sent: posted({
          label: "Checkout",
          description: null,
          scopes: null,
          ip_allow_list: null,
          expires_at: null
        })
      }
    )
  }),
  define("create with a label of 255 characters", {
    call: callWith(create, { label: "ü".repeat(255) }),
    expect: succeeds({}, { created: 1 })
  }),
  define("create with a scope that the documentation does not have", {
    call: callWith(create, { scopes: [unknownScope] }),
    expect: succeeds({ scopes: [unknownScope] }, { created: 1 })
  }),
  define("the input of a create goes over the wire as it is", {
    call: callWith(create, { label: 'Ünïcode "quoted" \\ \u2028 😀' }),
    expect: succeeds(
      {},
      {
        created: 1,
        sent: {
          method: "POST",
          path: "/developers/api_keys",
          body: { label: 'Ünïcode "quoted" \\ \u2028 😀' }
        }
      }
    )
  }),
  define("update changes the label", {
    call: callWith(update, { description: "Replaced" }),
    expect: succeeds(null, { afterwards: { id: keyId, label: "Checkout, old" } })
  }),
  define("an update is idempotent, and is done again", {
    call: update.call,
    server: { faults: [Fault.resetBeforeHeaders] },
    expect: succeeds(null, {
      requests: 2,
      elapsedMillis: onePause,
      afterwards: { id: keyId, label: "Checkout, old" }
    })
  }),
  define("an update that may have taken effect says so, whatever comes after it", {
    call: update.call,
    server: { faults: [Fault.status(503), Fault.status(404)] },
    expect: fails(
      "NotFoundError",
      { status: 404, isRetryable: false, mayHaveTakenEffect: true },
      { requests: 2, elapsedMillis: onePause }
    )
  }),
  ...[list, create].map((kind) =>
    define(`${kind.operation} with an API key that may not is denied`, {
      call: kind.call,
      client: { tokenOfKey: keyId },
      expect: fails("PermissionDeniedError", {
        isRetryable: false,
        mayHaveTakenEffect: false,
        status: 403,
        hasSupportId: true
      })
    })
  ),
  define("get keeps a scope that the documentation does not have", {
    call: get.call,
    server: { faults: [Fault.unknownScopes] },
    expect: succeeds({ scopes: ["products.create", "products.read", unknownScope] })
  }),
  define("list keeps a scope that the documentation does not have", {
    call: list.call,
    server: { faults: [Fault.unknownScopes] },
    expect: succeeds([
      { scopes: ["products.create", "products.read", unknownScope] },
      { scopes: ["products.create", unknownScope] },
      { scopes: ["products.create", unknownScope] },
      { scopes: ["products.create", unknownScope] }
    ])
  }),
  define("create keeps a scope that the documentation does not have", {
    call: create.call,
    server: { faults: [Fault.unknownScopes] },
    expect: succeeds({ scopes: ["products.read", unknownScope] }, { created: 1 })
  }),
  define("get: a scope that is a number", {
    call: get.call,
    server: { faults: [Fault.replacedData({ ...key, scopes: ["a", 1] })] },
    expect: fails("DecodeError", {
      reason: "UnexpectedShape",
      path: "data.scopes[1]",
      isRetryable: false,
      mayHaveTakenEffect: false
    })
  }),
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
    { created_at: "2025-06-30 15:00:22.123" }
  ),
  reads(
    "times in ISO 8601",
    { ...key, created_at: "2025-06-30T15:00:22Z" },
    { created_at: "2025-06-30 15:00:22" }
  ),
  reads(
    "an address that does not exist",
    { ...key, ip_allow_list: ["192.168.1.256"] },
    { ip_allow_list: ["192.168.1.256"] }
  ),
  reads("an id of another form", { ...key, id: "key-1" }, { id: "key-1" }),
  reads(
    "metrics in words",
    { ...key, metrics: { api_key_id: keyId, total_requests: "many" } },
    { metrics: { api_key_id: keyId, total_requests: null } }
  )
]
