import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Headers from "@effect/platform/Headers"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type AnyFiber, clockOf, propagatedSpanOf, startTimer } from "../effect3/fiber.js"
import { dieSafely, isProgrammingMistake } from "../failure/safeCause.js"
import { readFetchBody } from "./body.js"
import {
  bodyTooLate,
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

const requestInitOf = Context.getOption(FetchHttpClient.RequestInit)
const fetchOf = Context.getOption(FetchHttpClient.Fetch)

/** Lets the signal of an application abort a request too. Returns how to end that. */
const follow = (signal: AbortSignal, controller: AbortController) => {
  const abort = () => {
    controller.abort(signal.reason)
  }
  if (signal.aborted) abort()
  signal.addEventListener("abort", abort)
  return () => {
    signal.removeEventListener("abort", abort)
  }
}

const signalsOf = (...inits: ReadonlyArray<RequestInit | undefined>): ReadonlyArray<AbortSignal> =>
  inits.flatMap((init) => init?.signal ?? [])

/** The headers of a request: those of the application's own settings, ours, and the trace. */
const headersOf = (
  { headers }: WireRequest,
  init: RequestInit | undefined,
  span: ReturnType<typeof propagatedSpanOf>
): Readonly<Record<string, string>> => {
  const own = init?.headers === undefined ? undefined : Headers.fromInput(init.headers)
  return {
    ...own,
    ...headers,
    ...(own?.["traceparent"] === undefined ? traceHeadersOf(span) : undefined)
  }
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
  Effect.map(Effect.context<never>(), (built) => {
    const fetchOfClient = Option.getOrUndefined(fetchOf(built))
    const requestInitOfClient = Option.getOrUndefined(requestInitOf(built))

    const exchange = (
      request: WireRequest,
      millis: number,
      fiber: AnyFiber
    ): Effect.Effect<WireResponse, SendFailure> =>
      Effect.async((resume) => {
        const context = fiber.currentContext
        const ownFetch = fetchOf(context)
        const fetch = Option.isSome(ownFetch) ? ownFetch.value : (fetchOfClient ?? globalThis.fetch)
        const requestInit = requestInitOf(context)
        const init = Option.isSome(requestInit)
          ? { ...requestInitOfClient, ...requestInit.value }
          : requestInitOfClient
        const span = tracePropagation ? propagatedSpanOf(fiber) : undefined
        const clock = clockOf(fiber)
        const controller = new AbortController()
        let head: Response | undefined
        let stopBodyTimer: (() => void) | undefined

        const end = (outcome?: Effect.Effect<WireResponse, SendFailure>): void => {
          stopTimer()
          stopBodyTimer?.()
          for (const stop of unfollow) stop()
          if (outcome !== undefined) resume(outcome)
        }
        const respond = (body: WireResponse["body"], { headers, status }: Response): void => {
          end(Effect.succeed({ status, headers: () => Headers.fromInput(headers), body }))
        }
        const onTime = (): void => {
          if (head !== undefined && !head.ok) respond(bodyTooLate, head)
          else end(Effect.fail(timeIsUp))
          controller.abort()
        }
        const run = async (): Promise<void> => {
          head = await fetch(request.url, {
            ...init,
            method: request.method,
            headers:
              init === undefined && span === undefined
                ? request.headers
                : headersOf(request, init, span),
            body: request.body ?? null,
            redirect: redirectOf(request),
            signal: controller.signal
          })
          if (!head.ok) stopBodyTimer = startTimer(clock, refusalBodyMillis, onTime)
          respond(await readFetchBody(head, maxResponseBytes), head)
        }
        const signals = signalsOf(requestInitOfClient, Option.getOrUndefined(requestInit))
        const unfollow = signals.map((signal) => follow(signal, controller))
        const stopTimer = startTimer(clock, millis, onTime)
        run().catch((cause: unknown) => {
          const isAborted = signals.some((signal) => signal.aborted)
          if (isProgrammingMistake(cause)) end(dieSafely(cause))
          else if (head !== undefined && !isAborted) respond({ _tag: "BodyBroken", cause }, head)
          else end(Effect.fail({ _tag: "RequestFailed", cause, isAborted }))
        })

        return Effect.sync(() => {
          end()
          controller.abort()
        })
      })

    return {
      send: (request, millis) =>
        Effect.withFiberRuntime((fiber) => exchange(request, millis, fiber))
    }
  })
