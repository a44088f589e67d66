import type { ApiKeyRecord, RecordedRequest } from "effect-bitgpt-emulator"
import * as Array from "effect/Array"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import type { Task } from "../Adapter.js"
import type { Case } from "../Case.js"
import type { Outcome } from "../Outcome.js"
import { differences } from "./compare.js"

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
  readonly keysBefore: ReadonlyArray<ApiKeyRecord>
  readonly keysAfter: ReadonlyArray<ApiKeyRecord>
}

type Problems = ReadonlyArray<string>

const jsonOf = (text: string | undefined): unknown =>
  text === undefined ? undefined : JSON.parse(text)

const outcomeProblems = ({ expect }: Case, { outcome, requests }: Observation): Problems => {
  if (outcome === undefined) return ["the call did not end"]
  const { result } = outcome
  if (result._tag === "Broken") return [`the client broke: ${result.problem}`]
  const { outcome: expected } = expect
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
  const { fields, hasSupportId, ...same } = expected
  const names = result.fields === null ? null : Object.keys(result.fields).sort()
  return [
    ...differences({ attempts: requests.length, ...same }, result, "error"),
    ...(fields === undefined ? [] : differences(fields, names, "the names of error.fields")),
    ...(hasSupportId === undefined || hasSupportId === (result.supportId !== null)
      ? []
      : [`error.supportId is ${String(result.supportId)}`])
  ]
}

const idOf = (value: unknown): unknown =>
  Predicate.hasProperty(value, "id") ? value.id : undefined

/** As the documentation prints secrets in lists: the prefix, 12 characters, dots, the last 5. */
const masked = (secret: string): string => `${secret.slice(0, 20)}...${secret.slice(-5)}`

/** What no case can say, as the server makes it up: ids and secrets. */
const identityProblems = ({ server }: Case, observation: Observation): Problems => {
  const { keysAfter, keysBefore, outcome, task } = observation
  if (outcome?.result._tag !== "Success") return []
  const { value } = outcome.result
  const secretOf = (id: unknown): string | undefined => {
    const secret = keysAfter.find((key) => key.id === id)?.secret
    return secret === undefined ? undefined : Redacted.value(secret)
  }
  switch (task.call._tag) {
    case "Create": {
      const created = keysAfter.find(({ id }) => keysBefore.every((key) => key.id !== id))
      return differences({ id: created?.id, secret: secretOf(created?.id) }, value, "value")
    }
    case "Get":
      return server.revealSecrets
        ? differences({ secret: secretOf(idOf(value)) }, value, "value")
        : []
    case "List":
      return Array.ensure(value).flatMap((entry: unknown, index) => {
        const secret = secretOf(idOf(entry))
        return secret === undefined
          ? []
          : differences({ secret: masked(secret) }, entry, `value[${index}]`)
      })
    case "Update":
      return []
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

const requestProblems = ({ expect, server }: Case, observation: Observation): Problems => {
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
          { ...first, body: jsonOf(first.body) },
          "the request"
        )),
    ...requests.flatMap(({ accessToken, body, headers, method, origin, outcome, path }, index) => [
      ...(origin === server.origin ? [] : [`request ${index + 1} went to the origin ${origin}`]),
      ...(accessToken !== undefined &&
      Redacted.value(accessToken) === Redacted.value(task.accessToken)
        ? []
        : [`request ${index + 1} does not carry the token`]),
      ...(headers["accept"] === "application/json"
        ? []
        : [`request ${index + 1} has no Accept: application/json`]),
      ...(body === undefined || headers["content-type"] === "application/json"
        ? []
        : [`request ${index + 1} has a body without Content-Type: application/json`]),
      ...(outcome === "Pending" ? [`request ${index + 1} goes on after the end of the call`] : []),
      ...(first === undefined ||
      (method === first.method && path === first.path && body === first.body)
        ? []
        : [`request ${index + 1} is not the same as the first`])
    ])
  ]
}

const withoutUse = (keys: ReadonlyArray<ApiKeyRecord>): string =>
  JSON.stringify(keys.map(({ description, id, label }) => [id, label, description]))

const stateProblems = ({ expect }: Case, observation: Observation): Problems => {
  const { keysAfter, keysBefore, outcome } = observation
  const created = keysAfter.length - keysBefore.length
  const result = outcome?.result
  const { keyAfterwards } = expect
  return [
    ...(created === expect.keysCreated ? [] : [`${created} keys were created`]),
    ...(keyAfterwards === undefined
      ? []
      : differences(
          keyAfterwards,
          keysAfter.find(({ id }) => id === keyAfterwards.id),
          "the server's key"
        )),
    ...(result?._tag === "Failure" &&
    !result.mayHaveTakenEffect &&
    withoutUse(keysBefore) !== withoutUse(keysAfter)
      ? ["the error says that nothing took effect, but the server's keys have changed"]
      : [])
  ]
}

const secretProblems = (observation: Observation): Problems => {
  const { keysAfter, outcome, task } = observation
  const secrets = [
    Redacted.value(task.accessToken),
    ...keysAfter.flatMap(({ secret }) => (secret === undefined ? [] : [Redacted.value(secret)]))
  ]
  return (outcome?.texts ?? []).some((text) => secrets.some((secret) => text.includes(secret)))
    ? ["a text of the outcome shows a token or a secret"]
    : []
}

/** Everything about a case that is not as it should be. */
export const judge = (conformanceCase: Case, observation: Observation): Problems => [
  ...outcomeProblems(conformanceCase, observation),
  ...identityProblems(conformanceCase, observation),
  ...timeProblems(conformanceCase, observation),
  ...requestProblems(conformanceCase, observation),
  ...stateProblems(conformanceCase, observation),
  ...secretProblems(observation)
]
