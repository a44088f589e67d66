import * as Cookies from "@effect/platform/Cookies"
import type * as Headers from "@effect/platform/Headers"
import * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as HttpIncomingMessage from "@effect/platform/HttpIncomingMessage"
import * as UrlParams from "@effect/platform/UrlParams"
import * as Effect from "effect/Effect"
import * as Inspectable from "effect/Inspectable"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { concat } from "../internal/wire/body.js"

/** An answer as it comes over the wire. */
export interface Answer {
  /** The HTTP status. */
  readonly status: number
  /** Names in lower case. */
  readonly headers: Headers.Headers
  /** `undefined` is an answer that has no body at all. */
  readonly body: Stream.Stream<Uint8Array, unknown> | undefined
}

/**
 * A response of the platform's client over an answer whose body is a stream of Effect's.
 *
 * The platform's own (`HttpClientResponse.fromWeb`) needs a `Response` of the runtime, which refuses
 * some statuses and reads its body outside of Effect's clock.
 */
export class AnswerResponse
  extends Inspectable.Class
  implements HttpClientResponse.HttpClientResponse
{
  readonly [HttpIncomingMessage.TypeId]: HttpIncomingMessage.TypeId = HttpIncomingMessage.TypeId
  readonly [HttpClientResponse.TypeId]: HttpClientResponse.TypeId = HttpClientResponse.TypeId
  readonly status: number
  readonly headers: Headers.Headers
  readonly remoteAddress = Option.none<string>()
  readonly cookies = Cookies.empty

  constructor(
    readonly request: HttpClientRequest.HttpClientRequest,
    private readonly answer: Answer
  ) {
    super()
    this.status = answer.status
    this.headers = answer.headers
  }

  toJSON(): unknown {
    return { _id: "effect-bitgpt/testing/AnswerResponse", status: this.status }
  }

  private failure(reason: "Decode" | "EmptyBody", cause?: unknown): HttpClientError.ResponseError {
    return new HttpClientError.ResponseError({
      request: this.request,
      response: this,
      reason,
      cause
    })
  }

  get stream(): Stream.Stream<Uint8Array, HttpClientError.ResponseError> {
    return this.answer.body === undefined
      ? Stream.fail(this.failure("EmptyBody"))
      : Stream.mapError(this.answer.body, (cause) => this.failure("Decode", cause))
  }

  get arrayBuffer(): Effect.Effect<ArrayBuffer, HttpClientError.ResponseError> {
    return Stream.runCollect(this.answer.body ?? Stream.empty).pipe(
      Effect.map((chunks) => new Uint8Array(concat(Array.from(chunks))).buffer),
      Effect.mapError((cause) => this.failure("Decode", cause))
    )
  }

  get text(): Effect.Effect<string, HttpClientError.ResponseError> {
    return Effect.map(this.arrayBuffer, (buffer) => new TextDecoder().decode(buffer))
  }

  get json(): Effect.Effect<unknown, HttpClientError.ResponseError> {
    return Effect.tryMap(this.text, {
      try: (text): unknown => (text === "" ? null : JSON.parse(text)),
      catch: (cause) => this.failure("Decode", cause)
    })
  }

  get urlParamsBody(): Effect.Effect<UrlParams.UrlParams, HttpClientError.ResponseError> {
    return Effect.map(this.text, (text) => UrlParams.fromInput(new URLSearchParams(text)))
  }

  get formData(): Effect.Effect<FormData, HttpClientError.ResponseError> {
    return Effect.fail(this.failure("Decode", new Error("A scripted answer has no form data")))
  }
}
