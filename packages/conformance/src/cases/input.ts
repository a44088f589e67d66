import { Fault } from "effect-bitgpt-emulator"
import type { Call } from "../Call.js"
import type { Case } from "../Case.js"
import { calls, define, fails, keyId, onePause, succeeds } from "../internal/define.js"

/** Input that is refused before anything is sent, and which fields are wrong. */
const refused = (name: string, call: Call, fields: ReadonlyArray<string>) =>
  define(name, {
    call,
    expect: fails(
      "ValidationError",
      {
        fields,
        attempts: 0,
        status: null,
        isRetryable: false,
        mayHaveTakenEffect: false,
        hasSupportId: false
      },
      { requests: 0 }
    )
  })

const ids: ReadonlyArray<readonly [name: string, id: string]> = [
  ["that is empty", ""],
  ["with a slash", "a/b"],
  ["with a backslash", "a\\b"],
  ["with a question mark", "a?b=c"],
  ["with a number sign", "a#b"],
  ["that leads elsewhere", ".."],
  ["that leads elsewhere after all", "a..b"],
  ["with a line break", "a\nb"],
  ["with a null character", "a\u0000b"],
  ["that is half a character", "a\ud800b"],
  ["that is a secret", ["sk", "live", "abcdefgh"].join("_")]
]

/** Input of each call. */
export const inputCases: ReadonlyArray<Case> = [
  ...ids.flatMap(([name, id]) => [
    refused(`get of an id ${name}`, { _tag: "Get", id }, ["id"]),
    refused(`update of an id ${name}`, { _tag: "Update", id, input: { label: "Checkout" } }, ["id"])
  ]),
  refused("create without a label", { _tag: "Create", input: { label: "" } }, ["label"]),
  refused(
    "create with a label of 256 characters",
    { _tag: "Create", input: { label: "x".repeat(256) } },
    ["label"]
  ),
  refused("update without a label", { _tag: "Update", id: keyId, input: { label: "" } }, ["label"]),
  refused(
    "create with everything wrong names all of it",
    {
      _tag: "Create",
      input: {
        label: "",
        scopes: ["products.read", ""],
        ip_allow_list: ["127.0.0.1", "somewhere", "10.0.0.0/33"]
      }
    },
    ["ip_allow_list[1]", "ip_allow_list[2]", "label", "scopes[1]"]
  ),
  define("create with a label of 255 characters", {
    call: { _tag: "Create", input: { label: "ü".repeat(255) } },
    expect: succeeds({}, { keysCreated: 1 })
  }),
  define("create with a scope that nobody knows", {
    call: { _tag: "Create", input: { label: "Checkout", scopes: ["not_documented.manage"] } },
    expect: succeeds({ scopes: ["not_documented.manage"] }, { keysCreated: 1 })
  }),
  define("the input of a create goes over the wire as it is", {
    call: { _tag: "Create", input: { label: 'Ünïcode "quoted" \\ \u2028 😀' } },
    expect: succeeds(
      {},
      {
        keysCreated: 1,
        sent: {
          method: "POST",
          path: "/developers/api_keys",
          body: { label: 'Ünïcode "quoted" \\ \u2028 😀' }
        }
      }
    )
  }),
  define("an update is idempotent, and is done again", {
    call: calls.update.call,
    server: { faults: [Fault.resetBeforeHeaders] },
    expect: succeeds(null, {
      requests: 2,
      elapsedMillis: onePause,
      keyAfterwards: { id: keyId, label: "Checkout, old" }
    })
  })
]
