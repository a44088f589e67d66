/**
 * What an emulator can be told, and what it can do.
 *
 * @module
 */
import type { Fake, FakeCollections, FakeOptions } from "effect-bitgpt/fake"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { DeliveryFault } from "./DeliveryFault.js"
import type { Fault } from "./Fault.js"
import type { FaultRule, RequestMatch } from "./FaultRule.js"
import type { Origin } from "./Origin.js"
import type { RateLimit } from "./RateLimit.js"
import type { RecordedRequest } from "./RecordedRequest.js"

/** Settings of `Emulator.layer`. Each has a default. */
export interface EmulatorOptions extends Pick<
  FakeOptions,
  | "accessToken"
  | "apiKeys"
  | "files"
  | "invoices"
  | "payments"
  | "products"
  | "revealSecrets"
  | "seed"
  | "webhooks"
> {
  /** Default: 0, a free port. */
  readonly port?: number | undefined
  /** Default: `127.0.0.1`. */
  readonly host?: string | undefined
  /** Default: one made up at the start. */
  readonly accessToken?: Redacted.Redacted | undefined
  /**
   * Makes ids, secrets and probabilities repeat. Default: Effect's `Random` as it is.
   */
  readonly seed?: string | undefined
  /** Default: none. */
  readonly rateLimit?: RateLimit | undefined
  /**
   * A JSON file that everything is loaded from and saved to. One that exists wins over the records of
   * the other options. Only one emulator can use it at a time. Default: none.
   */
  readonly dataFile?: string | undefined
  /** Default: none. */
  readonly faults?: Iterable<FaultRule> | undefined
  /** How many requests are kept, the oldest go first. Default: 10,000. */
  readonly maxRecordedRequests?: number | undefined
  /**
   * Origins of pages in a browser that may use the API, such as `http://localhost:5173`. Default: none,
   * preflight requests are refused.
   */
  readonly allowedOrigins?: Iterable<string> | undefined
  /**
   * Whether webhooks on other machines are told too. Default: no, only those on this one, so that a test
   * sends nothing elsewhere.
   */
  readonly deliverAnywhere?: boolean | undefined
}

/** A running emulator. */
export interface EmulatorService
  extends FakeCollections, Pick<Fake, "checkout" | "pay" | "publish"> {
  /** Of the origin `Main`, without a slash at the end: `http://127.0.0.1:53211`. */
  readonly baseUrl: string
  /** The token with full permission. */
  readonly accessToken: Redacted.Redacted
  /** The base URL of an origin. Its listener starts when it is first asked for. */
  readonly urlOf: (origin: Origin) => Effect.Effect<string>
  /** The issuer of the origins' certificates in PEM form, for a client that is to trust it. */
  readonly certificate: Effect.Effect<string>

  /** What reached any origin so far, oldest first. Calls of the admin endpoint are left out. */
  readonly requests: Effect.Effect<ReadonlyArray<RecordedRequest>>
  /** Forgets the requests so far. */
  readonly clearRequests: Effect.Effect<void>
  /** How many connections to any origin are open. */
  readonly openConnections: Effect.Effect<number>

  /** One fault for each of the next requests, in order, after what was scripted before, ahead of rules. */
  readonly script: (faults: Iterable<Fault>, match?: RequestMatch) => Effect.Effect<void>
  /** One fault for each of the next deliveries, in order. */
  readonly scriptDeliveries: (faults: Iterable<DeliveryFault>) => Effect.Effect<void>
  /** Adds a rule after those that there are. */
  readonly addRule: (rule: FaultRule) => Effect.Effect<void>
  /** The rules that are not used up, as they were added. */
  readonly rules: Effect.Effect<ReadonlyArray<FaultRule>>
  /** Removes all rules and all scripted faults. */
  readonly clearRules: Effect.Effect<void>

  /** Stops listening at `Main` and cuts its connections: new ones are refused. */
  readonly takeDown: Effect.Effect<void>
  /** Listens again, at the same port. */
  readonly bringUp: Effect.Effect<void>
}
