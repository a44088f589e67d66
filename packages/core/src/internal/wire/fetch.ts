import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Headers from "@effect/platform/Headers"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { traceHeadersOf } from "../effect3/fiber.js"
import { readFetchBody } from "./body.js"
import { Exchange, redirectOf, signalsOf } from "./exchange.js"
import type { Transport, TransportOptions, WireRequest } from "./transport.js"

const requestInitOf = Context.getOption(FetchHttpClient.RequestInit)
const fetchOf = Context.getOption(FetchHttpClient.Fetch)

class FetchExchange extends Exchange {
  private controller: AbortController | undefined

  protected override abort(): void {
    this.controller?.abort()
  }

  async start(
    fetch: typeof globalThis.fetch,
    { url }: WireRequest,
    init: RequestInit,
    { maxResponseBytes }: TransportOptions,
    signals: ReadonlyArray<AbortSignal> | undefined
  ): Promise<void> {
    try {
      if (signals !== undefined) this.follow(signals)
      if (this.isOver) return
      this.controller = new AbortController()
      init.signal = this.controller.signal
      const response = await fetch(url, init)
      this.onHead(response.status, () => Headers.fromInput(response.headers))
      this.onBody(await readFetchBody(response, maxResponseBytes))
    } catch (cause) {
      this.onFailure(cause)
    }
  }
}

/** The headers of a request: those of the application's own settings, ours, and the trace. */
const headersOf = (
  { headers }: WireRequest,
  settings: RequestInit | undefined,
  trace: Readonly<Record<string, string>> | undefined
): Readonly<Record<string, string>> => {
  const own = Headers.fromInput(settings?.headers)
  return { ...own, ...headers, ...(own["traceparent"] === undefined ? trace : undefined) }
}

/**
 * A transport straight over the platform's `fetch`. It takes `FetchHttpClient.Fetch` and
 * `FetchHttpClient.RequestInit` from the context, as the platform's own client does; that client takes
 * as much time as the request itself, most of it for what this library has no use for.
 */
export const make = (options: TransportOptions): Effect.Effect<Transport> =>
  Effect.map(Effect.context<never>(), (built) => {
    const fetchOfClient = Option.getOrUndefined(fetchOf(built))
    const settingsOfClient = Option.getOrUndefined(requestInitOf(built))

    return {
      send: (request, millis, fiber, onEnd) => {
        const context = fiber.currentContext
        const fetch = Option.getOrUndefined(fetchOf(context)) ?? fetchOfClient ?? globalThis.fetch
        const settingsOfCall = Option.getOrUndefined(requestInitOf(context))
        const settings =
          settingsOfCall === undefined
            ? settingsOfClient
            : { ...settingsOfClient, ...settingsOfCall }
        const trace = options.tracePropagation ? traceHeadersOf(fiber) : undefined
        const init: RequestInit = {
          ...settings,
          method: request.method,
          headers:
            settings === undefined && trace === undefined
              ? request.headers
              : headersOf(request, settings, trace),
          body: request.body ?? null,
          redirect: redirectOf(request)
        }
        const exchange = new FetchExchange(request, millis, fiber, onEnd)
        void exchange.start(
          fetch,
          request,
          init,
          options,
          settings === undefined ? undefined : signalsOf(settingsOfClient, settingsOfCall)
        )
        return exchange
      }
    }
  })
