import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type { ApiKeyRecord } from "./records/ApiKeyRecord.js"
import type { FakeState } from "./records/FakeState.js"
import type { FileRecord } from "./records/FileRecord.js"
import type { IdempotencyRecord } from "./records/IdempotencyRecord.js"
import type { InvoiceRecord } from "./records/InvoiceRecord.js"
import type { PaymentRecord } from "./records/PaymentRecord.js"
import type { ProductRecord } from "./records/ProductRecord.js"
import { sampleApiKeys } from "./records/samples.js"
import type { WebhookRecord } from "./records/WebhookRecord.js"
import * as Analytics from "./resources/analytics.js"
import * as ApiKeys from "./resources/apiKeys.js"
import * as Files from "./resources/files.js"
import * as Invoices from "./resources/invoices.js"
import { type Checkout, checkout } from "./customer/checkout.js"
import { pay, type PaymentRefused, type PayOptions } from "./customer/pay.js"
import * as Payments from "./resources/payments.js"
import * as Products from "./resources/products.js"
import * as Webhooks from "./resources/webhooks.js"
import { type Delivery, makePublish } from "./world/deliveries.js"
import * as Envelope from "./server/envelope.js"
import { handle } from "./server/handle.js"
import * as Identifiers from "./world/identifiers.js"
import type { FakeAnswer, FakeRequest } from "./server/message.js"
import * as RateLimiter from "./server/rateLimiter.js"
import type { Refusal } from "./server/refused.js"
import * as RequestLog from "./world/requestLog.js"
import * as Table from "./world/Table.js"
import type { World } from "./world/World.js"

/** Settings of {@link make}. Each has a default. */
export interface FakeOptions {
  /** The token with full permission. Default: `fake_access_token`. */
  readonly accessToken?: Redacted.Redacted | undefined
  /** What the fake makes up is the same for the same seed. Default: `bitgpt`. */
  readonly seed?: string | undefined
  /** Where the fake is reached; the URLs of files begin so. Default: `https://api.bitgpt.xyz`. */
  readonly baseUrl?: string | undefined
  /** Default: none. */
  readonly rateLimit?: RateLimiter.FakeRateLimit | undefined
  /**
   * Whether a get shows the key's secret, as the second sample of BitGPT's documentation does; the
   * first does not. Default: no, only a create shows it.
   */
  readonly revealSecrets?: boolean | undefined
  /** Default: the keys of BitGPT's documentation. */
  readonly apiKeys?: Iterable<ApiKeyRecord> | undefined
  /** Default: none. */
  readonly products?: Iterable<ProductRecord> | undefined
  /** Default: none. */
  readonly invoices?: Iterable<InvoiceRecord> | undefined
  /** Default: none. */
  readonly payments?: Iterable<PaymentRecord> | undefined
  /** Default: none. */
  readonly files?: Iterable<FileRecord> | undefined
  /** Default: none. */
  readonly webhooks?: Iterable<WebhookRecord> | undefined
}

/** What a fake keeps, which a test can read and change. Changes so made are not told to webhooks. */
export interface FakeCollections {
  /** The API keys. Those with a secret can authenticate. */
  readonly apiKeys: Table.Collection<ApiKeyRecord>
  /** The products, each with its billing schemas. */
  readonly products: Table.Collection<ProductRecord>
  /** The invoices. `Fake.pay` pays one as a customer does. */
  readonly invoices: Table.Collection<InvoiceRecord>
  /** The payments of all invoices. */
  readonly payments: Table.Collection<PaymentRecord>
  /** The files, with their bytes. */
  readonly files: Table.Collection<FileRecord>
  /** The webhooks that events are told to. */
  readonly webhooks: Table.Collection<WebhookRecord>
  /** What webhooks were told, signed and ready to be sent, oldest first. The fake sends nothing. */
  readonly deliveries: Table.Collection<Delivery>
}

/** A BitGPT in memory. */
export interface Fake extends FakeCollections {
  /** The token with full permission. */
  readonly accessToken: Redacted.Redacted
  /** Answers a request as BitGPT would. */
  readonly handle: (request: FakeRequest) => Effect.Effect<FakeAnswer>
  /** A success of the documented form with any `data`. */
  readonly success: (data: unknown) => Effect.Effect<FakeAnswer>
  /** An error of the documented form with any status. */
  readonly failure: (refusal: Refusal) => Effect.Effect<FakeAnswer>
  /**
   * Pays an invoice as a customer does: makes a payment, moves the invoice's status, and tells the
   * webhooks.
   */
  readonly pay: (
    invoiceId: string,
    options?: PayOptions
  ) => Effect.Effect<PaymentRecord, PaymentRefused>
  /** What a checkout page shows of an invoice. */
  readonly checkout: (invoiceId: string) => Effect.Effect<Option.Option<Checkout>>
  /** Tells the webhooks that listen to an event, and gives the new deliveries. */
  readonly publish: (event: {
    readonly event: string
    readonly resourceId: string
    readonly payload: unknown
  }) => Effect.Effect<ReadonlyArray<Delivery>>
  /** How often records were changed so far. A use of an API key, which its metrics count, is no change. */
  readonly revision: Effect.Effect<number>
  /** Everything but the deliveries. */
  readonly state: Effect.Effect<FakeState>
  /** Puts a state in the place of the present one. */
  readonly restore: (state: FakeState) => Effect.Effect<void>
}

const makeTable = <A extends { readonly id: string }>(
  onChange: () => void,
  records: Iterable<A> = []
): Table.Table<A> => {
  const table = Table.make<A>(onChange)
  table.replace(records)
  return table
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
  Effect.gen(function* () {
    const accessToken = options.accessToken ?? Redacted.make("fake_access_token")
    let revision = 0
    const changed = () => {
      revision += 1
    }
    const webhooks = makeTable(changed, options.webhooks)
    const deliveries = Table.make<Delivery>(() => undefined)
    const world: World = {
      apiKeys: makeTable(changed, options.apiKeys ?? sampleApiKeys()),
      products: makeTable(changed, options.products),
      invoices: makeTable(changed, options.invoices),
      payments: makeTable(changed, options.payments),
      files: makeTable(changed, options.files),
      webhooks,
      idempotencyKeys: makeTable<IdempotencyRecord>(changed),
      deliveries,
      requests: RequestLog.make(),
      identifiers: Identifiers.make(options.seed ?? "bitgpt"),
      publish: yield* makePublish(webhooks, deliveries),
      revealSecrets: options.revealSecrets ?? false,
      baseUrl: options.baseUrl ?? "https://api.bitgpt.xyz"
    }
    const { identifiers } = world
    const supportId = Effect.sync(() => `support_${identifiers.uuid()}`)
    const api = handle({
      accessToken,
      rateLimiter: RateLimiter.make(options.rateLimit, yield* Clock.currentTimeMillis),
      routes: [
        ...ApiKeys.routes(world),
        ...Webhooks.routes(world),
        ...Products.routes(world),
        ...Invoices.routes(world),
        ...Payments.routes(world),
        ...Files.routes(world),
        ...Analytics.routes(world)
      ],
      world
    })

    return {
      accessToken,
      handle: (request) =>
        Effect.suspend(() => {
          const asset = Files.asset(request, world)
          return asset === undefined ? api(request) : Effect.succeed(asset)
        }),
      success: (data) => Effect.map(supportId, (id) => Envelope.success({ data }, id)),
      failure: (refusal) => Effect.map(supportId, (id) => Envelope.failure(refusal, id)),
      apiKeys: Table.collection(world.apiKeys),
      products: Table.collection(world.products),
      invoices: Table.collection(world.invoices),
      payments: Table.collection(world.payments),
      files: Table.collection(world.files),
      webhooks: Table.collection(webhooks),
      deliveries: Table.collection(deliveries),
      pay: pay(world),
      checkout: checkout(world),
      publish: ({ event, payload, resourceId }) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) =>
          world.publish(event, resourceId, payload, now)
        ),
      revision: Effect.sync(() => revision),
      state: Effect.sync(() => ({
        issued: identifiers.issued(),
        apiKeys: world.apiKeys.all(),
        products: world.products.all(),
        invoices: world.invoices.all(),
        payments: world.payments.all(),
        files: world.files.all(),
        webhooks: webhooks.all(),
        idempotencyKeys: world.idempotencyKeys.all()
      })),
      restore: (state) =>
        Effect.sync(() => {
          identifiers.resume(state.issued)
          world.apiKeys.replace(state.apiKeys)
          world.products.replace(state.products)
          world.invoices.replace(state.invoices)
          world.payments.replace(state.payments)
          world.files.replace(state.files)
          webhooks.replace(state.webhooks)
          world.idempotencyKeys.replace(state.idempotencyKeys)
          changed()
        })
    }
  })
