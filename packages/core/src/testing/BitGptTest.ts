/**
 * All services over a BitGPT in memory.
 *
 * @module
 */
import * as Headers from "@effect/platform/Headers"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import * as Layer from "effect/Layer"
import type * as BitGpt from "../BitGpt.js"
import type { BitGptError } from "../errors/BitGptError.js"
import { surroundingsOf } from "../internal/answer/read.js"
import { type Client, makeClient } from "../internal/call/client.js"
import type { Endpoint } from "../internal/call/endpoint.js"
import { type AnyRuntime, runtimeOf } from "../internal/effect3/fork.js"
import { as } from "../internal/resource/as.js"
import { BitGptClient } from "../internal/resource/resource.js"
import { parseToken } from "../internal/wire/credentials.js"
import { FiberExchange } from "../internal/wire/fiberExchange.js"
import type { Transport, WireRequest } from "../internal/wire/transport.js"
import { services } from "../resources.js"
import * as Fake from "./fake/Fake.js"
import type { FakeRequest } from "./fake/server/message.js"
import { asErrorOf } from "./makeError.js"

/** A call that was made. */
export interface RecordedCall {
  /** For example `ApiKeys.get`. */
  readonly operation: string
  /** What the program passed, as it is. A secret that it passes in plain text shows in it. */
  readonly args: ReadonlyArray<unknown>
}

/** How one call ends: with an effect of its own, or `"pass"`, as the fake answers. */
export type Outcome<A> = Effect.Effect<A, BitGptError> | "pass"

/** What a test sees and changes behind {@link BitGptTest.layer}. */
export interface BitGptTestService {
  /** The BitGPT in memory: what it keeps can be read and changed. */
  readonly fake: Fake.Fake
  /** The calls made so far, those that failed included, oldest first. */
  readonly calls: Effect.Effect<ReadonlyArray<RecordedCall>>
  /** The arguments of the calls of one method, oldest first. */
  readonly callsOf: <Args, A>(endpoint: Endpoint<Args, A>) => Effect.Effect<ReadonlyArray<Args>>
  /**
   * Says how the next calls of a method end, one outcome each; the calls after them reach the fake
   * again. An outcome is that of the whole call, at once: there are no retries and no pauses.
   */
  readonly script: <Args, A>(
    endpoint: Endpoint<Args, A>,
    outcomes: ReadonlyArray<Outcome<A>>
  ) => Effect.Effect<void>
}

const encoder = new TextEncoder()

const toFake = async ({ body, headers, method, url }: WireRequest): Promise<FakeRequest> => {
  const { pathname, search } = new URL(url)
  const request = { method, path: pathname + search, headers }
  return {
    ...request,
    body:
      body instanceof Blob ? new Uint8Array(await body.arrayBuffer()) : encoder.encode(body ?? "")
  }
}

/** An exchange with the fake. */
class FakeExchange extends FiberExchange {
  start(fake: Fake.Fake, request: WireRequest, runtime: AnyRuntime): void {
    const exchange = Effect.promise(() => toFake(request)).pipe(
      Effect.flatMap(fake.handle),
      Effect.map(({ body, headers, status }) => {
        this.onHead(status, () => Headers.fromInput(headers))
        this.onBody(body)
      })
    )
    this.run(exchange, runtime)
  }
}

/** Reaches the fake with what would go over the wire. */
const inMemory = (fake: Fake.Fake): Transport => ({
  send: (request, millis, fiber, onEnd) => {
    const exchange = new FakeExchange(request, millis, fiber, onEnd)
    exchange.start(fake, request, runtimeOf(fiber))
    return exchange
  }
})

interface Recorded {
  readonly endpoint: unknown
  readonly operation: string
  readonly args: unknown
}

const make = (options: Fake.FakeOptions) =>
  Effect.gen(function* () {
    const fake = yield* Fake.make(options)
    const credentials = yield* Effect.catchAll(
      parseToken(fake.accessToken, { accept: "application/json" }),
      Effect.dieMessage
    )
    const real = makeClient({
      server: { baseUrl: "https://api.bitgpt.xyz", address: "api.bitgpt.xyz", port: 443 },
      token: credentials,
      headers: {},
      transport: inMemory(fake),
      context: yield* Effect.context<never>()
    })
    const calls: Array<Recorded> = []
    const scripts = new Map<unknown, Array<Outcome<unknown>>>()

    const client: Client = {
      call: (endpoint, args, view) =>
        Effect.suspend(() => {
          calls.push({ endpoint, operation: endpoint.operation, args })
          const outcome = scripts.get(endpoint)?.shift()
          return outcome === undefined || outcome === "pass"
            ? real.call(endpoint, args, view)
            : Effect.mapBoth(outcome, {
                onFailure: asErrorOf(endpoint.operation),
                onSuccess: (data) =>
                  view({
                    status: 200,
                    headers: () => Headers.empty,
                    surroundings: surroundingsOf,
                    data: as(data),
                    scrub: identity
                  })
              })
        })
    }
    const test: BitGptTestService = {
      fake,
      calls: Effect.sync(() =>
        calls.map(({ args, operation }) => ({ operation, args: as<ReadonlyArray<unknown>>(args) }))
      ),
      callsOf: <Args, A>(endpoint: Endpoint<Args, A>) =>
        Effect.sync(() =>
          calls.flatMap((call) => (call.endpoint === endpoint ? [as<Args>(call.args)] : []))
        ),
      script: (endpoint, outcomes) =>
        Effect.sync(() => {
          scripts.set(endpoint, [...(scripts.get(endpoint) ?? []), ...outcomes])
        })
    }
    return Context.make(BitGptClient, client).pipe(Context.add(BitGptTest, test))
  })

/**
 * All services over a BitGPT in memory, and the means to look at it and to change it during a test.
 *
 * It is the real client, with its codec and its policies, over `effect-bitgpt/fake`: without a socket,
 * and without waiting for anything that the test didn't ask for. To test what an application makes of
 * answers that no BitGPT gives, use `TestHttp`.
 *
 * @example
 * ```ts
 * import { ApiKeys } from "effect-bitgpt"
 * import { ApiKeyRecord, BitGptTest, makeError } from "effect-bitgpt/testing"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const apiKeys = yield* ApiKeys
 *   const test = yield* BitGptTest
 *   // The first update reaches the fake, the second one fails.
 *   yield* test.script(ApiKeys.endpoints.update, ["pass", makeError("ServerError", { status: 503 })])
 *   yield* apiKeys.update("api_key_1", { label: "Shop" })
 *   yield* Effect.flip(apiKeys.update("api_key_1", { label: "Checkout" }))
 *   return (yield* apiKeys.get("api_key_1")).label // "Shop"
 * }).pipe(
 *   Effect.provide(
 *     BitGptTest.layer({ apiKeys: [ApiKeyRecord.make({ id: "api_key_1", label: "Checkout" })] })
 *   )
 * )
 * ```
 */
export class BitGptTest extends Context.Tag("effect-bitgpt/testing/BitGptTest")<
  BitGptTest,
  BitGptTestService
>() {
  /**
   * The services, over records that the test gives; there are no others. Every build of the layer begins
   * with them anew. Policies that are provided to it are in force, as with the real client.
   */
  static readonly layer = (
    options: Fake.FakeOptions = {}
  ): Layer.Layer<BitGpt.Services | BitGptTest> =>
    Layer.provideMerge(services, Layer.effectContext(make({ apiKeys: [], ...options })))
}
