import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Headers from "@effect/platform/Headers"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import { constVoid } from "effect/Function"
import * as Option from "effect/Option"
import { isKnownToFit, makeBodyCollector } from "./body.js"
import { traceHeadersOf } from "./telemetry.js"
import { clockOf, startTimer } from "./timer.js"
import {
  type BodyFailure,
  type SendFailure,
  timeIsUp,
  type Transport,
  type TransportOptions,
  type WireRequest,
  type WireResponse
} from "./transport.js"

const readParts = async (
  body: ReadableStream<Uint8Array>,
  maxBytes: number
): Promise<Uint8Array | BodyFailure> => {
  const collector = makeBodyCollector(maxBytes)
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return collector.whole()
    if (!collector.add(value)) {
      // What becomes of the rest is nobody's concern: it must not hold up the answer.
      reader.cancel().catch(constVoid)
      return { _tag: "BodyTooLarge" }
    }
  }
}

const readBody = async (
  response: Response,
  maxBytes: number
): Promise<Uint8Array | BodyFailure> => {
  try {
    if (response.body === null) return new Uint8Array()
    return isKnownToFit((name) => response.headers.get(name), maxBytes)
      ? new Uint8Array(await response.arrayBuffer())
      : await readParts(response.body, maxBytes)
  } catch (cause) {
    return { _tag: "BodyBroken", cause }
  }
}

const exchange = async (
  fetch: typeof globalThis.fetch,
  init: RequestInit | undefined,
  { body, headers, method, url }: WireRequest,
  traceHeaders: Readonly<Record<string, string>> | undefined,
  signal: AbortSignal,
  maxBytes: number
): Promise<WireResponse> => {
  const response = await fetch(url, {
    ...init,
    method,
    headers: {
      ...(init?.headers === undefined ? undefined : Headers.fromInput(init.headers)),
      ...headers,
      ...(body === undefined ? undefined : { "content-type": "application/json" }),
      ...traceHeaders
    },
    body: body ?? null,
    // A redirect that is followed takes the token along.
    redirect: "manual",
    signal
  })
  return {
    status: response.status,
    headers: () => Headers.fromInput(response.headers),
    body: await readBody(response, maxBytes)
  }
}

const requestInitOf = Context.getOption(FetchHttpClient.RequestInit)
const fetchOf = Context.getOption(FetchHttpClient.Fetch)

const merge = (
  first: Option.Option<RequestInit>,
  second: Option.Option<RequestInit>
): RequestInit | undefined => {
  if (Option.isNone(second)) return Option.getOrUndefined(first)
  return Option.isNone(first) ? second.value : { ...first.value, ...second.value }
}

/**
 * A transport straight over the platform's `fetch`. It takes `FetchHttpClient.Fetch` and
 * `FetchHttpClient.RequestInit` from the context, as the platform's own client does; that client takes
 * as much time as the request itself, most of it for what this library has no use for.
 */
export const make = ({
  maxResponseBytes,
  tracePropagation
}: TransportOptions): Effect.Effect<Transport> =>
  Effect.gen(function* () {
    const built = yield* Effect.context<never>()
    const fetchOfClient = fetchOf(built)
    const requestInitOfClient = requestInitOf(built)

    const send = (request: WireRequest, millis: number): Effect.Effect<WireResponse, SendFailure> =>
      Effect.withFiberRuntime((fiber) => {
        const context = fiber.getFiberRef(FiberRef.currentContext)
        const fetch = Option.getOrElse(
          Option.orElse(fetchOf(context), () => fetchOfClient),
          () => globalThis.fetch
        )
        const init = merge(requestInitOfClient, requestInitOf(context))
        const traceHeaders = tracePropagation ? traceHeadersOf(fiber) : undefined
        return Effect.async((resume) => {
          const controller = new AbortController()
          const stopTimer = startTimer(clockOf(fiber), millis, () => {
            resume(Effect.fail(timeIsUp))
            controller.abort()
          })
          exchange(fetch, init, request, traceHeaders, controller.signal, maxResponseBytes).then(
            (response) => {
              stopTimer()
              resume(Effect.succeed(response))
            },
            (cause: unknown) => {
              stopTimer()
              resume(Effect.fail({ _tag: "RequestFailed", cause }))
            }
          )
          return Effect.sync(() => {
            stopTimer()
            controller.abort()
          })
        })
      })

    return { send }
  })
