import { Fault } from "effect-bitgpt-emulator"
import { type Answer, dataOf } from "../calls/describe.js"
import { type CallFacts, everyCall } from "../calls.js"
import type { Case } from "../Case.js"
import { define, fails, succeeds } from "../internal/define.js"

/** A value of another type than a field has. */
const otherThan = (value: unknown): unknown =>
  typeof value === "object" && !Array.isArray(value) ? "odd" : { odd: true }

interface Change {
  readonly name: string
  /** Left out, the field is missing. */
  readonly value?: unknown
  /** Whether there is a value, which can't be read. */
  readonly isOdd: boolean
}

const changesOf = (field: string, answer: Answer): ReadonlyArray<Change> => {
  const { odd = {}, open = [], record } = answer
  const values = [
    ...(open.includes(field) ? [] : [otherThan(record[field])]),
    ...(odd[field] ?? [])
  ]
  return [
    { name: `no ${field}`, isOdd: false },
    { name: `${field} that is null`, value: null, isOdd: false },
    ...values.map((value) => ({
      name: `${field} that is ${JSON.stringify(value)}`,
      value,
      isOdd: true
    }))
  ]
}

const without = (record: object, field: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== field))

/** Where the last of some records is. */
const placeOf = ({ listIn }: Answer, index: number): string =>
  listIn === undefined ? "data" : listIn === "data" ? `data[${index}]` : `data.${listIn}[${index}]`

/** The data with one field of another value, and what comes of it. */
const fieldCase = (kind: CallFacts, answer: Answer, field: string, change: Change): Case => {
  const { checked = [], keepsOdd = false, record, required, tellsUnreadable = false } = answer
  const others = without(record, field)
  const changed = "value" in change ? { ...others, [field]: change.value } : others
  const counts = required.includes(field) || (change.isOdd && checked.includes(field))
  const read = keepsOdd
    ? changed
    : {
        ...others,
        [field]: null,
        ...(tellsUnreadable ? { unreadable: change.isOdd ? [field] : [] } : {})
      }
  const before = answer.listIn === undefined ? [] : [record]
  return define(`${kind.operation}: ${change.name}`, {
    call: kind.call,
    server: { faults: [Fault.replacedData(dataOf(answer, [...before, changed]))] },
    expect: counts
      ? fails(
          "DecodeError",
          {
            reason: "UnexpectedShape",
            status: 200,
            path: `${placeOf(answer, before.length)}.${field}`,
            isRetryable: false,
            mayHaveTakenEffect: !kind.isSafe,
            hasSupportId: true
          },
          { created: kind.created }
        )
      : succeeds(dataOf(answer, [...before, read]), { created: kind.created })
  })
}

/** Data that is not what the call promises at all. */
const noData = (
  kind: CallFacts,
  { keepsOdd = false, listIn, record }: Answer
): ReadonlyArray<Case> =>
  [
    ["no data", Fault.missingData] as const,
    ["data that is null", Fault.nullData] as const,
    ["data that is text", Fault.replacedData("text")] as const,
    ["data that is a number", Fault.replacedData(7)] as const,
    listIn === undefined
      ? (["data that is a list", Fault.replacedData([record])] as const)
      : (["data that is one record", Fault.replacedData(record)] as const)
  ].map(([name, fault]) =>
    define(`${kind.operation}: ${name}`, {
      call: kind.call,
      server: { faults: [fault] },
      expect: fails(
        "DecodeError",
        {
          reason: "UnexpectedShape",
          status: 200,
          // Of data that is handed out as it came, the fields may be looked for at once.
          ...(keepsOdd
            ? {}
            : {
                path:
                  listIn === "providers" && name === "data that is one record"
                    ? "data.providers"
                    : "data"
              }),
          isRetryable: false,
          mayHaveTakenEffect: !kind.isSafe,
          hasSupportId: true
        },
        { created: kind.created }
      )
    })
  )

/** What a paged list may look like, of which nothing is documented. */
const pageCases = (kind: CallFacts, { listIn, record }: Answer): ReadonlyArray<Case> => {
  if (listIn !== "items") return []
  const page = (name: string, data: unknown, value: unknown) =>
    define(`${kind.operation}: ${name}`, {
      call: kind.call,
      server: { faults: [Fault.replacedData(data)] },
      expect: succeeds(value)
    })
  return [
    page("a page that tells a count", { items: [record], count: 7 }, { items: [record], count: 7 }),
    page("a page whose count is odd", { items: [record], count: "7" }, { items: [record] }),
    page("a page that is a bare list", [record], { items: [record], count: null }),
    page("a page that is empty", { items: [], count: 0 }, { items: [], count: 0 }),
    page("a bare list that is empty", [], { items: [] }),
    define(`${kind.operation}: the placeholder is no empty page, and the error names its keys`, {
      call: kind.call,
      server: { faults: [Fault.replacedData({ id: "123", another_key: null })] },
      expect: fails("DecodeError", {
        reason: "UnexpectedShape",
        path: "data",
        isRetryable: false,
        mayHaveTakenEffect: false,
        tells: ["id, another_key"]
      })
    })
  ]
}

/** Data of which nothing is documented is handed out as it came. */
const unknownCases = (kind: CallFacts): ReadonlyArray<Case> =>
  [{ id: "123" }, ["a.created", "b.created"], { valid: true, problems: [] }, "text", 7].map(
    (data) =>
      define(`${kind.operation}: ${JSON.stringify(data)} is handed out as it came`, {
        call: kind.call,
        server: { faults: [Fault.replacedData(data)] },
        expect: succeeds(data)
      })
  )

/** Answers of which nothing is used, whatever is in them. */
const ignored = (kind: CallFacts): ReadonlyArray<Case> =>
  (
    [
      ["no data", Fault.missingData],
      ["data that is null", Fault.nullData],
      ["the placeholder that the documentation prints", Fault.replacedData({ id: "123" })],
      ["data that is text", Fault.replacedData("updated")]
    ] as const
  ).map(([name, fault]) =>
    define(`${kind.operation}: ${name} is nothing to rely on`, {
      call: kind.call,
      server: { faults: [fault] },
      expect: succeeds(null, { created: kind.created })
    })
  )

/**
 * What a call promises of its data is needed, and only that: every other field may be missing or odd.
 * In a list, an odd field costs neither the list nor its entry, which tells of it.
 */
export const dataCases: ReadonlyArray<Case> = everyCall.flatMap((kind) => {
  const { answer } = kind
  if (answer === undefined) return ignored(kind)
  if (answer === "Unknown") return unknownCases(kind)
  const { record } = answer
  const data = dataOf(answer, [record])
  return [
    define(`${kind.operation}: the data that the documentation prints`, {
      call: kind.call,
      server: { faults: [Fault.replacedData(data)] },
      expect: succeeds(data, { created: kind.created })
    }),
    ...Object.keys(record).flatMap((field) =>
      changesOf(field, answer).map((change) => fieldCase(kind, answer, field, change))
    ),
    ...noData(kind, answer),
    ...pageCases(kind, answer)
  ]
})
