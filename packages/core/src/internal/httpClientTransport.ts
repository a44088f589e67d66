import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import type * as Headers from "@effect/platform/Headers"
import * as HttpBody from "@effect/platform/HttpBody"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as FiberId from "effect/FiberId"
import * as FiberRef from "effect/FiberRef"
import * as FiberRefs from "effect/FiberRefs"
import { constTrue } from "effect/Function"
import * as Option from "effect/Option"
import * as Runtime from "effect/Runtime"
import * as Stream from "effect/Stream"
import * as Tracer from "effect/Tracer"
import { isKnownToFit, makeBodyCollector } from "./body.js"
import { traceHeaders } from "./telemetry.js"
import { withTimeLimit } from "./timeLimit.js"
import {
  type BodyFailure,
  type SendFailure,
  timeIsUp,
  type Transport,
  type TransportOptions,
  type WireRequest,
  type WireResponse
} from "./transport.js"

class BodyTooLarge extends Data.TaggedError("BodyTooLarge") {}

const readStream = (
  response: HttpClientResponse.HttpClientResponse,
  maxBytes: number
): Effect.Effect<Uint8Array, BodyTooLarge | HttpClientError.ResponseError> =>
  Effect.suspend(() => {
    const collector = makeBodyCollector(maxBytes)
    return response.stream.pipe(
      Stream.runForEach((chunk) => (collector.add(chunk) ? Effect.void : new BodyTooLarge())),
      Effect.map(collector.whole)
    )
  })

const readBody = (
  response: HttpClientResponse.HttpClientResponse,
  headers: Headers.Headers,
  maxBytes: number
): Effect.Effect<Uint8Array | BodyFailure> => {
  const body: Effect.Effect<
    Uint8Array | ArrayBuffer,
    BodyTooLarge | HttpClientError.ResponseError
  > = isKnownToFit((name) => headers[name], maxBytes)
    ? response.arrayBuffer
    : readStream(response, maxBytes)
  return Effect.match(body, {
    onFailure: (error) =>
      error._tag === "BodyTooLarge"
        ? { _tag: "BodyTooLarge" }
        : error.reason === "EmptyBody"
          ? new Uint8Array()
          : { _tag: "BodyBroken", cause: error.cause },
    onSuccess: (bytes) => (bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes))
  })
}

const requestOf = (request: WireRequest): HttpClientRequest.HttpClientRequest =>
  HttpClientRequest.make(request.method)(request.url, {
    headers: request.headers,
    ...(request.body === undefined ? {} : { body: HttpBody.text(request.body, "application/json") })
  })

const parentSpanOf = Context.getOption(Tracer.ParentSpan)

const requestInitOf = Context.getOption(FetchHttpClient.RequestInit)

// Set for the fiber of one request: nothing has to be put back.
const refsForRequests: Parameters<typeof FiberRefs.updateManyAs>[1]["entries"] = [
  [HttpClient.currentTracerDisabledWhen, [[FiberId.none, constTrue]]],
  // Fibers that read a stream would log the platform's raw error, before it can be replaced.
  [FiberRef.unhandledErrorLogLevel, [[FiberId.none, Option.none()]]]
]

/** A context in which fetch follows no redirect, which would carry the token along. */
const withoutRedirects = (built: Context.Context<never>) => {
  const ofClient = Option.getOrUndefined(requestInitOf(built))
  // Calls in a row mostly have the same context.
  let last: readonly [given: Context.Context<never>, made: Context.Context<never>] | undefined
  return (given: Context.Context<never>): Context.Context<never> => {
    if (last?.[0] === given) return last[1]
    const made: Context.Context<never> = Context.add(given, FetchHttpClient.RequestInit, {
      ...ofClient,
      ...Option.getOrUndefined(requestInitOf(given)),
      redirect: "manual"
    })
    last = [given, made]
    return made
  }
}

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
    const tracedClient = HttpClient.mapRequestEffect(plainClient, (request) =>
      Effect.map(traceHeaders, (headers) =>
        headers === undefined ? request : HttpClientRequest.setHeaders(request, headers)
      )
    )
    const clientFor = (context: Context.Context<never>): HttpClient.HttpClient =>
      options.tracePropagation && Option.isSome(parentSpanOf(context)) ? tracedClient : plainClient
    const contextFor = withoutRedirects(yield* Effect.context<never>())

    const receive = (
      response: HttpClientResponse.HttpClientResponse
    ): Effect.Effect<WireResponse> => {
      const { headers, status } = response
      return Effect.map(readBody(response, headers, options.maxResponseBytes), (body) => ({
        status,
        headers: () => headers,
        body
      }))
    }

    const forRequests = (runtime: Runtime.Runtime<never>): Runtime.Runtime<never> =>
      Runtime.make({
        ...runtime,
        context: contextFor(runtime.context),
        fiberRefs: FiberRefs.updateManyAs(runtime.fiberRefs, { entries: refsForRequests })
      })

    const exchange = (request: WireRequest): Effect.Effect<WireResponse, SendFailure> =>
      Effect.withFiberRuntime((fiber) =>
        Effect.matchEffect(clientFor(fiber.currentContext).execute(requestOf(request)), {
          onFailure: (error) =>
            // A client of the application's own may take some statuses for failures. They are answers
            // all the same.
            error._tag === "ResponseError" && error.reason === "StatusCode"
              ? receive(error.response)
              : Effect.fail({ _tag: "RequestFailed", cause: error.cause }),
          onSuccess: receive
        })
      )

    return {
      send: (request, millis) =>
        withTimeLimit(exchange(request), millis, () => Effect.fail(timeIsUp), forRequests)
    }
  })
