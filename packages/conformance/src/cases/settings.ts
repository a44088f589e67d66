import { ApiKeyRecord, Fault } from "effect-bitgpt-emulator"
import * as Redacted from "effect/Redacted"
import * as ApiKeys from "../calls/apiKeys.js"
import { oneOfEachKind } from "../calls.js"
import type { Case } from "../Case.js"
import { define, fails, isRefused, once, succeeds } from "../internal/define.js"

const { list } = ApiKeys

const keyWith = (secret: string) =>
  ApiKeyRecord.make({
    id: "api_key_of-the-caller",
    label: "Caller",
    scopes: ["api_keys.read"],
    secret: Redacted.make(secret)
  })

/** A token that patterns and encodings could take apart. Made of parts, for it looks like one that works. */
const awkward = ["sk", "test", "a/b+c=d.*(e[f{g|h^i$j".repeat(3)].join("_")

/** Tokens that BitGPT knows, whatever they are made of. */
const tokens: ReadonlyArray<readonly [name: string, token: string]> = [
  ["of 6,200 dots", ".".repeat(6_200)],
  ["of 9,000 word characters", "w".repeat(9_000)],
  ["that is full of a pattern's characters", awkward]
]

const repeated = (token: string) =>
  Fault.envelopeFields({
    support_id: `support of ${token}`,
    message: `${token} ${JSON.stringify(JSON.stringify(token))}`,
    log: {
      request: encodeURIComponent(encodeURIComponent(token)),
      page: token.replaceAll("/", "&#x2F;")
    }
  })

const addresses: ReadonlyArray<readonly [name: string, baseUrl: string]> = [
  ["that is no URL", "api.bitgpt.xyz"],
  ["of another protocol", "ftp://api.bitgpt.xyz"],
  ["over plain http to another machine", "http://192.0.2.1"],
  ["over plain http to a name that DNS is asked for", "http://api.localhost"]
]

/** The settings of a client, and the token that every request carries. */
export const settingsCases: ReadonlyArray<Case> = [
  ...addresses.map(([name, baseUrl]) =>
    define(`an address ${name} is refused`, {
      call: list.call,
      client: { baseUrl },
      expect: isRefused
    })
  ),
  ...[
    ["with a line break", "a\nb"],
    ["that is empty", ""],
    ["with a character that no header has", "a\u20acb"]
  ].map(([name = "", token = ""]) =>
    define(`a token ${name} is refused`, { call: list.call, client: { token }, expect: isRefused })
  ),
  ...tokens.flatMap(([name, token]) => {
    const options = {
      call: ApiKeys.getOf("api_key_of-the-caller"),
      client: { ...once, tokenOfKey: "api_key_of-the-caller" }
    }
    return [
      define(`a token ${name} works, and does not get out of a success that repeats it`, {
        ...options,
        server: { apiKeys: [keyWith(token)], faults: [repeated(token)] },
        expect: succeeds({ id: "api_key_of-the-caller" })
      }),
      define(`a token ${name} does not get out of an error that repeats it`, {
        ...options,
        server: {
          apiKeys: [keyWith(token)],
          faults: [
            Fault.combine(
              Fault.status(400),
              repeated(token),
              Fault.envelopeFields({
                error: `${token} may not do this`,
                validator: { [token]: `${token} is unknown` }
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
      })
    ]
  }),
  ...oneOfEachKind.flatMap((kind) => [
    define(`${kind.operation}: a token that comes in time`, {
      call: kind.call,
      client: { tokenDelayMillis: 9_999 },
      expect: succeeds(kind.value, { elapsedMillis: 9_999, created: kind.created })
    }),
    define(`${kind.operation}: nothing is sent after its time`, {
      call: kind.call,
      client: { ...once, tokenDelayMillis: 10_001 },
      expect: fails(
        "TimeoutError",
        { limit: "attempt", attempts: 0, isRetryable: true, mayHaveTakenEffect: false },
        { requests: 0, elapsedMillis: 10_000 }
      )
    }),
    define(`${kind.operation}: nothing is sent after the time of the whole call`, {
      call: kind.call,
      client: { tokenDelayMillis: 3_001, totalMillis: 3_000 },
      expect: fails(
        "TimeoutError",
        { limit: "total", attempts: 0, isRetryable: true, mayHaveTakenEffect: false },
        { requests: 0, elapsedMillis: 3_000 }
      )
    }),
    define(`${kind.operation}: token and answer share the time of an attempt`, {
      call: kind.call,
      client: { ...once, tokenDelayMillis: 6_000 },
      server: { faults: [Fault.delayHeaders("1 hour")] },
      expect: fails(
        "TimeoutError",
        { limit: "attempt", isRetryable: kind.isIdempotent, mayHaveTakenEffect: !kind.isSafe },
        { elapsedMillis: 10_000, created: kind.created }
      )
    })
  ])
]
