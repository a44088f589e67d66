import { ApiKeyRecord, Fault } from "effect-bitgpt-emulator"
import * as Redacted from "effect/Redacted"
import * as ApiKeys from "../calls/apiKeys.js"
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
  ["over plain http to a name that DNS is asked for", "http://api.localhost"],
  ["over plain http to a name that begins as this machine's", "http://localhost.example"],
  ["over plain http to a name that begins as an address", "http://127.0.0.1.example"],
  ["over plain http to every address", "http://0.0.0.0"]
]

/** The settings of a client. */
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
  })
]
