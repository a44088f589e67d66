import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Headers from "@effect/platform/Headers"
import * as HttpBody from "@effect/platform/HttpBody"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberId from "effect/FiberId"
import * as FiberRef from "effect/FiberRef"
import * as FiberRefs from "effect/FiberRefs"
import { constTrue, identity } from "effect/Function"
import * as Option from "effect/Option"
import * as Runtime from "effect/Runtime"
import * as Stream from "effect/Stream"
import { propagatedSpanOf } from "../effect3/fiber.js"
import { exitWithin } from "../effect3/timeLimit.js"
import { dieSafely, isProgrammingMistake } from "../failure/safeCause.js"
import { concat, isKnownToFit } from "./body.js"
import {
  type BodyFailure,
  bodyTooLate,
  isRefusal,
  redirectOf,
  refusalBodyMillis,
  type SendFailure,
  timeIsUp,
  traceHeadersOf,
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
    const parts: Array<Uint8Array> = []
    let length = 0
    return response.stream.pipe(
      Stream.runForEach((part) => {
        parts.push(part)
        length += part.byteLength
        return length > maxBytes ? new BodyTooLarge() : Effect.void
      }),
      Effect.map(() => concat(parts))
    )
  })

const readBody = (
  response: HttpClientResponse.HttpClientResponse,
  maxBytes: number
): Effect.Effect<Uint8Array | BodyFailure> => {
  const body: Effect.Effect<
    Uint8Array | ArrayBuffer,
    BodyTooLarge | HttpClientError.ResponseError
  > = isKnownToFit({ get: (name) => response.headers[name] ?? null }, maxBytes)
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
      ...Option.getOrUndefined(requestInitOf(given)),
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
    const headers =
      request.headers["traceparent"] === undefined
        ? traceHeadersOf(propagatedSpanOf(fiber))
        : undefined
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
    const contextFor = withoutRedirects(yield* Effect.context<never>())

    const receive = (
      response: HttpClientResponse.HttpClientResponse,
      onHead: (response: HttpClientResponse.HttpClientResponse) => void
    ): Effect.Effect<WireResponse> => {
      onHead(response)
      const { headers, status } = response
      const body = readBody(response, options.maxResponseBytes)
      return Effect.map(
        isRefusal(status)
          ? Effect.timeoutTo(Effect.disconnect(body), {
              duration: Duration.millis(refusalBodyMillis),
              onSuccess: identity<Uint8Array | BodyFailure>,
              onTimeout: () => bodyTooLate
            })
          : body,
        (body) => ({ status, headers: () => headers, body })
      )
    }

    const runtimeFor =
      (request: WireRequest) =>
      (runtime: Runtime.Runtime<never>): Runtime.Runtime<never> =>
        Runtime.make({
          ...runtime,
          context: contextFor(runtime.context, redirectOf(request)),
          fiberRefs: FiberRefs.updateManyAs(runtime.fiberRefs, { entries: refsForRequests })
        })

    const exchange = (
      request: WireRequest,
      onHead: (response: HttpClientResponse.HttpClientResponse) => void
    ): Effect.Effect<WireResponse, SendFailure> =>
      Effect.withFiberRuntime((fiber) =>
        Effect.matchEffect(clientFor(fiber.currentSpan).execute(requestOf(request)), {
          onFailure: (error) =>
            // A client of the application's own may take some statuses for failures. They are answers
            // all the same.
            error._tag === "ResponseError" && error.reason === "StatusCode"
              ? receive(error.response, onHead)
              : isProgrammingMistake(error.cause)
                ? dieSafely(error.cause)
                : Effect.fail({
                    _tag: "RequestFailed" as const,
                    cause: error.cause,
                    isAborted: false
                  }),
          onSuccess: (response) => receive(response, onHead)
        })
      )

    return {
      send: (request, millis) =>
        Effect.suspend(() => {
          let head: HttpClientResponse.HttpClientResponse | undefined
          const onLimit = (): Effect.Effect<WireResponse, SendFailure> =>
            head !== undefined && isRefusal(head.status)
              ? Effect.succeed({
                  status: head.status,
                  headers: () => head?.headers ?? Headers.empty,
                  body: bodyTooLate
                })
              : Effect.fail(timeIsUp)
          return Effect.flatMap(
            exitWithin(
              exchange(request, (response) => {
                head = response
              }),
              millis,
              () => Effect.exit(onLimit()),
              runtimeFor(request)
            ),
            identity
          )
        })
    }
  })
