/**
 * Receives webhooks with any server of `@effect/platform`, and with what serves a web `Request`.
 *
 * @module
 */
import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import * as Encoding from "effect/Encoding"
import { readBody } from "../internal/webhook/readBody.js"
import { makeMemory, WebhookDeduplication } from "./WebhookDeduplication.js"
import { type VerificationOptions, verify, type WebhookDelivery } from "./WebhookDelivery.js"

/** Options of {@link make}. */
export interface WebhookHandlerOptions<A, E, R> extends VerificationOptions {
  /**
   * What the application does with a delivery. The answer waits for its end, and how long BitGPT waits
   * for an answer is not documented: put what takes time into a queue.
   */
  readonly onDelivery: (delivery: WebhookDelivery) => Effect.Effect<A, E, R>
  /** The longest body that is read, in bytes. Default: 1 MiB. */
  readonly maxBodyBytes?: number | undefined
  /**
   * What two deliveries have in common when they are the same. Default: the SHA-256 of the body, which
   * is assumed to be the same in every attempt.
   */
  readonly deduplicationKey?: ((delivery: WebhookDelivery) => string) | undefined
}

const answer = (status: number) => HttpServerResponse.empty({ status })

// Not 409: a sender may take a 4xx as final, and not deliver again.
const tryLater = HttpServerResponse.empty({ status: 503, headers: { "retry-after": "5" } })

/**
 * Makes a handler for the address of a webhook. It reads the request, verifies it with
 * `WebhookDelivery.verify`, and runs the application's effect for a delivery that is not a duplicate.
 *
 * | answer | when |
 * |---|---|
 * | 200 | the effect succeeded, now or for an earlier copy |
 * | 400 | rightly signed but not readable, or the body broke off |
 * | 401 | not signed as it should be, or outside of the tolerance |
 * | 413 | the body is longer than `maxBodyBytes` |
 * | 503 | the effect is running for an earlier copy: `Retry-After` asks to deliver it again in 5 seconds |
 *
 * Answers have no body, and each refusal is logged as a warning. An effect that fails fails the
 * handler, which servers answer with 500. Nothing is documented about how BitGPT repeats deliveries
 * that were not answered with 2xx; its samples show that it does.
 *
 * Duplicates are dropped by {@link WebhookDeduplication}. A delivery whose effect failed or was
 * interrupted, as `HttpRouter` does when the sender hangs up, does not count as a duplicate when it comes again.
 * So the effect may run more than once: running it twice must do no harm.
 *
 * Make it once, not for each request: a handler has its own memory of what came.
 *
 * @example
 * ```ts
 * import { HttpApp, HttpRouter, HttpServer } from "@effect/platform"
 * import { WebhookHandler } from "effect-bitgpt"
 * import { Config, Effect, Layer } from "effect"
 *
 * const handler = Effect.gen(function* () {
 *   const secret = yield* Config.redacted("BITGPT_WEBHOOK_SECRET")
 *   return yield* WebhookHandler.make({
 *     secret,
 *     onDelivery: ({ event, resourceId }) => Effect.logInfo(event, resourceId)
 *   })
 * })
 *
 * // A server of `@effect/platform`
 * const Server = Effect.map(handler, (handler) =>
 *   HttpRouter.empty.pipe(HttpRouter.post("/webhooks/bitgpt", handler), HttpServer.serve())
 * ).pipe(Layer.unwrapEffect)
 *
 * // What serves a web `Request`, such as workerd, Deno and Bun
 * const webHandler = Effect.map(handler, (handler) => HttpApp.toWebHandler(handler))
 * ```
 */
export const make = <A, E, R>({
  deduplicationKey,
  maxBodyBytes = 1024 * 1024,
  onDelivery,
  ...verification
}: WebhookHandlerOptions<A, E, R>): Effect.Effect<HttpApp.Default<E, R>> =>
  Effect.gen(function* () {
    const deduplication = (yield* WebhookDeduplication) ?? (yield* makeMemory())

    const receive = Effect.gen(function* () {
      const request = yield* HttpServerRequest.HttpServerRequest
      const body = yield* readBody(request, maxBodyBytes)
      if (body === undefined) {
        yield* Effect.logWarning(`The webhook is not accepted: its body is too long`)
        return answer(413)
      }
      const delivery = yield* verify({ ...verification, headers: request.headers, body })
      const key = yield* deduplicationKey === undefined
        ? digest(body)
        : Effect.sync(() => deduplicationKey(delivery))
      return { delivery, key }
    }).pipe(
      Effect.catchTags({
        RequestError: () =>
          Effect.as(
            Effect.logWarning("The webhook is not accepted: its body could not be read"),
            answer(400)
          ),
        WebhookVerificationError: ({ message, reason }) =>
          Effect.as(
            Effect.annotateLogs(Effect.logWarning(message), { reason }),
            answer(reason === "UnreadableBody" ? 400 : 401)
          )
      })
    )

    return Effect.flatMap(receive, (received) =>
      HttpServerResponse.isServerResponse(received)
        ? Effect.succeed(received)
        : deduplication
            .once(
              received.key,
              Effect.suspend(() => onDelivery(received.delivery))
            )
            .pipe(Effect.map((outcome) => (outcome === "Done" ? answer(200) : tryLater)))
    )
  })

const digest = (body: Uint8Array<ArrayBuffer>) =>
  Effect.map(
    Effect.promise(() => crypto.subtle.digest("SHA-256", body)),
    (bytes) => Encoding.encodeHex(new Uint8Array(bytes))
  )
