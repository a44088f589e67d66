import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import type * as Headers from "@effect/platform/Headers"
import * as HttpBody from "@effect/platform/HttpBody"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import type { HttpMethod } from "@effect/platform/HttpMethod"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { constTrue } from "effect/Function"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { traceHeaders } from "./telemetry.js"

/** A request as it goes out. */
export interface WireRequest {
  readonly method: HttpMethod
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON. */
  readonly body: string | undefined
}

/** Why a body could not be read in full. */
export type BodyFailure =
  { readonly _tag: "BodyTooLarge" } | { readonly _tag: "BodyBroken"; readonly cause: unknown }

/** An answer whose head arrived. Whether a missing body matters is for the status to decide. */
export interface WireResponse {
  readonly status: number
  readonly headers: Headers.Headers
  readonly body: Uint8Array | BodyFailure
}

/** No answer. Never leaves this library: its cause can print the access token. */
export class RequestFailure extends Data.TaggedError("RequestFailure")<{
  readonly cause: unknown
}> {}

/** Sends requests. */
export interface Transport {
  readonly send: (request: WireRequest) => Effect.Effect<WireResponse, RequestFailure>
}

class BodyTooLarge extends Data.TaggedError("BodyTooLarge") {}

const readStream = (
  response: HttpClientResponse.HttpClientResponse,
  maxBytes: number
): Effect.Effect<Uint8Array, BodyTooLarge | HttpClientError.ResponseError> =>
  Effect.suspend(() => {
    const chunks: Array<Uint8Array> = []
    let length = 0
    return response.stream.pipe(
      Stream.runForEach((chunk) => {
        length += chunk.byteLength
        if (length > maxBytes) return new BodyTooLarge()
        chunks.push(chunk)
        return Effect.void
      }),
      Effect.map(() => {
        const body = new Uint8Array(length)
        let offset = 0
        for (const chunk of chunks) {
          body.set(chunk, offset)
          offset += chunk.byteLength
        }
        return body
      })
    )
  })

/**
 * An answer without a content coding can't be longer than the length it announces (RFC 9112
 * section 6.3), so that it may be read at once. Every other one is counted as it comes in.
 */
const isKnownToFit = (headers: Headers.Headers, maxBytes: number): boolean => {
  const length = headers["content-length"]
  return (
    length !== undefined &&
    headers["content-encoding"] === undefined &&
    headers["transfer-encoding"] === undefined &&
    /^\d+$/.test(length) &&
    Number(length) <= maxBytes
  )
}

const readBody = (
  response: HttpClientResponse.HttpClientResponse,
  headers: Headers.Headers,
  maxBytes: number
): Effect.Effect<Uint8Array | BodyFailure> => {
  const body = isKnownToFit(headers, maxBytes)
    ? Effect.map(response.arrayBuffer, (buffer) => new Uint8Array(buffer))
    : readStream(response, maxBytes)
  return Effect.catchAll(body, (error) =>
    Effect.succeed(
      error._tag === "BodyTooLarge"
        ? { _tag: "BodyTooLarge" as const }
        : error.reason === "EmptyBody"
          ? new Uint8Array()
          : { _tag: "BodyBroken" as const, cause: error.cause }
    )
  )
}

/**
 * A transport over the platform's HTTP client. It keeps fetch from following redirects, which would
 * carry the token along, and the platform from tracing, which would put headers and ids in spans.
 */
export const make: (options: {
  readonly maxResponseBytes: number
  readonly tracePropagation: boolean
}) => Effect.Effect<Transport, never, HttpClient.HttpClient> = Effect.fnUntraced(
  function* (options) {
    const plainClient = yield* HttpClient.HttpClient
    // Set where the application's own client can still switch it off.
    const client = options.tracePropagation
      ? HttpClient.mapRequestEffect(plainClient, (request) =>
          Effect.map(traceHeaders, (headers) => HttpClientRequest.setHeaders(request, headers))
        )
      : plainClient
    const requestInitOf = Context.getOption(FetchHttpClient.RequestInit)
    const requestInit = Option.getOrUndefined(requestInitOf(yield* Effect.context<never>()))

    const receive = (
      response: HttpClientResponse.HttpClientResponse
    ): Effect.Effect<WireResponse> => {
      const { headers, status } = response
      return Effect.map(readBody(response, headers, options.maxResponseBytes), (body) => ({
        status,
        headers,
        body
      }))
    }

    const send = (request: WireRequest) =>
      client
        .execute(
          HttpClientRequest.make(request.method)(request.url, {
            headers: request.headers,
            body:
              request.body === undefined
                ? HttpBody.empty
                : HttpBody.text(request.body, "application/json")
          })
        )
        .pipe(
          Effect.matchEffect({
            onFailure: (error) =>
              // A client of the application's own may take some statuses for failures. They are
              // answers all the same.
              error._tag === "ResponseError" && error.reason === "StatusCode"
                ? receive(error.response)
                : new RequestFailure({ cause: error.cause }),
            onSuccess: receive
          }),
          Effect.locally(HttpClient.currentTracerDisabledWhen, constTrue),
          // Fibers that read a stream would log the platform's raw error, before it can be replaced.
          Effect.withUnhandledErrorLogLevel(Option.none()),
          Effect.mapInputContext((context: Context.Context<never>) =>
            Context.add(context, FetchHttpClient.RequestInit, {
              ...requestInit,
              ...Option.getOrUndefined(requestInitOf(context)),
              redirect: "manual"
            })
          )
        )
    return { send }
  }
)
