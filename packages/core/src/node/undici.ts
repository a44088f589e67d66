import * as Headers from "@effect/platform/Headers"
import * as Effect from "effect/Effect"
import { type AnyFiber, clockOf, propagatedSpanOf, startTimer } from "../internal/effect3/fiber.js"
import { dieSafely, isProgrammingMistake } from "../internal/failure/safeCause.js"
import { bodyTooLarge, concat } from "../internal/wire/body.js"
import {
  type BodyFailure,
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
} from "../internal/wire/transport.js"
import { decompress } from "./decompress.js"
import type { Dispatcher } from "./package.js"

type BodyOption = NonNullable<Dispatcher.DispatchOptions["body"]> | null

type ReceivedHeaders = Readonly<Record<string, string | ReadonlyArray<string> | undefined>>

const toHeaders = (received: ReceivedHeaders): Headers.Headers =>
  Headers.fromInput(
    Object.entries(received).flatMap(([name, value]): ReadonlyArray<[string, string]> =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : String(value)]]
    )
  )

/**
 * What a request says to undici. It takes the bytes of a `Blob` as it sends them, so that a file on a disk
 * needs no memory, and tells its length beforehand.
 */
const dispatchOptions = (
  { body, headers, method, url }: WireRequest,
  trace: Readonly<Record<string, string>> | undefined
): Dispatcher.DispatchOptions => {
  const pathAt = url.indexOf("/", "https://".length)
  return {
    origin: url.slice(0, pathAt),
    path: url.slice(pathAt),
    method,
    headers: trace === undefined ? headers : { ...headers, ...trace },
    // undici's types do not know that it takes a `Blob`.
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- see above
    body: (body ?? null) as BodyOption,
    // The client has time limits of its own.
    headersTimeout: 0,
    bodyTimeout: 0
  }
}

/** How many calls are under way over a dispatcher. */
export class CallsUnderWay {
  private count = 0
  private onIdle: (() => void) | undefined

  begin(): void {
    this.count += 1
  }

  end(): void {
    this.count -= 1
    if (this.count === 0) this.onIdle?.()
  }

  /** Waits until there are none. */
  readonly idle = (): Promise<void> =>
    new Promise((resolve) => {
      if (this.count === 0) resolve()
      else this.onIdle = resolve
    })
}

/** One request and its answer, as undici reports it. */
class Exchange implements Dispatcher.DispatchHandler {
  private readonly parts: Array<Uint8Array> = []
  private length = 0
  private status = 0
  private headers: ReceivedHeaders = {}
  private controller: Dispatcher.DispatchController | undefined
  private isOver = false
  private readonly stopTimer: () => void
  private stopBodyTimer: (() => void) | undefined

  constructor(
    private readonly fiber: AnyFiber,
    private readonly maxBytes: number,
    private readonly calls: CallsUnderWay,
    millis: number,
    private readonly resume: (outcome: Effect.Effect<WireResponse, SendFailure>) => void
  ) {
    calls.begin()
    this.stopTimer = startTimer(clockOf(fiber), millis, this.onTime)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    if (this.isOver) controller.abort(new Error("The call is over"))
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: ReceivedHeaders
  ): void {
    // 1xx: the answer is still to come.
    if (status < 200) return
    this.status = status
    this.headers = headers
    if (isRefusal(status)) {
      this.stopBodyTimer = startTimer(clockOf(this.fiber), refusalBodyMillis, this.onTime)
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.length += chunk.byteLength
    if (this.length > this.maxBytes) this.respond(bodyTooLarge, true)
    else this.parts.push(chunk)
  }

  onResponseEnd(): void {
    const [first] = this.parts
    const body = this.parts.length === 1 && first !== undefined ? first : concat(this.parts)
    const coding = this.headers["content-encoding"]
    this.respond(
      coding === undefined || this.length === 0
        ? body
        : decompress(body, String(coding), this.maxBytes),
      false
    )
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: unknown): void {
    if (isProgrammingMistake(cause)) this.end(dieSafely(cause), false)
    else if (this.status > 0) this.respond({ _tag: "BodyBroken", cause }, false)
    else this.end(Effect.fail({ _tag: "RequestFailed", cause, isAborted: false }), false)
  }

  private readonly onTime = (): void => {
    if (isRefusal(this.status) && this.status > 0) this.respond(bodyTooLate, true)
    else this.end(Effect.fail(timeIsUp), true)
  }

  private respond(body: Uint8Array | BodyFailure, abort: boolean): void {
    const { headers, status } = this
    this.end(Effect.succeed({ status, headers: () => toHeaders(headers), body }), abort)
  }

  /** Ends the exchange, once. What undici reports after it is passed over. */
  end(outcome: Effect.Effect<WireResponse, SendFailure> | undefined, abort: boolean): void {
    if (this.isOver) return
    this.isOver = true
    this.calls.end()
    this.stopTimer()
    this.stopBodyTimer?.()
    if (outcome !== undefined) this.resume(outcome)
    if (abort) this.controller?.abort(new Error("The call is over"))
  }
}

/** A transport straight over undici's dispatcher: no streams, no `fetch`, no `AbortController`. */
export const make = (
  dispatcher: Dispatcher,
  calls: CallsUnderWay,
  { maxResponseBytes, tracePropagation }: TransportOptions
): Transport => ({
  send: (request, millis) =>
    Effect.withFiberRuntime((fiber) =>
      Effect.async((resume) => {
        const exchange = new Exchange(fiber, maxResponseBytes, calls, millis, resume)
        const trace = tracePropagation ? traceHeadersOf(propagatedSpanOf(fiber)) : undefined
        dispatcher.dispatch(dispatchOptions(request, trace), exchange)
        return Effect.sync(() => {
          exchange.end(undefined, true)
        })
      })
    )
})
