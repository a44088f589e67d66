/**
 * The webhooks that BitGPT delivers: checks that a request is one of them, and reads it. Needs no
 * client, and only what every runtime has: WebCrypto.
 *
 * @module
 */
import type { Input as HeadersInput } from "@effect/platform/Headers"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { ApiKey } from "../apiKeys/ApiKey.js"
import { parseTimestamp, Timestamp } from "../internal/codec/timestamp.js"
import { headerNames, singleHeader } from "../internal/webhook/headers.js"
import {
  isSignedWith,
  parseSignature,
  type SignatureScheme,
  toBytes
} from "../internal/webhook/signature.js"
import { Payment } from "../payments/Payment.js"
import { Product } from "../products/Product.js"
import { WebhookId } from "./Webhook.js"

export type { SignatureScheme } from "../internal/webhook/signature.js"

const fields = {
  /** Id of the webhook. An event is delivered once to each webhook that is registered for it. */
  webhookId: Schema.propertySignature(WebhookId).pipe(Schema.fromKey("webhook_id")),
  /** Id of what the event is about. In BitGPT's samples not always the `id` of the payload. */
  resourceId: Schema.propertySignature(Schema.NonEmptyString).pipe(Schema.fromKey("resource_id")),
  /** When the event happened: the time in the body. Every attempt to deliver it has the same. */
  timestamp: Timestamp,
  /** When this attempt was sent: the time in the header. */
  sentAt: Schema.propertySignature(Timestamp).pipe(Schema.fromKey("sent_at"))
}

const documented = <Event extends string, Payload, Encoded>(
  event: Event,
  payload: Schema.Schema<Payload, Encoded>
) => Schema.Struct({ ...fields, event: Schema.Literal(event), payload })

/**
 * Schema of a delivery: what {@link verify} gives. It encodes to the body with `sent_at` added, and
 * decodes from that, for a delivery that is put into a queue and taken out again. It checks no
 * signature.
 *
 * What is encoded shows all secrets.
 *
 * @example
 * ```ts
 * import { WebhookDelivery } from "effect-bitgpt"
 * import { Schema } from "effect"
 *
 * const Job = Schema.parseJson(WebhookDelivery.WebhookDelivery)
 * const toQueue = Schema.encode(Job)
 * const fromQueue = Schema.decode(Job)
 * ```
 */
export const WebhookDelivery = Schema.Union(
  documented("api_key.created", ApiKey),
  documented("api_key.updated", ApiKey),
  documented("api_key.deleted", ApiKey),
  documented("payment.created", Payment),
  documented("payment.updated", Payment),
  documented("product.created", Product),
  // Also takes the documented events whose payload has another form.
  Schema.Struct({
    ...fields,
    event: Schema.NonEmptyString,
    payload: Schema.Redacted(Schema.Unknown)
  })
)

/**
 * A verified delivery, a union by `event`.
 *
 * - Documented events have a typed payload: an API key for `api_key.created`, `api_key.updated` and
 *   `api_key.deleted`, a payment for `payment.created` and `payment.updated`, a product for
 *   `product.created`. Of `api_key.created` and `payment.created` only the names are documented; their
 *   payloads are assumed. Secrets in a typed payload are `Redacted`.
 * - The payload of every other event is unknown data in a `Redacted`, which keeps it out of logs:
 *   payloads can hold secrets. `Redacted.value` gives the parsed JSON.
 * - The payload of a documented event is also `Redacted` where it doesn't have the documented form, so
 *   that the delivery is not lost. `Redacted.isRedacted` tells the two apart.
 *
 * BitGPT may deliver an event more than once, and events out of order.
 *
 * @example
 * ```ts
 * import type { WebhookDelivery } from "effect-bitgpt"
 * import { Redacted } from "effect"
 *
 * const describe = (delivery: WebhookDelivery.WebhookDelivery): string => {
 *   if (Redacted.isRedacted(delivery.payload)) return `${delivery.event}, in an unknown form`
 *   switch (delivery.event) {
 *     case "payment.created":
 *     case "payment.updated":
 *       return `payment ${delivery.payload.id} is ${delivery.payload.status}`
 *     default:
 *       return `${delivery.event} of ${delivery.resourceId}`
 *   }
 * }
 * ```
 */
export type WebhookDelivery = typeof WebhookDelivery.Type

/**
 * The payment that a delivery tells of: by `payment.created` or `payment.updated`, with a payload of the
 * documented form. None for every other delivery.
 *
 * A payment says nothing about the whole price: ask for its invoice.
 *
 * @example
 * ```ts
 * import { WebhookDelivery } from "effect-bitgpt"
 * import { Option } from "effect"
 *
 * const invoiceIdOf = (delivery: WebhookDelivery.WebhookDelivery) =>
 *   Option.flatMap(WebhookDelivery.paymentOf(delivery), ({ invoiceId }) => invoiceId)
 * ```
 */
export const paymentOf = ({ event, payload }: WebhookDelivery): Option.Option<Payment> =>
  (event === "payment.created" || event === "payment.updated") && !Redacted.isRedacted(payload)
    ? Option.some(payload)
    : Option.none()

/**
 * The header that has the signature of a delivery, in lower case. The platform's server puts the headers
 * of each request into its span: name this one among those that it has to redact.
 *
 * @example
 * ```ts
 * import { Headers } from "@effect/platform"
 * import { WebhookDelivery } from "effect-bitgpt"
 * import { Array, Layer } from "effect"
 *
 * const withoutSignatures = Layer.locallyWith(
 *   Headers.currentRedactedNames,
 *   Array.append(WebhookDelivery.signatureHeader)
 * )
 * ```
 */
export const signatureHeader: string = headerNames.signature.toLowerCase()

/**
 * A request is not a webhook of BitGPT, or is a webhook that can't be read.
 *
 * None of its texts holds a secret, a signature or a part of the body.
 *
 * @example
 * ```ts
 * import { WebhookDelivery } from "effect-bitgpt"
 * import { Effect } from "effect"
 *
 * const statusOf = (options: WebhookDelivery.VerifyOptions) =>
 *   WebhookDelivery.verify(options).pipe(
 *     Effect.as(200),
 *     Effect.catchTag("WebhookVerificationError", ({ reason }) =>
 *       Effect.succeed(reason === "UnreadableBody" ? 400 : 401)
 *     )
 *   )
 * ```
 */
export class WebhookVerificationError extends Schema.TaggedError<WebhookVerificationError>(
  "effect-bitgpt/WebhookVerificationError"
)("WebhookVerificationError", {
  /** What is wrong, for people. */
  message: Schema.String,
  /**
   * - `MissingHeader`: `X-Webhook-Signature` or `X-Webhook-Timestamp` has no single readable value. It
   *   is missing, it is repeated, or the timestamp is not a time
   * - `MalformedSignature`: the signature is not 32 bytes in hex, base64 or base64url
   * - `SignatureMismatch`: none of the secrets made this signature of this body
   * - `OutsideTolerance`: rightly signed, but sent too long ago or too far in the future
   * - `UnreadableBody`: rightly signed, but not JSON in UTF-8, or `webhook_id`, `event`, `resource_id`
   *   or `timestamp` is missing or not readable
   */
  reason: Schema.Literal(
    "MissingHeader",
    "MalformedSignature",
    "SignatureMismatch",
    "OutsideTolerance",
    "UnreadableBody"
  )
}) {}

/** How {@link verify} checks a delivery, without the delivery. */
export interface VerificationOptions extends SignatureScheme {
  /**
   * The secret of the webhook. Several where the signature may be made with any of them: for webhooks
   * that share an address, and while a secret is replaced.
   */
  readonly secret: Redacted.Redacted | ReadonlyArray<Redacted.Redacted>
  /**
   * How far `X-Webhook-Timestamp` may be from now, in both directions. Default: 5 minutes. `Infinity`
   * switches the check off.
   */
  readonly tolerance?: Duration.DurationInput | undefined
}

/** Options of {@link verify}. */
export interface VerifyOptions extends VerificationOptions {
  /** Headers of the request: Node's, `Headers` of the web or of `@effect/platform`, or a record. */
  readonly headers: HeadersInput
  /** The body as it was received. JSON that was parsed and written again has another signature. */
  readonly body: string | Uint8Array
}

const failure = (reason: WebhookVerificationError["reason"], message: string) =>
  new WebhookVerificationError({ reason, message: `The webhook is not accepted: ${message}` })

const header = (headers: HeadersInput, name: string) =>
  Either.mapLeft(singleHeader(headers, name), (problem) => failure("MissingHeader", problem))

const parseBody = (bytes: Uint8Array) =>
  Effect.try({
    try: (): unknown => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)),
    catch: () => failure("UnreadableBody", "the body is not JSON in UTF-8")
  }).pipe(
    Effect.filterOrFail(Predicate.isRecord, () =>
      failure("UnreadableBody", "the body is not a JSON object")
    )
  )

/**
 * Checks that a request is a webhook delivered by BitGPT, and reads it. The body is parsed only when
 * its signature is right.
 *
 * BitGPT documents the algorithm, HMAC with SHA-256, and the headers. All else is assumed, and can be
 * corrected with an option:
 * - signed is the raw body, byte for byte (`signedContent`)
 * - the key is the secret as printed, as UTF-8 (`signingKey`)
 * - the signature is hex in either case, base64 or base64url, with or without `sha256=` before it
 * - a delivery is good for 5 minutes around `X-Webhook-Timestamp` (`tolerance`), by Effect's `Clock`.
 *   Whether the timestamp is signed is unknown. If it isn't, this check stops no one who has seen a
 *   delivery, so drop duplicates too
 *
 * `event` is the body's. The header `X-Webhook-Event` is not read.
 *
 * Fails with {@link WebhookVerificationError}. An empty secret is a defect.
 *
 * Source: BitGPT's developer reference, webhooks.
 *
 * @example
 * ```ts
 * import { WebhookDelivery } from "effect-bitgpt"
 * import { Config, Effect } from "effect"
 *
 * const receive = (request: Request) =>
 *   Effect.gen(function* () {
 *     const secret = yield* Config.redacted("BITGPT_WEBHOOK_SECRET")
 *     const body = yield* Effect.promise(() => request.text())
 *     return yield* WebhookDelivery.verify({ secret, headers: request.headers, body })
 *   })
 * ```
 */
export const verify: (
  options: VerifyOptions
) => Effect.Effect<WebhookDelivery, WebhookVerificationError> = Effect.fn("WebhookDelivery.verify")(
  function* ({ body, headers, secret, tolerance = "5 minutes", ...scheme }) {
    const signature = parseSignature(yield* header(headers, headerNames.signature))
    const timestamp = yield* header(headers, headerNames.timestamp)
    const sentAt = parseTimestamp(timestamp)
    if (sentAt === undefined) {
      return yield* failure("MissingHeader", `the header ${headerNames.timestamp} is not a time`)
    }
    if (signature === undefined) {
      return yield* failure(
        "MalformedSignature",
        `the header ${headerNames.signature} is not a SHA-256 digest in hex or base64`
      )
    }
    const bytes = toBytes(body)
    const isSigned = yield* Effect.exists([secret].flat(), (secret) =>
      isSignedWith(secret, signature, { body: bytes, timestamp }, scheme)
    )
    if (!isSigned) {
      return yield* failure(
        "SignatureMismatch",
        "its signature is wrong. Check that the secret is this webhook's and the body is as received"
      )
    }
    const age = DateTime.distanceDuration(sentAt, yield* DateTime.now)
    if (Duration.greaterThan(age, tolerance)) {
      return yield* failure(
        "OutsideTolerance",
        "it was sent too long ago or in the future. If it is new, check this machine's clock"
      )
    }
    const delivery = yield* parseBody(bytes)
    return yield* Schema.decodeUnknown(WebhookDelivery)({ ...delivery, sent_at: timestamp }).pipe(
      Effect.mapError(() =>
        failure(
          "UnreadableBody",
          "webhook_id, event, resource_id or timestamp is missing in the body, or not readable"
        )
      )
    )
  }
)
