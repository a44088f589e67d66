/**
 * The webhooks of a BitGPT organization.
 *
 * @module
 */
import * as Schema from "effect/Schema"
import { named } from "../internal/codec/codec.js"
import { pathSegmentExcept } from "../internal/codec/id.js"
import { call } from "../internal/resource/describe.js"
import * as Resource from "../internal/resource/resource.js"
import { Webhook } from "./Webhook.js"
import { WebhookInput } from "./WebhookInput.js"

/**
 * Service for the webhooks of an organization: it registers addresses. `WebhookDelivery` and
 * `WebhookHandler` are for what BitGPT delivers there. `BitGpt.layer` and its siblings provide it; in tests,
 * `BitGptTest` of `effect-bitgpt/testing` takes its place.
 *
 * Each method fails with any `BitGptError`. Input that can't be right fails with `ValidationError`, all
 * of its problems at once, and nothing is sent. BitGPT documents no call that changes or deletes a webhook.
 *
 * @example
 * ```ts
 * import { BitGpt, Webhooks } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const webhooks = yield* Webhooks
 *   const webhook = yield* webhooks.create({
 *     label: "Orders",
 *     url: "https://shop.example/webhooks/bitgpt",
 *     events: ["payment.updated"]
 *   })
 *   return webhook.secret // for your secret store: deliveries are signed with it
 * }).pipe(Effect.provide(BitGpt.layerConfig()))
 * ```
 */
export class Webhooks extends Resource.Tag("Webhooks")<Webhooks>()({
  /**
   * Creates a webhook and returns it with the secret that its deliveries are signed with.
   *
   * BitGPT documents no idempotency key for this call. So it is never sent again once the request may
   * have arrived, whatever the retry policy: an error whose `mayHaveTakenEffect` is true leaves it open
   * whether there is a new webhook, and `list` tells.
   *
   * Source: BitGPT's developer reference, `POST /developers/webhooks`.
   */
  create: call({
    method: "POST",
    path: "/developers/webhooks",
    arguments: (input: WebhookInput) => input,
    input: WebhookInput,
    output: named<Webhook>()(Webhook)
  }),

  /**
   * Lists the webhooks of the organization, **with their secrets**. BitGPT documents neither paging nor
   * filters: all of them come at once. Only the `id` of an entry is required: other odd fields are none, and
   * don't fail the list.
   *
   * Source: BitGPT's developer reference, `GET /developers/webhooks`.
   */
  list: call({
    method: "GET",
    path: "/developers/webhooks",
    output: Schema.Array(named<Webhook>()(Webhook))
  }),

  /**
   * Gets one webhook, **with its secret**.
   *
   * An id that is empty or not one segment of a path is refused before anything is sent, and so is
   * `events`, the path of another call.
   *
   * Source: BitGPT's developer reference, `GET /developers/webhooks/{id}`.
   */
  get: call({
    method: "GET",
    path: "/developers/webhooks/{id}",
    arguments: (id: string) => ({ id }),
    input: Schema.Struct({ id: pathSegmentExcept("events") }),
    output: named<Webhook>()(Webhook)
  }),

  /**
   * Gets what BitGPT says of the events that a webhook can have. The form of the answer is not documented,
   * so it is handed out as it came; `knownWebhookEvents` has the documented events.
   *
   * Source: BitGPT's developer reference, `GET /developers/webhooks/events`.
   */
  eventTypes: call({
    method: "GET",
    path: "/developers/webhooks/events",
    output: Schema.Unknown
  })
}) {}
