import type { Call } from "../Call.js"

type Input = Call["input"]

/** What the documentation promises of the data in an answer: of one record, or of each in a list. */
export interface Answer {
  /** Every field that is documented, with the names and the forms of the wire. */
  readonly record: Readonly<Record<string, unknown>>
  /** Whether the data is a list of records. Default: false. */
  readonly isList?: boolean
  /** Fields without which, and with another value than of their type, the answer can't be used. */
  readonly required: ReadonlyArray<string>
  /** Fields that may be missing or null, but must not be misread. */
  readonly checked?: ReadonlyArray<string>
  /** Values that a field could have and must not, besides one of another type. */
  readonly odd?: Readonly<Record<string, ReadonlyArray<unknown>>>
}

/** Input that is refused before anything is sent: what of the sample input is other, and who is named. */
export interface Refused {
  readonly name: string
  readonly input: Input
  readonly fields: ReadonlyArray<string>
}

/** All that the API's documentation says of a call and that decides how a client has to treat it. */
export interface CallFacts {
  /** The name of the call, for example `ApiKeys.get`. */
  readonly operation: string
  readonly method: "DELETE" | "GET" | "POST" | "PUT"
  /** With the names of parameters in braces. */
  readonly path: string
  /** Whether it only reads. */
  readonly isSafe: boolean
  /** Whether it may be sent again though it may have arrived. */
  readonly isIdempotent: boolean
  /** Whether the header `Idempotency-Key` is documented for it. */
  readonly takesIdempotencyKey: boolean
  /** Whether what it answers with is not documented, so that any success will do. */
  readonly ignoresBody: boolean
  /** The call with its sample input. */
  readonly call: Call
  /** What the call with its sample input returns, at least. */
  readonly value: unknown
  /** How many records the server has more after it. */
  readonly created: 0 | 1
  /** Which form of the record's secret the value has. */
  readonly secret: "Full" | "IfRevealed" | "Masked" | "None"
  readonly answer: Answer | undefined
  readonly refused: ReadonlyArray<Refused>
}

type Derived = "call" | "created" | "ignoresBody" | "isIdempotent" | "isSafe" | "operation"
type Optional = "answer" | "refused" | "secret" | "takesIdempotencyKey"

/**
 * One entry of the table of calls. What is left out follows from the method (RFC 9110) or is not there;
 * without a `value` the answer is ignored.
 */
export const describe = (
  operation: string,
  facts: Omit<CallFacts, Derived | Optional | "value"> &
    Partial<Pick<CallFacts, Optional | "isSafe" | "value">> & {
      readonly input?: Input
      readonly creates?: boolean
    }
): CallFacts => {
  const { answer, creates = false, input = {}, method, path, refused = [], value } = facts
  const { isSafe = method === "GET", secret = "None", takesIdempotencyKey = false } = facts
  return {
    operation,
    method,
    path,
    isSafe,
    isIdempotent: isSafe || takesIdempotencyKey || method === "PUT" || method === "DELETE",
    takesIdempotencyKey,
    ignoresBody: value === undefined,
    call: { operation, input },
    value: value ?? null,
    created: creates ? 1 : 0,
    secret,
    answer,
    refused
  }
}

/** The names in a path's braces. */
export const parametersOf = ({ path }: CallFacts): ReadonlyArray<string> =>
  Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = ""]) => name)

/** The request that a call is, with JSON for a body. */
export const requestOf = (facts: CallFacts) => {
  const { input } = facts.call
  const parameters = parametersOf(facts)
  const others = Object.entries(input).filter(([name]) => !parameters.includes(name))
  const path = facts.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(input[name]))
  )
  const hasBody = facts.method === "POST" || facts.method === "PUT"
  const query = new URLSearchParams(others.map(([name, value]) => [name, String(value)])).toString()
  return {
    method: facts.method,
    path: hasBody || query === "" ? path : `${path}?${query}`,
    ...(hasBody ? { body: Object.fromEntries(others) } : {})
  }
}

/** The same call with other input. */
export const callWith = ({ call }: CallFacts, input: Input): Call => ({
  operation: call.operation,
  input: { ...call.input, ...input }
})
