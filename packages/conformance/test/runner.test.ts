import { assert, describe, it } from "@effect/vitest"
import { Effect, Predicate, Redacted } from "effect"
import { Fault } from "effect-bitgpt-emulator"
import type { Adapter } from "../src/Adapter.js"
import { overUndici } from "../src/adapters/undici.js"
import * as ApiKeys from "../src/calls/apiKeys.js"
import { cases } from "../src/cases.js"
import { define, fails, interruptedAfter, isInterrupted, succeeds } from "../src/internal/define.js"
import { judge } from "../src/internal/judge.js"
import { runCase } from "../src/runner.js"

const found = define("found", { call: ApiKeys.get.call, expect: succeeds(ApiKeys.get.value) })

const waits = define("waits", {
  call: ApiKeys.get.call,
  server: { faults: [Fault.combine(Fault.status(503), Fault.retryAfter(5))] },
  expect: succeeds(ApiKeys.get.value, { requests: 2, elapsedMillis: 5000 })
})

const problemsOf = (adapter: Adapter, conformanceCase = found) =>
  Effect.map(runCase(adapter, conformanceCase), ({ problems }) => problems)

const adapterThat = (perform: Adapter["perform"]): Adapter => ({ ...overUndici, perform })

/** An adapter that performs another task than it is told. */
const distorted = (
  change: (task: Parameters<Adapter["perform"]>[0]) => Partial<typeof task>
): Adapter => adapterThat((task) => overUndici.perform({ ...task, ...change(task) }))

describe("the runner", () => {
  it.live("finds nothing where all is well", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* problemsOf(overUndici), [])
      assert.deepStrictEqual(yield* problemsOf(overUndici, waits), [])
    })
  )

  it.live("lets five seconds pass without waiting for them", () =>
    Effect.gen(function* () {
      const { observation } = yield* runCase(overUndici, waits)
      assert.strictEqual(observation.elapsedMillis, 5000)
    })
  )

  it.live("runs in real time where there is no clock to set", () =>
    Effect.gen(function* () {
      const { name, perform } = overUndici
      assert.deepStrictEqual(yield* problemsOf({ name, perform }), [])
      const wrong = define("another", { call: ApiKeys.get.call, expect: succeeds({ label: "no" }) })
      assert.lengthOf(yield* problemsOf({ name, perform }, wrong), 1)
    })
  )

  it.live("finds a call that does not end", () =>
    Effect.gen(function* () {
      const problems = yield* problemsOf({ ...overUndici, perform: () => Effect.never })
      assert.include(problems, "the call did not end")
      assert.include(problems, "0 requests reached the server, not 1")
    })
  )

  it.live("finds a call that its caller can't end", () =>
    Effect.gen(function* () {
      const givenUp = define("given up", {
        call: ApiKeys.get.call,
        client: { interruptedAfterMillis: interruptedAfter },
        expect: isInterrupted({ requests: 0 })
      })
      const perform = () => Effect.uninterruptible(Effect.never)
      assert.deepStrictEqual(
        yield* problemsOf({ ...overUndici, perform: () => Effect.never }, givenUp),
        []
      )
      assert.include(yield* problemsOf({ ...overUndici, perform }, givenUp), "the call did not end")
    })
  )

  it.live("finds a header that is not there", () =>
    Effect.gen(function* () {
      const carried = define("carried", {
        call: ApiKeys.get.call,
        client: { headers: { "x-shop": "eu" } },
        expect: succeeds(ApiKeys.get.value, { headers: { "x-shop": "eu" } })
      })
      assert.deepStrictEqual(yield* problemsOf(overUndici, carried), [])
      assert.deepStrictEqual(
        yield* problemsOf(
          distorted(() => ({ headers: {} })),
          carried
        ),
        ['the headers of request 1.x-shop is null, not "eu"']
      )
    })
  )

  it.live("finds a request too many", () =>
    Effect.gen(function* () {
      const twice = adapterThat((task) =>
        Effect.zipRight(overUndici.perform(task), overUndici.perform(task))
      )
      assert.deepStrictEqual(yield* problemsOf(twice), ["2 requests reached the server, not 1"])
    })
  )

  it.live("finds a request of another kind", () =>
    Effect.gen(function* () {
      const problems = yield* problemsOf(
        distorted(() => ({ call: ApiKeys.update.call })),
        define("asks", {
          call: ApiKeys.get.call,
          expect: succeeds({}, { sent: { method: "GET", path: "/developers/api_keys" } })
        })
      )
      assert.lengthOf(problems, 4, problems.join("\n"))
    })
  )

  it.live("finds a wrong value, a wrong error and a wrong time", () =>
    Effect.gen(function* () {
      const wrongLabel = define("label", {
        call: ApiKeys.get.call,
        expect: succeeds({ label: "no" })
      })
      assert.deepStrictEqual(yield* problemsOf(overUndici, wrongLabel), [
        'value.label is "My API Key", not "no"'
      ])
      const wrongError = define("error", {
        call: ApiKeys.get.call,
        client: { maxRetries: 0 },
        server: { faults: [Fault.status(503)] },
        expect: fails("ServerError", { status: 502, isRetryable: false, mayHaveTakenEffect: false })
      })
      assert.sameMembers(Array.from(yield* problemsOf(overUndici, wrongError)), [
        "error.isRetryable is true, not false",
        "error.status is 503, not 502"
      ])
      const slower = distorted(() => ({ maxRetryAfterMillis: 0 }))
      const problems = yield* problemsOf(slower, waits)
      assert.include(problems, "it took 0 ms, not 5000 ms")
    })
  )

  it.live("finds a client that makes no pauses", () =>
    Effect.gen(function* () {
      const hasty = distorted(() => ({ baseDelayMillis: 0 }))
      const withPauses = cases.filter(({ client }) => client.baseDelayMillis === 4000)
      const problems = yield* Effect.forEach(withPauses, (each) => problemsOf(hasty, each))
      assert.deepStrictEqual(problems, [["it took 0 ms, not 10 to 12000 ms"]])
    })
  )

  /** An adapter whose success is changed before the runner sees it. */
  const withValue = (change: (value: unknown) => unknown): Adapter =>
    adapterThat((task) =>
      Effect.map(overUndici.perform(task), ({ result, texts }) => ({
        result: result._tag === "Success" ? { ...result, value: change(result.value) } : result,
        texts
      }))
    )

  const without = (name: string) =>
    withValue((value) =>
      Predicate.isRecord(value)
        ? Object.fromEntries(Object.entries(value).filter(([field]) => field !== name))
        : value
    )

  it.live("finds a created key without its id or its secret", () =>
    Effect.gen(function* () {
      const created = define("created", {
        call: ApiKeys.create.call,
        expect: succeeds(ApiKeys.create.value, { created: 1 })
      })
      assert.deepStrictEqual(yield* problemsOf(overUndici, created), [])
      for (const field of ["id", "secret"]) {
        const [problem, ...others] = yield* problemsOf(without(field), created)
        assert.isTrue(problem?.startsWith(`value.${field} is null, not "`))
        assert.lengthOf(others, 0)
      }
    })
  )

  it.live("finds a key without the secret that it was sent with", () =>
    Effect.gen(function* () {
      const shown = define("shown", {
        call: ApiKeys.get.call,
        server: { revealSecrets: true },
        expect: succeeds(ApiKeys.get.value)
      })
      assert.deepStrictEqual(yield* problemsOf(overUndici, shown), [])
      assert.lengthOf(yield* problemsOf(without("secret"), shown), 1)
    })
  )

  it.live("finds a list with other secrets than it was sent", () =>
    Effect.gen(function* () {
      const listed = define("listed", {
        call: ApiKeys.list.call,
        expect: succeeds(ApiKeys.list.value)
      })
      const garbled = withValue((value) =>
        (Array.isArray(value) ? value : []).map((entry: object) => ({ ...entry, secret: "..." }))
      )
      assert.deepStrictEqual(yield* problemsOf(overUndici, listed), [])
      assert.lengthOf(yield* problemsOf(garbled, listed), 4)
    })
  )

  it.live("finds another support id", () =>
    Effect.gen(function* () {
      const told = define("told", {
        call: ApiKeys.get.call,
        server: { faults: [Fault.envelopeFields({ support_id: "support_1" })] },
        expect: succeeds(ApiKeys.get.value, { supportId: "support_2" })
      })
      assert.deepStrictEqual(yield* problemsOf(overUndici, told), [
        'supportId is "support_1", not "support_2"'
      ])
    })
  )

  it.live("finds a timer that goes on", () =>
    Effect.gen(function* () {
      const forgetful = adapterThat((task) =>
        Effect.zipRight(Effect.forkDaemon(Effect.sleep("10 seconds")), overUndici.perform(task))
      )
      assert.deepStrictEqual(yield* problemsOf(forgetful), [
        "1 timers go on after the end of the call"
      ])
    })
  )

  it.live("finds a token in a text", () =>
    Effect.gen(function* () {
      const leaky = adapterThat((task) =>
        Effect.map(overUndici.perform(task), ({ result, texts }) => ({
          result,
          texts: [...texts, `bearer ${task.call.operation} ${Redacted.value(task.accessToken)}`]
        }))
      )
      assert.deepStrictEqual(yield* problemsOf(leaky), [
        "a text of the outcome shows a token or a secret"
      ])
    })
  )

  it.live("finds an effect that the error denies", () =>
    Effect.gen(function* () {
      const reset = define("reset", {
        call: ApiKeys.create.call,
        server: { faults: [Fault.resetBeforeHeaders] },
        expect: fails(
          "TransportError",
          { isRetryable: false, mayHaveTakenEffect: true },
          { created: 1 }
        )
      })
      const denies = adapterThat((task) =>
        Effect.map(overUndici.perform(task), ({ result, texts }) => ({
          result: result._tag === "Failure" ? { ...result, mayHaveTakenEffect: false } : result,
          texts
        }))
      )
      assert.deepStrictEqual(yield* problemsOf(overUndici, reset), [])
      assert.include(
        yield* problemsOf(denies, reset),
        "the error says that nothing took effect, but the server's records have changed"
      )
    })
  )

  /** What would be seen of two attempts with these keys. */
  const keyed = (keys: ReadonlyArray<string | undefined>) =>
    Effect.gen(function* () {
      const twice = define("twice", {
        call: ApiKeys.get.call,
        server: { faults: [Fault.status(503)] },
        client: { baseDelayMillis: 0 },
        expect: succeeds(ApiKeys.get.value, { requests: 2 })
      })
      const { observation } = yield* runCase(overUndici, twice)
      const requests = observation.requests.map((request, index) => {
        const key = keys[index]
        return key === undefined
          ? request
          : { ...request, headers: { ...request.headers, "idempotency-key": key } }
      })
      return judge(
        twice,
        { ...observation, requests },
        { ...ApiKeys.get, takesIdempotencyKey: true }
      )
    })

  it.live("finds that an idempotency key is missing, or another one in each attempt", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* keyed(["one", "one"]), [])
      assert.deepStrictEqual(yield* keyed(["one", "two"]), [
        "the requests of the call have different Idempotency-Keys"
      ])
      assert.deepStrictEqual(yield* keyed([undefined, undefined]), [
        "a request has no Idempotency-Key"
      ])
    })
  )

  /** What is found wrong where the requests have these headers too. */
  const judgedWith = (headers: Readonly<Record<string, string>>) =>
    Effect.map(runCase(overUndici, found), ({ observation }) => {
      const requests = observation.requests.map((request) => ({
        ...request,
        headers: { ...request.headers, ...headers }
      }))
      return judge(found, { ...observation, requests })
    })

  it.live("finds an idempotency key that the call does not have", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* judgedWith({ "idempotency-key": "one" }), [
        "a request carries an Idempotency-Key, which is not documented for this call"
      ])
    })
  )

  it.live("finds a request without a User-Agent", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* judgedWith({ "user-agent": "" }), [
        "request 1 has no User-Agent"
      ])
    })
  )

  it.live("finds a token in another form in a text", () =>
    Effect.gen(function* () {
      const secret = ["sk", "test", "a/b+c&d"].join("_")
      const { observation } = yield* runCase(overUndici, found)
      const forms = [
        secret,
        encodeURIComponent(encodeURIComponent(secret)),
        secret.replaceAll("/", "\\/"),
        secret.replaceAll("&", "&amp;").replaceAll("/", "&#x2F;")
      ]
      for (const text of forms) {
        const { outcome, task } = observation
        const problems = judge(found, {
          ...observation,
          task: { ...task, accessToken: Redacted.make(secret) },
          outcome: outcome === undefined ? undefined : { ...outcome, texts: [`at ${text}`] }
        })
        assert.include(problems, "a text of the outcome shows a token or a secret", text)
      }
    })
  )
})
