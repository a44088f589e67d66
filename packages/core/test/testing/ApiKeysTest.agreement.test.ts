import { assert, describe, it } from "@effect/vitest"
import {
  ApiKey,
  ApiKeys,
  type ApiKeysService,
  ApiKeySummary,
  type BitGptError,
  CreatedApiKey
} from "effect-bitgpt"
import {
  ApiKeysTest,
  arbitraryApiKey,
  arbitraryCreateApiKey,
  arbitraryUpdateApiKey,
  type RecordedRequest,
  Reply
} from "effect-bitgpt/testing"
import { Clock, Effect, Either, FastCheck, Schema, TestClock } from "effect"
import { runs } from "../support/runs.js"
import { clientOver } from "./support.js"

type WireKey = Readonly<Record<string, unknown>>

const Changes = Schema.parseJson(Schema.Record({ key: Schema.String, value: Schema.Unknown }))
const bodyOf = ({ body }: RecordedRequest) => Schema.decodeUnknownSync(Changes)(body)

const withoutLabel = (key: WireKey) =>
  Object.fromEntries(
    ["id", "secret", "scopes", "ip_allow_list", "expires_at", "created_at", "updated_at"].map(
      (name) => [name, key[name]]
    )
  )

/** A server with state, which knows nothing of the client but the wire. */
const serverWith = (initial: ReadonlyArray<ApiKey>) => {
  const keys = new Map<string, WireKey>(
    initial.map((key) => [key.id, { ...Schema.encodeSync(ApiKey)(key) }])
  )
  let created = 0
  const success = (data: unknown) => Reply.json({ status: 200, data, message: "OK", env: "test" })
  const notFound = Reply.error(404)

  return (request: RecordedRequest): Reply.Reply =>
    Effect.flatMap(Clock.currentTimeMillis, (millis) => {
      const now = new Date(millis).toISOString().slice(0, 19).replace("T", " ")
      const [, id] = /\/developers\/api_keys\/(.+)$/.exec(request.url) ?? []
      if (id === undefined && request.method === "GET") {
        return success(Array.from(keys.values(), withoutLabel))
      }
      if (id === undefined) {
        created += 1
        const newId = `api_key_00000000-0000-7000-8000-${String(created).padStart(12, "0")}`
        const key: WireKey = {
          scopes: [],
          ip_allow_list: [],
          expires_at: null,
          ...bodyOf(request),
          id: newId,
          secret: ["sk", "test", String(created).padStart(58, "0")].join("_"),
          created_at: now,
          updated_at: null
        }
        keys.set(newId, key)
        return success(withoutLabel(key))
      }
      const known = decodeURIComponent(id)
      const key = keys.get(known)
      if (key === undefined) return notFound
      if (request.method === "GET") return success(key)
      keys.set(known, { ...key, ...bodyOf(request), updated_at: now })
      return success({ id: "123" })
    })
}

type Observed = Effect.Effect<unknown>
type Operation = (apiKeys: ApiKeysService) => Observed

const factsOf = (error: BitGptError) => ({
  tag: error._tag,
  operation: error.operation,
  method: error.method,
  urlTemplate: error.urlTemplate,
  attempts: error.attempts,
  isRetryable: error.isRetryable,
  mayHaveTakenEffect: error.mayHaveTakenEffect,
  fields: "fields" in error ? error.fields : undefined
})

const observe = <A, I>(schema: Schema.Schema<A, I>, call: Effect.Effect<A, BitGptError>) =>
  Effect.match(call, {
    onFailure: factsOf,
    onSuccess: (value): unknown => Schema.encodeSync(schema)(value)
  })

const Keys = Schema.Array(ApiKeySummary)

const operationOn = (ids: ReadonlyArray<string>): FastCheck.Arbitrary<Operation> => {
  const id = FastCheck.oneof(
    FastCheck.constantFrom(...ids, "api_key_00000000-0000-7000-8000-000000000001"),
    FastCheck.constantFrom("", "../x", "unknown", "ü ß")
  )
  const label = FastCheck.constantFrom("", "x".repeat(256))
  const create = FastCheck.oneof(
    { arbitrary: arbitraryCreateApiKey, weight: 3 },
    { arbitrary: FastCheck.record({ label, scopes: FastCheck.constant([""]) }), weight: 1 }
  )
  const update = FastCheck.oneof(
    { arbitrary: arbitraryUpdateApiKey, weight: 3 },
    { arbitrary: FastCheck.record({ label }), weight: 1 }
  )
  return FastCheck.oneof(
    id.map(
      (id): Operation =>
        (_) =>
          observe(ApiKey, _.get(id))
    ),
    id.map(
      (id): Operation =>
        (_) =>
          observe(
            ApiKey,
            Effect.map(_.getResponse(id), ({ envelope }) => envelope.data)
          )
    ),
    FastCheck.array(id, { maxLength: 4 }).map(
      (ids): Operation =>
        (_) =>
          Effect.map(_.getMany(ids), (results) =>
            results.map((result) =>
              Either.match(result, { onLeft: factsOf, onRight: Schema.encodeSync(ApiKey) })
            )
          )
    ),
    FastCheck.constant<Operation>((_) => observe(Keys, _.list())),
    FastCheck.constant<Operation>((_) =>
      observe(
        Keys,
        Effect.map(_.listResponse(), ({ envelope }) => envelope.data)
      )
    ),
    create.map(
      (input): Operation =>
        (_) =>
          observe(CreatedApiKey, _.create(input))
    ),
    create.map(
      (input): Operation =>
        (_) =>
          observe(
            CreatedApiKey,
            Effect.map(_.createResponse(input), ({ envelope }) => envelope.data)
          )
    ),
    FastCheck.tuple(id, update).map(
      ([id, changes]): Operation =>
        (_) =>
          observe(Schema.Void, _.update(id, changes))
    ),
    FastCheck.tuple(id, update).map(
      ([id, changes]): Operation =>
        (_) =>
          observe(
            Schema.Void,
            Effect.map(_.updateResponse(id, changes), ({ envelope }) => envelope.data)
          )
    )
  )
}

const scenario = FastCheck.uniqueArray(arbitraryApiKey, {
  maxLength: 3,
  selector: (key) => key.id
}).chain((keys) =>
  FastCheck.record({
    keys: FastCheck.constant(keys),
    operations: FastCheck.array(operationOn(keys.map((key) => key.id)), {
      minLength: 1,
      maxLength: 12
    })
  })
)

describe("ApiKeysTest.layer", () => {
  it.effect.prop(
    "agrees with the real client over a server with state, whatever is done",
    [scenario],
    ([{ keys, operations }]) => {
      const run = Effect.gen(function* () {
        const apiKeys = yield* ApiKeys
        const start = yield* Clock.currentTimeMillis
        const seen: Array<unknown> = []
        for (const [index, operation] of operations.entries()) {
          yield* TestClock.setTime(start + (index + 1) * 1500)
          seen.push(yield* operation(apiKeys))
        }
        yield* TestClock.setTime(start)
        return seen
      })
      return Effect.gen(function* () {
        const inMemory = yield* Effect.provide(run, ApiKeysTest.layer({ keys }))
        const real = yield* Effect.provide(run, clientOver(serverWith(keys)))
        assert.deepStrictEqual(inMemory, real)
      })
    },
    { timeout: 60_000, fastCheck: runs(50) }
  )
})
