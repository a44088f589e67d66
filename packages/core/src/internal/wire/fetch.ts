import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Headers from "@effect/platform/Headers"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type AnyFiber, clockOf, propagatedSpanOf } from "../effect3/fiber.js"
import { startTimer } from "../effect3/timer.js"
import { isProgrammingMistake } from "../failure/safeCause.js"
import { readFetchBody } from "./fetchBody.js"
import {
  bodyTooLate,
  isRefusal,
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

const merge = (
  first: Option.Option<RequestInit>,
  second: Option.Option<RequestInit>
): RequestInit | undefined => {
  if (Option.isNone(second)) return Option.getOrUndefined(first)
  return Option.isNone(first) ? second.value : { ...first.value, ...second.value }
}

/** Lets the signal of an application abort a request too. Returns how to end that. */
const follow = (signal: AbortSignal | null | undefined, controller: AbortController) => {
  if (signal === null || signal === undefined) return undefined
  const abort = () => {
    controller.abort(signal.reason)
  }
  if (signal.aborted) abort()
  signal.addEventListener("abort", abort)
  return () => {
    signal.removeEventListener("abort", abort)
  }
}

const initOf = (
  { body, headers, method }: WireRequest,
  init: RequestInit | undefined,
  fiber: AnyFiber,
  tracePropagation: boolean,
  signal: AbortSignal
): RequestInit => {
  const own = init?.headers === undefined ? undefined : Headers.fromInput(init.headers)
  const trace =
    tracePropagation && own?.["traceparent"] === undefined
      ? traceHeadersOf(propagatedSpanOf(fiber))
      : undefined
  return {
    ...init,
    method,
    headers: own === undefined && trace === undefined ? headers : { ...own, ...headers, ...trace },
    body: body ?? null,
    // A redirect that is followed takes the token along.
    redirect: "manual",
    signal
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
    const fetchOfClient = fetchOf(built)
    const requestInitOfClient = requestInitOf(built)

    const exchange = (request: WireRequest, millis: number, fiber: AnyFiber) =>
      Effect.async<WireResponse, SendFailure>((resume) => {
        const context = fiber.currentContext
        const fetch = Option.getOrElse(
          Option.orElse(fetchOf(context), () => fetchOfClient),
          () => globalThis.fetch
        )
        const init = merge(requestInitOfClient, requestInitOf(context))
        const clock = clockOf(fiber)
        const controller = new AbortController()
        const unfollow = follow(init?.signal, controller)
        let head: Response | undefined

        const respond = (body: WireResponse["body"], { headers, status }: Response): void => {
          resume(Effect.succeed({ status, headers: () => Headers.fromInput(headers), body }))
        }
        const onTime = (): void => {
          end()
          if (head !== undefined && isRefusal(head.status)) respond(bodyTooLate, head)
          else resume(Effect.fail(timeIsUp))
          controller.abort()
        }
        const stopTimer = startTimer(clock, millis, onTime)
        let stopBodyTimer: (() => void) | undefined
        const end = (): void => {
          stopTimer()
          stopBodyTimer?.()
          unfollow?.()
        }
        const onFailure = (cause: unknown): void => {
          end()
          if (isProgrammingMistake(cause)) resume(Effect.die(cause))
          else if (head === undefined) {
            resume(
              Effect.fail({
                _tag: "RequestFailed",
                cause,
                isAborted: init?.signal?.aborted === true
              })
            )
          } else respond({ _tag: "BodyBroken", cause }, head)
        }
        const run = async (): Promise<void> => {
          head = await fetch(
            request.url,
            initOf(request, init, fiber, tracePropagation, controller.signal)
          )
          if (isRefusal(head.status)) stopBodyTimer = startTimer(clock, refusalBodyMillis, onTime)
          const body = await readFetchBody(head, maxResponseBytes)
          end()
          respond(body, head)
        }
        run().catch(onFailure)

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
