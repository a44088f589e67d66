// The calls of effect-bitgpt, by their names: all of it follows from the descriptions of its resources.
import { ApiKeys, type ApiResponse, type BitGptError } from "effect-bitgpt"
import * as Array from "effect/Array"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"
import type { CallFacts } from "../calls.js"

/** The resources of the library. */
export type Services = ApiKeys

/** A described call, as far as it has to be known here. */
interface Endpoint {
  readonly operation: string
  readonly method: string
  readonly urlTemplate: string
  readonly isSafe: boolean
  readonly isIdempotent: boolean
  readonly ignoresBody: boolean
  readonly idempotencyKeyOf: unknown
  readonly inputName: (wireName: string) => string
  readonly writeData: (data: unknown) => Effect.Effect<{ readonly data?: unknown }, unknown>
}

type Method = (...args: ReadonlyArray<unknown>) => Effect.Effect<ApiResponse<unknown>, BitGptError>

/** A call, ready to be made with any input. */
interface Described {
  readonly endpoint: Endpoint
  readonly method: Effect.Effect<Method, never, Services>
}

// A case may be about input that no type lets through, and the types of arguments and answers belong to
// each call: the two casts below forget them.
const described = (resource: typeof ApiKeys): ReadonlyArray<Described> =>
  Object.entries<unknown>(resource.endpoints).map(([name, endpoint]) => ({
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- see above
    endpoint: endpoint as Endpoint,
    method: Effect.map(resource, ({ withResponse }) => {
      const method: unknown = Reflect.get(withResponse, name)
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- see above
      return method as Method
    })
  }))

const calls = Record.fromIterableBy(
  [ApiKeys].flatMap(described),
  ({ endpoint }) => endpoint.operation
)

/** What of the calls' facts the client knows, for comparison with those that the suite is written from. */
export const knownCalls: ReadonlyArray<
  Pick<
    CallFacts,
    "ignoresBody" | "isIdempotent" | "isSafe" | "operation" | "path" | "takesIdempotencyKey"
  > & { readonly method: string }
> = Object.values(calls).map(({ endpoint }) => ({
  operation: endpoint.operation,
  method: endpoint.method,
  path: endpoint.urlTemplate,
  isSafe: endpoint.isSafe,
  isIdempotent: endpoint.isIdempotent,
  takesIdempotencyKey: endpoint.idempotencyKeyOf !== undefined,
  ignoresBody: endpoint.ignoresBody
}))

/** Fields that hold another kind of value here than on the wire. */
const values: Readonly<Record<string, (value: string) => unknown>> = {
  expires_at: DateTime.unsafeMake
}

/** What the arguments of a method are made of: first each name in the path, then all the rest. */
const argumentsOf = (
  { inputName, urlTemplate }: Endpoint,
  input: Readonly<Record<string, unknown>>
): ReadonlyArray<unknown> => {
  const inPath = Array.fromIterable(urlTemplate.matchAll(/\{(\w+)\}/g)).map(([, name = ""]) => name)
  const others = Object.entries(input)
    .filter(([name]) => !inPath.includes(name))
    .map(([name, value]) => {
      const convert = values[name]
      const own = convert !== undefined && Predicate.isString(value) ? convert(value) : value
      return [inputName(name), own] as const
    })
  return [...inPath.map((name) => input[name]), Object.fromEntries(others)]
}

/** Fields that have another name than on the wire, besides being written in another way. */
const renamed: Readonly<Record<string, string>> = { maskedSecret: "secret" }

/** The name of a field, or of a place below it, on the wire. */
export const wireName = (name: string): string =>
  renamed[name] ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const hasUnreadable = Predicate.compose(
  Predicate.hasProperty("unreadable"),
  (entry): entry is { readonly unreadable: ReadonlyArray<string> } =>
    Array.isArray(entry.unreadable)
)

/** The data in the form of the wire. Entries of a list say which of their fields could not be read. */
const valueOf = ({ writeData }: Endpoint, data: unknown): Effect.Effect<unknown> =>
  Effect.map(Effect.orDie(writeData(data)), ({ data: wire = null }) =>
    Array.isArray(data) && Array.isArray(wire)
      ? Array.zipWith(data, wire, (entry: unknown, written: unknown) =>
          hasUnreadable(entry) && Predicate.isRecord(written)
            ? { ...written, unreadable: entry.unreadable.map(wireName) }
            : written
        )
      : wire
  )

/** Makes a call by its name, and gives its value in the form of the wire. */
export const makeCall = (operation: string, input: Readonly<Record<string, unknown>>) =>
  Effect.gen(function* () {
    const call = calls[operation]
    if (call === undefined) return yield* Effect.dieMessage(`There is no ${operation}`)
    const method = yield* call.method
    const response = yield* method(...argumentsOf(call.endpoint, input))
    return { response, value: yield* valueOf(call.endpoint, response.envelope.data) }
  })
