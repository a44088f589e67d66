import type * as Headers from "@effect/platform/Headers"
import type * as Clock from "effect/Clock"
import * as Exit from "effect/Exit"
import { lazily } from "../codec/codec.js"
import { type AnyFiber, clockOf, startTimer } from "../effect3/fiber.js"
import { dieSafely, isProgrammingMistake } from "../failure/safeCause.js"
import type { OnEnd, SendFailure, Sent, WireRequest, WireResponse } from "./transport.js"

/** workerd knows no such redirect mode, and its `fetch` sends nothing if it is asked for one. */
const canFailOnRedirect = lazily(() => {
  try {
    return new Request("http://localhost", { redirect: "error" }).redirect === "error"
  } catch {
    return false
  }
})

/**
 * What to do with a redirect: a followed one would carry the token along. To let it fail is the only
 * way in which Node's fetch doesn't keep a copy of all that it sends, in case it has to be sent again.
 */
export const redirectOf = ({ body }: WireRequest): "manual" | "error" =>
  body instanceof Blob && canFailOnRedirect() ? "error" : "manual"

/** How long to wait for a body where the head of the answer tells all that counts. */
const needlessBodyMillis = 2000

/** The signals by which an application's own settings call a request off. */
export const signalsOf = (
  ...settings: ReadonlyArray<RequestInit | undefined>
): ReadonlyArray<AbortSignal> => settings.flatMap((own) => own?.signal ?? [])

/**
 * One request and its answer: what all transports have in common. It ends once, with the first of these:
 * the whole answer, a failure, the end of its time, the application's own signal, or its cancelling.
 */
export abstract class Exchange implements Sent {
  protected isOver: boolean
  protected readonly clock: Clock.Clock
  private readonly stopTimer: () => void
  private head: Pick<WireResponse, "status" | "headers"> | undefined
  /** Set where the head of the answer tells all that counts. */
  private stopBodyTimer: (() => void) | undefined
  private unfollow: ReadonlyArray<() => void> | undefined

  constructor(
    private readonly request: WireRequest,
    millis: number,
    fiber: AnyFiber,
    private readonly onEnd: OnEnd
  ) {
    this.isOver = false
    this.clock = clockOf(fiber)
    this.stopTimer = startTimer(this.clock, millis, () => {
      this.onTime()
    })
  }

  /** Ends what the transport still does for the request. */
  protected abstract abort(): void

  /** Whether it is certain that no part of the request was sent yet. Few transports know. */
  protected isUnsent(): boolean {
    return false
  }

  /** Is told once that the exchange is over. */
  protected onOver?(): void

  cancel(): void {
    if (this.isOver) return
    this.end()
    this.abort()
  }

  /** Lets signals of the application's own call the request off too. Asked for before anything is sent. */
  protected follow(signals: ReadonlyArray<AbortSignal>): void {
    const onAbort = (signal: AbortSignal, isUnsent: boolean): void => {
      const cause: unknown = signal.reason
      this.end(Exit.fail({ _tag: "RequestFailed", cause, isAborted: true, isUnsent }))
      this.abort()
    }
    this.unfollow = signals.map((signal) => {
      const listener = (): void => {
        onAbort(signal, this.isUnsent())
      }
      signal.addEventListener("abort", listener)
      return () => {
        signal.removeEventListener("abort", listener)
      }
    })
    for (const signal of signals) if (signal.aborted) onAbort(signal, true)
  }

  /** The head of the answer has arrived. */
  protected onHead(status: number, headers: () => Headers.Headers): void {
    this.head = { status, headers }
    if (!this.isOver && (this.request.ignoresBody || status < 200 || status > 299)) {
      this.stopBodyTimer = startTimer(this.clock, needlessBodyMillis, () => {
        this.onTime()
      })
    }
  }

  /** The answer's body has arrived, or will not. */
  protected onBody(body: WireResponse["body"]): void {
    if (this.head === undefined) return
    const { headers, status } = this.head
    this.end(Exit.succeed({ status, headers, body }))
    if (!(body instanceof Uint8Array)) this.abort()
  }

  /** The request has failed, or its answer broke off. */
  protected onFailure(cause: unknown): void {
    if (isProgrammingMistake(cause)) this.end(dieSafely(cause))
    else if (this.head !== undefined) this.onBody({ _tag: "BodyBroken", cause })
    else {
      const isUnsent = this.isUnsent()
      this.end(Exit.fail({ _tag: "RequestFailed", cause, isAborted: false, isUnsent }))
    }
  }

  /** Ends the exchange. What is reported after that is passed over. */
  protected end(exit?: Exit.Exit<WireResponse, SendFailure>): void {
    if (this.isOver) return
    this.isOver = true
    this.stopTimer()
    this.stopBodyTimer?.()
    this.unfollow?.forEach((stop) => {
      stop()
    })
    this.onOver?.()
    if (exit !== undefined) this.onEnd(exit)
  }

  /** The time of the exchange is over. */
  protected onTime(): void {
    if (this.stopBodyTimer !== undefined) this.onBody({ _tag: "BodyBroken", cause: undefined })
    else {
      this.end(Exit.fail({ _tag: "TimeIsUp", isUnsent: this.isUnsent() }))
      this.abort()
    }
  }
}
