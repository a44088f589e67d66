import { Fault } from "effect-bitgpt-emulator"
import type { Answer } from "../calls/describe.js"
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

const changesOf = (field: string, { odd = {}, record }: Answer): ReadonlyArray<Change> => [
  { name: `no ${field}`, isOdd: false },
  { name: `${field} that is null`, value: null, isOdd: false },
  ...[otherThan(record[field]), ...(odd[field] ?? [])].map((value) => ({
    name: `${field} that is ${JSON.stringify(value)}`,
    value,
    isOdd: true
  }))
]

const without = (record: object, field: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== field))

/** The data with one field of another value, and what comes of it. */
const fieldCase = (kind: CallFacts, answer: Answer, field: string, change: Change): Case => {
  const { checked = [], isList = false, record, required } = answer
  const others = without(record, field)
  const changed = "value" in change ? { ...others, [field]: change.value } : others
  const counts = required.includes(field) || (change.isOdd && checked.includes(field))
  const read = {
    ...others,
    [field]: null,
    ...(isList ? { unreadable: change.isOdd ? [field] : [] } : {})
  }
  return define(`${kind.operation}: ${change.name}`, {
    call: kind.call,
    server: { faults: [Fault.replacedData(isList ? [record, changed] : changed)] },
    expect: counts
      ? fails(
          "DecodeError",
          {
            reason: "UnexpectedShape",
            status: 200,
            path: `data${isList ? "[1]" : ""}.${field}`,
            isRetryable: false,
            mayHaveTakenEffect: !kind.isSafe,
            hasSupportId: true
          },
          { created: kind.created }
        )
      : succeeds(isList ? [record, read] : read, { created: kind.created })
  })
}

/** Data that is not what the call promises at all. */
const noData = (kind: CallFacts, { isList = false, record }: Answer): ReadonlyArray<Case> =>
  [
    ["no data", Fault.missingData] as const,
    ["data that is null", Fault.nullData] as const,
    ["data that is text", Fault.replacedData("text")] as const,
    ["data that is a number", Fault.replacedData(7)] as const,
    isList
      ? (["data that is one record", Fault.replacedData(record)] as const)
      : (["data that is a list", Fault.replacedData([record])] as const)
  ].map(([name, fault]) =>
    define(`${kind.operation}: ${name}`, {
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
        { created: kind.created }
      )
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
      expect: succeeds(null)
    })
  )

/**
 * What a call promises of its data is needed, and only that: every other field may be missing or odd.
 * In a list, an odd field costs neither the list nor its entry, which tells of it.
 */
export const dataCases: ReadonlyArray<Case> = everyCall.flatMap((kind) => {
  const { answer } = kind
  if (answer === undefined) return ignored(kind)
  const { isList = false, record } = answer
  const data = isList ? [record] : record
  return [
    define(`${kind.operation}: the data that the documentation prints`, {
      call: kind.call,
      server: { faults: [Fault.replacedData(data)] },
      expect: succeeds(data, { created: kind.created })
    }),
    ...Object.keys(record).flatMap((field) =>
      changesOf(field, answer).map((change) => fieldCase(kind, answer, field, change))
    ),
    ...noData(kind, answer)
  ]
})
