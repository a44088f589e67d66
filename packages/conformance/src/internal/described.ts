// The calls of effect-bitgpt, by their names: all of it follows from the descriptions of its resources.
import {
  Analytics,
  ApiKeys,
  type ApiResponse,
  type BitGpt,
  type BitGptError,
  Files,
  Invoices,
  Payments,
  Products,
  Webhooks
} from "effect-bitgpt"
import * as Array from "effect/Array"
import type * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import type { CallFacts } from "../calls.js"

/** The resources of the library. */
export type Services = BitGpt.Services

const paged = { Files, Invoices, Payments }

const isPaged = (resource: string): resource is keyof typeof paged => resource in paged

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
  readonly output: Schema.Schema<unknown>
}

type Method = (...args: ReadonlyArray<unknown>) => Effect.Effect<ApiResponse<unknown>, BitGptError>

/** A call, ready to be made with any input. */
interface Described {
  readonly endpoint: Endpoint
  readonly method: Effect.Effect<Method, never, Services>
}

// A case may be about input that no type lets through, and the types of arguments and answers belong to
// each call: the casts below forget them.
const described = <Self extends Services, Service extends { readonly withResponse: object }>(
  resource: Context.Tag<Self, Service> & { readonly endpoints: object }
): ReadonlyArray<Described> =>
  Object.entries<unknown>({ ...resource.endpoints }).map(([name, endpoint]) => ({
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- see above
    endpoint: endpoint as Endpoint,
    method: Effect.map(resource, ({ withResponse }) => {
      const method: unknown = Reflect.get(withResponse, name)
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- see above
      return method as Method
    })
  }))

const calls = Record.fromIterableBy(
  [
    described(Analytics),
    described(ApiKeys),
    described(Files),
    described(Invoices),
    described(Payments),
    described(Products),
    described(Webhooks)
  ].flat(),
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

/** A file of a form: what it is made of, as data. */
const fileOf = (value: unknown): unknown =>
  Predicate.hasProperty(value, "text") &&
  Predicate.hasProperty(value, "name") &&
  Predicate.hasProperty(value, "type")
    ? new File([String(value.text)], String(value.name), { type: String(value.type) })
    : value

const timeOf = (value: unknown): unknown =>
  Predicate.isString(value) ? DateTime.unsafeMake(value) : value

/** Fields that hold another kind of value here than on the wire. */
const values: Readonly<Record<string, (value: unknown) => unknown>> = {
  created_at_from: timeOf,
  created_at_to: timeOf,
  expires_at: timeOf,
  file: fileOf,
  price_usd_from: String,
  price_usd_to: String,
  // Its keys are the application's own.
  metadata: (value) => value
}

const ownName = (wireName: string): string =>
  wireName.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** A value of an input, with the names of the client in all that is below it. */
const ownValue = (name: string, value: unknown): unknown => {
  const convert = values[name]
  if (convert !== undefined) return convert(value)
  if (Array.isArray(value)) return value.map((entry: unknown) => ownValue("", entry))
  return Predicate.isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, below]) => [ownName(name), ownValue(name, below)])
      )
    : value
}

/** What the arguments of a method are made of: first each name in the path, then all the rest. */
const argumentsOf = (
  { inputName, urlTemplate }: Endpoint,
  input: Readonly<Record<string, unknown>>
): ReadonlyArray<unknown> => {
  const inPath = Array.fromIterable(urlTemplate.matchAll(/\{(\w+)\}/g)).map(([, name = ""]) => name)
  const others = Object.entries(input)
    .filter(([name]) => !inPath.includes(name))
    .map(([name, value]) => [inputName(name), ownValue(name, value)] as const)
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
const valueOf = ({ output }: Endpoint, data: unknown): Effect.Effect<unknown> =>
  Effect.map(Effect.orDie(Schema.encode(output)(data)), (wire = null) =>
    Array.isArray(data) && Array.isArray(wire)
      ? Array.zipWith(data, wire, (entry: unknown, written: unknown) =>
          hasUnreadable(entry) && Predicate.isRecord(written)
            ? { ...written, unreadable: entry.unreadable.map(wireName) }
            : written
        )
      : wire
  )

/** What came of a call. */
export interface Made {
  readonly status: number
  readonly supportId: string | null
  /** In the form of the wire. */
  readonly value: unknown
  /** What a program has of it. */
  readonly answer: unknown
}

const collect = (
  resource: keyof typeof paged,
  input: Readonly<Record<string, unknown>>
): Effect.Effect<Made, BitGptError, Services> =>
  Effect.gen(function* () {
    const list = calls[`${resource}.list`]
    if (list === undefined) return yield* Effect.dieMessage(`${resource} has no list`)
    const service: { readonly stream: unknown } = yield* paged[resource]
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- see above
    const stream = service.stream as (filter: unknown) => Stream.Stream<unknown, BitGptError>
    const items = yield* Stream.runCollect(stream(argumentsOf(list.endpoint, input)[0]))
    const page = { items: Array.fromIterable(items), count: Option.none() }
    const value = yield* valueOf(list.endpoint, page)
    return { status: 200, supportId: null, value, answer: page.items }
  })

/** Makes a call by its name, or takes in all pages of a list. */
export const makeCall = (
  operation: string,
  input: Readonly<Record<string, unknown>>
): Effect.Effect<Made, BitGptError, Services> =>
  Effect.gen(function* () {
    const [resource = "", name] = operation.split(".")
    if (name === "stream" && isPaged(resource)) return yield* collect(resource, input)
    const call = calls[operation]
    if (call === undefined) return yield* Effect.dieMessage(`There is no ${operation}`)
    const method = yield* call.method
    const response = yield* method(...argumentsOf(call.endpoint, input))
    return {
      status: response.status,
      supportId: Option.getOrNull(response.envelope.supportId),
      value: yield* valueOf(call.endpoint, response.envelope.data),
      answer: response
    }
  })
