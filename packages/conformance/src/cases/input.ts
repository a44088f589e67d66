import { callWith, parametersOf } from "../calls/describe.js"
import { everyCall } from "../calls.js"
import type { Call } from "../Call.js"
import type { Case } from "../Case.js"
import { define, fails } from "../internal/define.js"

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
        isFromBitGpt: false,
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

/** Input of each call: what the path is made of, and what the table says is refused. */
export const inputCases: ReadonlyArray<Case> = everyCall.flatMap((kind) => [
  ...parametersOf(kind).flatMap((parameter) =>
    ids.map(([name, id]) =>
      refused(
        `${kind.operation} with an ${parameter} ${name}`,
        callWith(kind, { [parameter]: id }),
        [parameter]
      )
    )
  ),
  ...kind.refused.map(({ fields, input, name }) =>
    refused(`${kind.operation} ${name}`, callWith(kind, input), fields)
  )
])
