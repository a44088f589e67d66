import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpBody from "@effect/platform/HttpBody"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { traceHeadersOf } from "../effect3/fiber.js"
import { type AnyRuntime, requestRuntimeOf } from "../effect3/fork.js"
import { IncomingBody } from "./body.js"
import { redirectOf, signalsOf } from "./exchange.js"
import { FiberExchange } from "./fiberExchange.js"
import type { BodyFailure, Transport, TransportOptions, WireRequest } from "./transport.js"

const wholeNumber = /^\d+$/

/**
 * Whether a body may be read at once. One without a content coding can't be longer than the length
 * that it announces (RFC 9112 section 6.3). Every other one has to be counted as it comes in.
 */
export const isKnownToFit = (
  headers: Readonly<Record<string, string | undefined>>,
  maxBytes: number
): boolean => {
  const length = headers["content-length"]
  return (
    length !== undefined &&
    headers["content-encoding"] === undefined &&
    headers["transfer-encoding"] === undefined &&
    wholeNumber.test(length) &&
    Number(length) <= maxBytes
  )
}

const readBody = (
  response: HttpClientResponse.HttpClientResponse,
  maxBytes: number
): Effect.Effect<Uint8Array | BodyFailure, HttpClientError.ResponseError> => {
  if (isKnownToFit(response.headers, maxBytes)) {
    return Effect.map(response.arrayBuffer, (bytes) => new Uint8Array(bytes))
  }
  const incoming = new IncomingBody(maxBytes)
  return response.stream.pipe(
    Stream.runForEachWhile((part) => Effect.sync(() => incoming.add(part))),
    Effect.map(() => incoming.whole())
  )
}

const bodyOf = (body: WireRequest["body"]): HttpBody.HttpBody | undefined =>
  body === undefined
    ? undefined
    : typeof body === "string"
      ? HttpBody.text(body, "application/json")
      : HttpBody.stream(
          // The platform's client over `node:http` waits for the network between two pieces of a chunk
          // only: with chunks of one piece, it would read a file faster than it can send it.
          Stream.rechunk(
            Stream.fromReadableStream({ evaluate: () => body.stream(), onError: identity }),
            2
          ),
          body.type,
          body.size
        )

const requestOf = (request: WireRequest): HttpClientRequest.HttpClientRequest => {
  const body = bodyOf(request.body)
  return HttpClientRequest.make(request.method)(request.url, {
    headers: request.headers,
    ...(body === undefined ? undefined : { body })
  })
}

const requestInitIn = (context: Context.Context<never>): RequestInit | undefined =>
  Option.getOrUndefined(Context.getOption(context, FetchHttpClient.RequestInit))

/** An exchange of the platform's client. */
class ClientExchange extends FiberExchange {
  start(
    client: HttpClient.HttpClient,
    request: HttpClientRequest.HttpClientRequest,
    maxBytes: number,
    runtime: AnyRuntime,
    signals: ReadonlyArray<AbortSignal>
  ): void {
    this.follow(signals)
    const receive = (response: HttpClientResponse.HttpClientResponse) => {
      this.onHead(response.status, () => response.headers)
      return Effect.map(readBody(response, maxBytes), (body) => {
        this.onBody(body)
      })
    }
    const exchange = client.execute(request).pipe(
      Effect.matchEffect({
        // A client of the application's own may take some statuses for failures. They are answers all
        // the same.
        onFailure: (error) =>
          error._tag === "ResponseError" && error.reason === "StatusCode"
            ? receive(error.response)
            : Effect.fail(error),
        onSuccess: receive
      }),
      Effect.catchAll((error) =>
        Effect.sync(() => {
          if (error.reason === "EmptyBody") this.onBody(new Uint8Array())
          else this.onFailure(error.cause)
        })
      )
    )
    this.run(exchange, runtime)
  }
}

/** A context in which fetch follows no redirect, which would carry the token along. */
const withoutRedirects = (built: Context.Context<never>) => {
  const ofClient = requestInitIn(built)
  // Calls in a row mostly have the same context.
  let last:
    | {
        readonly given: Context.Context<never>
        readonly redirect: RequestRedirect
        readonly made: Context.Context<never>
      }
    | undefined
  return (given: Context.Context<never>, redirect: RequestRedirect): Context.Context<never> => {
    if (last?.given === given && last.redirect === redirect) return last.made
    const made: Context.Context<never> = Context.add(given, FetchHttpClient.RequestInit, {
      ...ofClient,
      ...requestInitIn(given),
      redirect
    })
    last = { given, redirect, made }
    return made
  }
}

/** Adds the trace of the current fiber, where the request has none and the application wants one. */
const traced = (
  request: HttpClientRequest.HttpClientRequest
): Effect.Effect<HttpClientRequest.HttpClientRequest> =>
  Effect.withFiberRuntime((fiber) => {
    const headers = request.headers["traceparent"] === undefined ? traceHeadersOf(fiber) : undefined
    return Effect.succeed(
      headers === undefined ? request : HttpClientRequest.setHeaders(request, headers)
    )
  })

/**
 * A transport over the platform's HTTP client. It keeps fetch from following redirects, and the
 * platform from tracing, which would put headers and ids in spans.
 */
export const make = (
  options: TransportOptions
): Effect.Effect<Transport, never, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const plainClient = yield* HttpClient.HttpClient
    // Set where the application's own client can still switch it off.
    const tracedClient = HttpClient.mapRequestEffect(plainClient, traced)
    const clientFor = (span: unknown): HttpClient.HttpClient =>
      options.tracePropagation && span !== undefined ? tracedClient : plainClient
    const built = yield* Effect.context<never>()
    const contextFor = withoutRedirects(built)

    return {
      send: (request, millis, fiber, onEnd) => {
        const exchange = new ClientExchange(request, millis, fiber, onEnd)
        const runtime = requestRuntimeOf(fiber, (context) =>
          contextFor(context, redirectOf(request))
        )
        exchange.start(
          clientFor(fiber.currentSpan),
          requestOf(request),
          options.maxResponseBytes,
          runtime,
          signalsOf(requestInitIn(built), requestInitIn(fiber.currentContext))
        )
        return exchange
      }
    }
  })
