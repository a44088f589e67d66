import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { ApiKeyRecord } from "./records/ApiKeyRecord.js"
import type { FakeState } from "./records/FakeState.js"
import { sampleApiKeys } from "./records/samples.js"
import * as ApiKeys from "./resources/apiKeys.js"
import * as Envelope from "./server/envelope.js"
import { handle } from "./server/handle.js"
import * as Identifiers from "./server/identifiers.js"
import type { FakeAnswer, FakeRequest } from "./server/message.js"
import * as RateLimiter from "./server/rateLimiter.js"
import type { Refusal } from "./server/refused.js"
import * as Table from "./server/Table.js"
import type { World } from "./server/World.js"

/** Settings of {@link make}. Each has a default. */
export interface FakeOptions {
  /** The token with full permission. Default: `fake_access_token`. */
  readonly accessToken?: Redacted.Redacted | undefined
  /** What the fake makes up is the same for the same seed. Default: `bitgpt`. */
  readonly seed?: string | undefined
  /** Default: the keys of BitGPT's documentation. */
  readonly apiKeys?: Iterable<ApiKeyRecord> | undefined
  /** Default: none. */
  readonly rateLimit?: RateLimiter.FakeRateLimit | undefined
  /**
   * Whether a get shows the key's secret, as the second sample of BitGPT's documentation does; the
   * first does not. Default: no, only a create shows it.
   */
  readonly revealSecrets?: boolean | undefined
}

/** A BitGPT in memory. */
export interface Fake {
  readonly accessToken: Redacted.Redacted
  /** Answers a request as BitGPT would. */
  readonly handle: (request: FakeRequest) => Effect.Effect<FakeAnswer>
  /** A success of the documented form with any `data`. */
  readonly success: (data: unknown) => Effect.Effect<FakeAnswer>
  /** An error of the documented form with any status. */
  readonly failure: (refusal: Refusal) => Effect.Effect<FakeAnswer>
  readonly apiKeys: Table.Collection<ApiKeyRecord>
  /** How often records were changed so far. A use of an API key, which its metrics count, is no change. */
  readonly revision: Effect.Effect<number>
  readonly state: Effect.Effect<FakeState>
  /** Puts a state in the place of the present one. */
  readonly restore: (state: FakeState) => Effect.Effect<void>
}

/**
 * Makes a BitGPT in memory.
 *
 * @example
 * ```ts
 * import * as Fake from "effect-bitgpt/fake"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const fake = yield* Fake.make({ seed: "the same every time" })
 *   const answer = yield* fake.handle({
 *     method: "GET",
 *     path: "/developers/api_keys",
 *     headers: { accept: "application/json", authorization: "Bearer fake_access_token" },
 *     body: new Uint8Array()
 *   })
 *   return answer.status // 200
 * })
 * ```
 */
export const make = (options: FakeOptions = {}): Effect.Effect<Fake> =>
  Effect.map(Clock.currentTimeMillis, (start) => {
    const accessToken = options.accessToken ?? Redacted.make("fake_access_token")
    const identifiers = Identifiers.make(options.seed ?? "bitgpt")
    let revision = 0
    const changed = () => {
      revision += 1
    }
    const apiKeys = Table.make<ApiKeyRecord>(changed)
    apiKeys.replace(options.apiKeys ?? sampleApiKeys())
    const world: World = { apiKeys, identifiers, revealSecrets: options.revealSecrets ?? false }
    const supportId = Effect.sync(() => `support_${identifiers.uuid()}`)

    return {
      accessToken,
      handle: handle({
        accessToken,
        rateLimiter: RateLimiter.make(options.rateLimit, start),
        routes: ApiKeys.routes(world),
        world
      }),
      success: (data) => Effect.map(supportId, (id) => Envelope.success({ data }, id)),
      failure: (refusal) => Effect.map(supportId, (id) => Envelope.failure(refusal, id)),
      apiKeys: Table.collection(apiKeys),
      revision: Effect.sync(() => revision),
      state: Effect.sync(() => ({ issued: identifiers.issued(), apiKeys: apiKeys.all() })),
      restore: (state) =>
        Effect.sync(() => {
          identifiers.resume(state.issued)
          apiKeys.replace(state.apiKeys)
          changed()
        })
    }
  })
