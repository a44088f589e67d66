import type { Call } from "../Call.js"

type Input = Call["input"]

/** What the documentation promises of the data in an answer: of one record, or of each in a list. */
export interface Answer {
  /** Every field that is documented, with the names and the forms of the wire. */
  readonly record: Readonly<Record<string, unknown>>
  /**
   * Where a list of records is: it is the data itself (`data`), or a field of it. A paged list is in
   * `items`. Left out, the data is one record.
   */
  readonly listIn?: "data" | "items" | "providers"
  /** Whether each entry of the list tells which of its fields could not be read. Default: false. */
  readonly tellsUnreadable?: boolean
  /** Whether a value that can't be read is handed out as it came, beside what can. Default: false. */
  readonly keepsOdd?: boolean
  /** Fields without which, and with another value than of their type, the answer can't be used. */
  readonly required: ReadonlyArray<string>
  /** Fields that may be missing or null, but must not be misread. */
  readonly checked?: ReadonlyArray<string>
  /** Fields that may be of another type too. */
  readonly open?: ReadonlyArray<string>
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
  /** Whether its page shows a token. Default: true. All calls send it, but not all need it. */
  readonly needsToken: boolean
  /** Whether the header `Idempotency-Key` is documented for it. */
  readonly takesIdempotencyKey: boolean
  /** Whether what it answers with is not documented, so that any success will do. */
  readonly ignoresBody: boolean
  /** The call with its sample input. */
  readonly call: Call
  /** How the input that is not in the path goes over the wire. */
  readonly carrier: "Form" | "Json" | "Query"
  /** What the sample input is on the wire, without what is in the path. */
  readonly sent: Input
  /** Whether it is all pages of a list, and no call of its own. */
  readonly isStream: boolean
  /** What the call with its sample input returns, at least. */
  readonly value: unknown
  /** How many records the server has more after it. */
  readonly created: -1 | 0 | 1
  /** Which form of the record's secret the value has. */
  readonly secret: "Full" | "IfRevealed" | "Masked" | "None"
  /** `Unknown` where nothing is documented of its data. `undefined` where the answer is ignored. */
  readonly answer: Answer | "Unknown" | undefined
  readonly refused: ReadonlyArray<Refused>
}

type Optional = "answer" | "needsToken" | "refused" | "secret" | "takesIdempotencyKey"

/** The names in a path's braces. */
export const parametersOf = ({ path }: Pick<CallFacts, "path">): ReadonlyArray<string> =>
  Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = ""]) => name)

const withoutNames = (input: Input, names: ReadonlyArray<string>): Input =>
  Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)))

/**
 * One entry of the table of calls. What is left out follows from the method (RFC 9110) or is not there;
 * without a `value` the answer is ignored.
 */
export const describe = (
  operation: string,
  method: CallFacts["method"],
  path: string,
  facts: Partial<Pick<CallFacts, Optional | "carrier" | "isSafe" | "sent" | "value">> & {
    readonly input?: Input
    readonly creates?: boolean
    readonly deletes?: boolean
  }
): CallFacts => {
  const { answer, creates = false, deletes = false, input = {}, value } = facts
  const { needsToken = true, refused = [], secret = "None", takesIdempotencyKey = false } = facts
  const { isSafe = method === "GET", sent = withoutNames(input, parametersOf({ path })) } = facts
  const { carrier = method === "POST" || method === "PUT" ? "Json" : "Query" } = facts
  return {
    operation,
    method,
    path,
    isSafe,
    isIdempotent: isSafe || takesIdempotencyKey || method === "PUT" || method === "DELETE",
    needsToken,
    takesIdempotencyKey,
    ignoresBody: value === undefined,
    call: { operation, input },
    carrier,
    sent,
    isStream: false,
    value: value ?? null,
    created: creates ? 1 : deletes ? -1 : 0,
    secret,
    answer,
    refused
  }
}

/** The page that the samples ask for. */
export const samplePage = { limit: 2, offset: 1 }

/** What all paged lists have in common: records in `items`, a limit of at least 1, an offset of at least 0. */
export const paged = (
  answer: Answer,
  items: ReadonlyArray<unknown>
): Pick<CallFacts, "refused" | "value"> & { readonly answer: Answer } => ({
  value: { items },
  answer: { ...answer, listIn: "items" },
  refused: [
    { name: "with a limit of 0", input: { limit: 0 }, fields: ["limit"] },
    { name: "with an offset below 0", input: { offset: -1 }, fields: ["offset"] }
  ]
})

/** All pages of a list, from the first one on. */
export const streamOf = (list: CallFacts): CallFacts => {
  const operation = list.operation.replace(/list$/, "stream")
  return { ...list, operation, call: { operation, input: {} }, isStream: true }
}

/** The request that a call is: what its query, its JSON or its form holds is in `body`. */
export const requestOf = (facts: CallFacts) => {
  const { carrier, method, sent } = facts
  const { input } = facts.call
  const path = facts.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(input[name]))
  )
  if (carrier !== "Query") return { method, path, body: sent }
  const query = new URLSearchParams(
    Object.entries(sent).map(([name, value]) => [name, String(value)])
  ).toString()
  return { method, path: query === "" ? path : `${path}?${query}` }
}

/** The same call with other input. */
export const callWith = ({ call }: CallFacts, input: Input): Call => ({
  operation: call.operation,
  input: { ...call.input, ...input }
})

/** Data with these records in it. */
export const dataOf = ({ listIn }: Answer, records: ReadonlyArray<unknown>): unknown =>
  listIn === undefined ? records[0] : listIn === "data" ? records : { [listIn]: records }
