import type { RecordedRequest } from "effect-bitgpt-emulator"
import * as Array from "effect/Array"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import type { Task } from "../Adapter.js"
import { type CallFacts, factsOf } from "../calls.js"
import type { Case } from "../Case.js"
import type { Outcome } from "../Outcome.js"
import { differences } from "./compare.js"

/** A record that the server keeps. */
export interface Stored {
  readonly id: string
  readonly secret?: Redacted.Redacted | undefined
}

/** What was seen of a case. */
export interface Observation {
  readonly task: Task
  /** `undefined` where the call did not end. */
  readonly outcome: Outcome | undefined
  readonly elapsedMillis: number
  /** What may be added to the time that a call may take, because it can't be measured exactly. */
  readonly toleranceMillis: number
  readonly requests: ReadonlyArray<RecordedRequest>
  /** How many time limits and pauses go on after the call's end. */
  readonly timersLeft: number
  /** Everything that the server kept before the call, and keeps after it. */
  readonly before: ReadonlyArray<Stored>
  readonly after: ReadonlyArray<Stored>
}

type Problems = ReadonlyArray<string>

/** The fields of a form, files among them as what they are made of. */
const formOf = (text: string, type: string): unknown => {
  const boundary = /boundary=(.+)$/.exec(type)?.[1] ?? ""
  const parts = text.split(`--${boundary}`).slice(1, -1)
  return Object.fromEntries(
    parts.map((part) => {
      const [head = "", ...rest] = part.split("\r\n\r\n")
      const content = rest.join("\r\n\r\n").slice(0, -2)
      const name = / name="([^"]*)"/.exec(head)?.[1]
      const fileName = / filename="([^"]*)"/.exec(head)?.[1]
      const type = /Content-Type: (.+)/i.exec(head)?.[1]
      return [name, fileName === undefined ? content : { name: fileName, type, text: content }]
    })
  )
}

const bodyOf = ({ body, headers }: RecordedRequest): unknown => {
  const type = headers["content-type"] ?? ""
  if (body === undefined) return undefined
  return type.startsWith("multipart/form-data") ? formOf(body, type) : JSON.parse(body)
}

interface Bare {
  readonly _tag: "Interrupted" | "Refused"
}

/** Whether an outcome says no more than its tag. */
const isBare = (outcome: { readonly _tag: string }): outcome is Bare =>
  outcome._tag === "Interrupted" || outcome._tag === "Refused"

const outcomeProblems = ({ expect }: Case, { outcome, requests }: Observation): Problems => {
  if (outcome === undefined) return ["the call did not end"]
  const { result } = outcome
  if (result._tag === "Broken") return [`the client broke: ${result.problem}`]
  const { outcome: expected } = expect
  if (isBare(expected) || isBare(result)) {
    return expected._tag === result._tag
      ? []
      : [`it came to ${JSON.stringify(result)}, not to ${expected._tag}`]
  }
  if (expected._tag === "Success") {
    return result._tag === "Failure"
      ? [`it failed with ${result.tag} (${JSON.stringify(result)}), but should succeed`]
      : [
          ...differences(expected.value, result.value, "value"),
          ...differences(expected.status, result.status, "status"),
          ...(expected.supportId === undefined
            ? []
            : differences(expected.supportId, result.supportId, "supportId"))
        ]
  }
  if (result._tag === "Success") return ["it succeeded, but should fail"]
  const { fields, hasSupportId, tag, tells = [], ...same } = expected
  const names = result.fields === null ? null : Object.keys(result.fields).sort()
  return [
    ...(Array.ensure(tag).includes(result.tag)
      ? []
      : [`error.tag is ${JSON.stringify(result.tag)}, not ${JSON.stringify(tag)}`]),
    ...differences({ attempts: requests.length, ...same }, result, "error"),
    ...(fields === undefined ? [] : differences(fields, names, "the names of error.fields")),
    ...(hasSupportId === undefined || hasSupportId === (result.supportId !== null)
      ? []
      : [`error.supportId is ${String(result.supportId)}`]),
    ...tells
      .filter((word) => !outcome.texts.some((text) => text.includes(word)))
      .map((word) => `no text of the error tells of ${word}`)
  ]
}

const idOf = (value: unknown): unknown =>
  Predicate.hasProperty(value, "id") ? value.id : undefined

/** As the documentation prints secrets in lists: the prefix, 12 characters, dots, the last 5. */
const masked = (secret: string): string => `${secret.slice(0, 20)}...${secret.slice(-5)}`

const secretOf = (record: Stored | undefined): string | undefined =>
  record?.secret === undefined ? undefined : Redacted.value(record.secret)

const isReplaced = ({ server }: Case): boolean =>
  server.faults
    .flatMap((fault) => (fault._tag === "Combined" ? fault.faults : [fault]))
    .some(({ _tag }) => _tag === "ReplacedData")

/** What no case can say, as the server makes it up: ids and secrets. */
const identityProblems = (
  { created, secret }: CallFacts,
  conformanceCase: Case,
  { after, before, outcome }: Observation
): Problems => {
  if (outcome?.result._tag !== "Success" || isReplaced(conformanceCase)) return []
  const { value } = outcome.result
  const recordOf = (entry: unknown) => after.find(({ id }) => id === idOf(entry))
  switch (secret) {
    case "None":
    case "Full": {
      if (created !== 1) {
        return secret === "None"
          ? []
          : Array.ensure(value).flatMap((entry: unknown, index) =>
              differences({ secret: secretOf(recordOf(entry)) }, entry, `value[${index}]`)
            )
      }
      const record = after.find(({ id }) => before.every((known) => known.id !== id))
      const expected = {
        id: record?.id,
        ...(secret === "Full" ? { secret: secretOf(record) } : {})
      }
      return differences(expected, value, "value")
    }
    case "IfRevealed":
      return conformanceCase.server.revealSecrets
        ? differences({ secret: secretOf(recordOf(value)) }, value, "value")
        : []
    case "Masked":
      return Array.ensure(value).flatMap((entry: unknown, index) => {
        const full = secretOf(recordOf(entry))
        return full === undefined
          ? []
          : differences({ secret: masked(full) }, entry, `value[${index}]`)
      })
  }
}

const timeProblems = ({ expect }: Case, observation: Observation): Problems => {
  const { elapsedMillis, timersLeft, toleranceMillis } = observation
  const [from, to] =
    typeof expect.elapsedMillis === "number"
      ? [expect.elapsedMillis, expect.elapsedMillis]
      : expect.elapsedMillis
  const isInTime =
    elapsedMillis >= from - Math.min(1, toleranceMillis) && elapsedMillis <= to + toleranceMillis
  return [
    ...(isInTime
      ? []
      : [`it took ${elapsedMillis} ms, not ${from === to ? from : `${from} to ${to}`} ms`]),
    ...(timersLeft === 0 ? [] : [`${timersLeft} timers go on after the end of the call`])
  ]
}

/** Whether a request's type is that of its body. The boundary of a form is the client's own. */
const isTyped = ({ body, headers }: RecordedRequest): boolean => {
  const type = headers["content-type"] ?? ""
  return (
    body === undefined || type === "application/json" || type.startsWith("multipart/form-data;")
  )
}

const idempotencyProblems = (
  { takesIdempotencyKey }: CallFacts,
  { outcome, requests }: Observation
): Problems => {
  const keys = Array.dedupe(requests.map(({ headers }) => headers["idempotency-key"]))
  const told = outcome?.result._tag === "Failure" ? outcome.result.idempotencyKey : undefined
  if (!takesIdempotencyKey) {
    return keys.every((key) => key === undefined)
      ? []
      : ["a request carries an Idempotency-Key, which is not documented for this call"]
  }
  return [
    ...(keys.every((key) => key !== undefined && key !== "")
      ? []
      : ["a request has no Idempotency-Key"]),
    ...(keys.length > 1 ? ["the requests of the call have different Idempotency-Keys"] : []),
    ...(told === undefined || requests.length === 0
      ? []
      : differences(keys[0], told, "error.idempotencyKey"))
  ]
}

const requestProblems = (
  { expect, server }: Case,
  observation: Observation,
  facts: CallFacts | undefined
): Problems => {
  const { requests, task } = observation
  const [first] = requests
  const { sent } = expect
  return [
    ...(requests.length === expect.requests
      ? []
      : [`${requests.length} requests reached the server, not ${expect.requests}`]),
    ...(sent === undefined || first === undefined
      ? []
      : differences(
          { ...sent, body: sent.body },
          { ...first, body: bodyOf(first) },
          "the request"
        )),
    ...requests.flatMap((request, index) => {
      const { accessToken, body, headers, method, origin, outcome, path } = request
      return [
        ...(origin === server.origin ? [] : [`request ${index + 1} went to the origin ${origin}`]),
        ...(accessToken !== undefined &&
        Redacted.value(accessToken) === Redacted.value(task.accessToken)
          ? []
          : [`request ${index + 1} does not carry the token`]),
        ...(headers["accept"] === "application/json"
          ? []
          : [`request ${index + 1} has no Accept: application/json`]),
        ...((headers["user-agent"] ?? "") === "" ? [`request ${index + 1} has no User-Agent`] : []),
        ...differences(expect.headers ?? {}, headers, `the headers of request ${index + 1}`),
        ...(isTyped(request) ? [] : [`request ${index + 1} has a body of another Content-Type`]),
        ...(outcome === "Pending"
          ? [`request ${index + 1} goes on after the end of the call`]
          : []),
        ...(first === undefined ||
        facts?.isStream === true ||
        (method === first.method && path === first.path && body === first.body)
          ? []
          : [`request ${index + 1} is not the same as the first`])
      ]
    })
  ]
}

/** All that a call may change. A use of a key, which the server counts, is no change. */
const withoutUse = (records: ReadonlyArray<Stored>): string =>
  JSON.stringify(records, (name, value: unknown) => (name === "metrics" ? undefined : value))

const stateProblems = ({ expect }: Case, { after, before, outcome }: Observation): Problems => {
  const created = after.length - before.length
  const result = outcome?.result
  const { afterwards } = expect
  return [
    ...(created === expect.created ? [] : [`${created} records were created`]),
    ...(afterwards === undefined
      ? []
      : differences(
          afterwards,
          after.find(({ id }) => id === afterwards.id),
          "the server's record"
        )),
    ...(result?._tag === "Failure" &&
    !result.mayHaveTakenEffect &&
    withoutUse(before) !== withoutUse(after)
      ? ["the error says that nothing took effect, but the server's records have changed"]
      : [])
  ]
}

/** A secret as it is, and as servers write it within JSON, URLs and pages. */
const formsOf = (secret: string): ReadonlyArray<string> => {
  const inUrl = encodeURIComponent(secret)
  const inPhp = secret.replaceAll("/", "\\/")
  const inPage = secret.replaceAll("&", "&amp;").replaceAll("/", "&#x2F;")
  return [
    secret,
    inUrl,
    encodeURIComponent(inUrl),
    inPhp,
    JSON.stringify(inPhp).slice(1, -1),
    inPage,
    inPage.replaceAll("&", "&amp;")
  ]
}

const secretProblems = ({ after, outcome, task }: Observation): Problems => {
  const secrets = [
    Redacted.value(task.accessToken),
    ...after.flatMap((record) => secretOf(record) ?? [])
  ]
    .filter((secret) => secret !== "")
    .flatMap(formsOf)
  return (outcome?.texts ?? []).some((text) => secrets.some((secret) => text.includes(secret)))
    ? ["a text of the outcome shows a token or a secret"]
    : []
}

/** Everything about a case that is not as it should be. */
export const judge = (
  conformanceCase: Case,
  observation: Observation,
  facts = factsOf(conformanceCase.call.operation)
): Problems => [
  ...outcomeProblems(conformanceCase, observation),
  ...(facts === undefined
    ? [`no call is named ${conformanceCase.call.operation}`]
    : [
        ...identityProblems(facts, conformanceCase, observation),
        ...idempotencyProblems(facts, observation)
      ]),
  ...timeProblems(conformanceCase, observation),
  ...requestProblems(conformanceCase, observation, facts),
  ...stateProblems(conformanceCase, observation),
  ...secretProblems(observation)
]
