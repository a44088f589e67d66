import * as Headers from "@effect/platform/Headers"
import { monotonicMillis, traceHeadersOf } from "../internal/effect3/fiber.js"
import { IncomingBody } from "../internal/wire/body.js"
import { Exchange } from "../internal/wire/exchange.js"
import type { Transport, TransportOptions, WireRequest } from "../internal/wire/transport.js"
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

/** An exchange as undici reports it. */
class DispatchExchange extends Exchange implements Dispatcher.DispatchHandler {
  private readonly incoming: IncomingBody
  private readonly deadline: number
  private coding: ReceivedHeaders[string]
  private controller: Dispatcher.DispatchController | undefined

  constructor(
    private readonly calls: CallsUnderWay,
    private readonly maxBytes: number,
    ...request: Parameters<Transport["send"]>
  ) {
    super(...request)
    const [, millis] = request
    this.deadline = monotonicMillis(this.clock) + millis
    this.incoming = new IncomingBody(maxBytes)
    calls.begin()
  }

  protected override onOver(): void {
    this.calls.end()
  }

  protected override abort(): void {
    this.controller?.abort(new Error("The call is over"))
  }

  start(dispatcher: Dispatcher, options: Dispatcher.DispatchOptions): void {
    try {
      dispatcher.dispatch(options, this)
    } catch (cause) {
      this.onFailure(cause)
    }
  }

  /** undici says so before it writes the first byte. */
  protected override isUnsent(): boolean {
    return this.controller === undefined
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // While the thread is busy, no timer says so.
    if (!this.isOver && monotonicMillis(this.clock) >= this.deadline) this.onTime()
    this.controller = controller
    if (this.isOver) this.abort()
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: ReceivedHeaders
  ): void {
    // 1xx: the answer is still to come.
    if (status < 200) return
    this.coding = headers["content-encoding"]
    this.onHead(status, () => toHeaders(headers))
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (!this.incoming.add(chunk)) this.onBody(this.incoming.whole())
  }

  onResponseEnd(): void {
    const body = this.incoming.whole()
    this.onBody(
      this.coding === undefined || !(body instanceof Uint8Array) || body.byteLength === 0
        ? body
        : decompress(body, String(this.coding), this.maxBytes)
    )
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: unknown): void {
    this.onFailure(cause)
  }
}

/** A transport straight over undici's dispatcher: no streams, no `fetch`, no `AbortController`. */
export const make = (
  dispatcher: Dispatcher,
  calls: CallsUnderWay,
  { maxResponseBytes, tracePropagation }: TransportOptions
): Transport => ({
  send: (request, millis, fiber, onEnd) => {
    const trace = tracePropagation ? traceHeadersOf(fiber) : undefined
    const exchange = new DispatchExchange(calls, maxResponseBytes, request, millis, fiber, onEnd)
    exchange.start(dispatcher, dispatchOptions(request, trace))
    return exchange
  }
})
