import { Fault } from "effect-bitgpt-emulator"
import type { Case } from "../Case.js"
import { calls, define, fails, keyId, succeeds } from "../internal/define.js"

/** The calls as documented, when nothing goes wrong, and what the server refuses. */
export const callCases: ReadonlyArray<Case> = [
  define("get returns the key", {
    call: calls.get.call,
    expect: succeeds(
      {
        id: keyId,
        label: "My API Key",
        description: "Key for accessing product APIs",
        scopes: ["products.create", "products.read"],
        ip_allow_list: ["127.0.0.1", "192.168.1.0/24"],
        expires_at: "2026-05-30 20:23:16",
        created_at: "2025-06-30 15:00:22",
        updated_at: "2025-07-01 10:30:45",
        secret: null,
        metrics: {
          api_key_id: keyId,
          total_requests: 1250,
          last_used_at: "2025-07-01 09:15:30"
        }
      },
      { sent: { method: "GET", path: `/developers/api_keys/${keyId}` } }
    )
  }),
  define("get returns a key that was never updated", {
    call: { _tag: "Get", id: "api_key_0197c0f1-9589-7990-b421-4b806f637b0c" },
    expect: succeeds({
      organization_id: "org_0197c0f1-9589-7990-b421-4b806f637b0c",
      updated_at: null
    })
  }),
  define("get returns a secret and shows it nowhere", {
    call: calls.get.call,
    server: { revealSecrets: true },
    expect: succeeds({ id: keyId })
  }),
  define("get escapes an id that needs it", {
    call: { _tag: "Get", id: "a key" },
    expect: fails(
      "NotFoundError",
      { isRetryable: false, mayHaveTakenEffect: false, status: 404 },
      { sent: { method: "GET", path: "/developers/api_keys/a%20key" } }
    )
  }),
  define("get of a key that is not there is not found", {
    call: { _tag: "Get", id: "api_key_of-nobody" },
    expect: fails("NotFoundError", {
      isRetryable: false,
      mayHaveTakenEffect: false,
      status: 404,
      hasSupportId: true
    })
  }),
  define("list returns the keys without labels", {
    call: calls.list.call,
    expect: succeeds(
      [
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
        { id: "api_key_0197c0f1-9589-7990-b421-4b806f637b0c" }
      ],
      { sent: { method: "GET", path: "/developers/api_keys" } }
    )
  }),
  define("list takes keys of which nothing but the id is known", {
    call: calls.list.call,
    server: {
      faults: [
        Fault.replacedData([
          { id: "a" },
          { id: "b", scopes: null, ip_allow_list: null, created_at: null }
        ])
      ]
    },
    expect: succeeds([
      { id: "a", scopes: null, ip_allow_list: null, created_at: null },
      { id: "b", scopes: null, ip_allow_list: null, created_at: null }
    ])
  }),
  define("list of no keys is empty", {
    call: calls.list.call,
    server: { apiKeys: [] },
    expect: succeeds([])
  }),
  define("create makes a key and returns its secret", {
    call: {
      _tag: "Create",
      input: {
        label: "Checkout",
        description: "Of the shop",
        scopes: ["payments.create", "payments.read"],
        ip_allow_list: ["192.0.2.0/24", "2001:db8::1"],
        expires_at: "2027-01-31T12:00:00.000Z"
      }
    },
    expect: succeeds(
      {
        scopes: ["payments.create", "payments.read"],
        ip_allow_list: ["192.0.2.0/24", "2001:db8::1"],
        expires_at: "2027-01-31 12:00:00",
        created_at: "2026-01-01 00:00:00",
        updated_at: null
      },
      {
        keysCreated: 1,
        sent: {
          method: "POST",
          path: "/developers/api_keys",
          body: {
            label: "Checkout",
            description: "Of the shop",
            scopes: ["payments.create", "payments.read"],
            ip_allow_list: ["192.0.2.0/24", "2001:db8::1"],
            expires_at: "2027-01-31 12:00:00"
          }
        }
      }
    )
  }),
  define("create sends nothing that it was not given", {
    call: { _tag: "Create", input: { label: "Checkout" } },
    expect: succeeds(
      { scopes: [], ip_allow_list: [], expires_at: null },
      {
        keysCreated: 1,
        sent: {
          method: "POST",
          path: "/developers/api_keys",
          body: {
            label: "Checkout",
            description: null,
            scopes: null,
            ip_allow_list: null,
            expires_at: null
          }
        }
      }
    )
  }),
  define("update changes the label", {
    call: { _tag: "Update", id: keyId, input: { label: "Checkout, old", description: "Replaced" } },
    expect: succeeds(null, {
      keyAfterwards: { id: keyId, label: "Checkout, old" },
      sent: {
        method: "PUT",
        path: `/developers/api_keys/${keyId}`,
        body: { label: "Checkout, old", description: "Replaced", id: null }
      }
    })
  }),
  define("update of a key that is not there is not found", {
    call: { _tag: "Update", id: "api_key_of-nobody", input: { label: "Checkout" } },
    expect: fails("NotFoundError", { isRetryable: false, mayHaveTakenEffect: false, status: 404 })
  }),
  ...Object.values(calls).map(({ call, name }) =>
    define(`${name} with a token that nobody knows is an authentication error`, {
      call,
      client: { tokenIsKnown: false },
      expect: fails("AuthenticationError", {
        isRetryable: false,
        mayHaveTakenEffect: false,
        status: 401,
        hasSupportId: true
      })
    })
  ),
  define("list with an API key that lacks the scope is denied", {
    call: calls.list.call,
    client: { tokenOfKey: keyId },
    expect: fails("PermissionDeniedError", {
      isRetryable: false,
      mayHaveTakenEffect: false,
      status: 403,
      hasSupportId: true
    })
  }),
  define("create with an API key is denied", {
    call: calls.create.call,
    client: { tokenOfKey: keyId },
    expect: fails("PermissionDeniedError", {
      isRetryable: false,
      mayHaveTakenEffect: false,
      status: 403
    })
  }),
  define("the server's rate limit is kept to when a retry is one request too many", {
    call: calls.get.call,
    client: { baseDelayMillis: 0 },
    server: {
      rateLimit: { capacity: 1, refillPerSecond: 0.5 },
      faults: [Fault.resetBeforeHeaders]
    },
    expect: succeeds({ id: keyId }, { requests: 3, elapsedMillis: 2000 })
  })
]
