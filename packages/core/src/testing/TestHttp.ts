/**
 * A scripted `HttpClient` behind the real client.
 *
 * @module
 */
import * as Headers from "@effect/platform/Headers"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientError from "@effect/platform/HttpClientError"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type { HttpMethod } from "@effect/platform/HttpMethod"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { AnswerResponse } from "./AnswerResponse.js"
import type { Reply } from "./Reply.js"

/** A request as it went out. Nothing in it shows the token. */
export interface RecordedRequest {
  /** In capitals: `GET`. */
  readonly method: HttpMethod
  /** The whole URL, with its query. */
  readonly url: string
  /** Names in lower case. Those that carry secrets have the value `<redacted>`. */
  readonly headers: Headers.Headers
  /**
   * What `Authorization: Bearer` carried. Compare its `Redacted.value`: assertions take any two
   * redacted values for equal.
   */
  readonly accessToken: Redacted.Redacted | undefined
  /** `undefined` where there was none. */
  readonly body: string | undefined
  /** When the request went out, in milliseconds since the epoch on Effect's `Clock`. */
  readonly sentAt: number
}

/**
 * What the server does: one reply for each request, in order, or a function that finds the reply to
 * any request.
 */
export type Script = ReadonlyArray<Reply> | ((request: RecordedRequest) => Reply)

/** What a test sees behind {@link TestHttp.layer}. */
export interface TestHttpService {
  /** The requests so far, those that got no answer included, oldest first. */
  readonly requests: Effect.Effect<ReadonlyArray<RecordedRequest>>
}

const bodyText = ({ body }: HttpClientRequest.HttpClientRequest): string | undefined => {
  switch (body._tag) {
    case "Empty":
      return undefined
    case "Uint8Array":
      return new TextDecoder().decode(body.body)
    default:
      return `(${body._tag})`
  }
}

const record = (
  request: HttpClientRequest.HttpClientRequest,
  url: URL
): Effect.Effect<RecordedRequest> =>
  Effect.gen(function* () {
    const secretNames = yield* Headers.currentRedactedNames
    const token = /^Bearer (.*)$/i.exec(request.headers["authorization"] ?? "")?.[1]
    return {
      method: request.method,
      url: url.href,
      headers: Headers.fromInput(
        Object.entries(Headers.redact(request.headers, ["authorization", ...secretNames])).map(
          ([name, value]): [string, string] => [
            name,
            Redacted.isRedacted(value) ? "<redacted>" : value
          ]
        )
      ),
      accessToken: token === undefined ? undefined : Redacted.make(token),
      body: bodyText(request),
      sentAt: yield* Clock.currentTimeMillis
    }
  })

const make = (script: Script) => {
  const requests: Array<RecordedRequest> = []

  const replyTo = (request: RecordedRequest): Reply =>
    typeof script === "function"
      ? script(request)
      : (script[requests.length - 1] ??
        Effect.dieMessage(
          `No reply is left for request ${requests.length}, ${request.method} ${request.url}: the ` +
            `script has ${script.length}`
        ))

  const client = HttpClient.make((request, url) =>
    Effect.gen(function* () {
      const recorded = yield* record(request, url)
      requests.push(recorded)
      const answer = yield* Effect.mapError(
        replyTo(recorded),
        (cause) => new HttpClientError.RequestError({ request, reason: "Transport", cause })
      )
      return new AnswerResponse(request, answer)
    })
  )
  const test: TestHttpService = { requests: Effect.sync(() => Array.from(requests)) }
  return Context.make(HttpClient.HttpClient, client).pipe(Context.add(TestHttp, test))
}

/**
 * A scripted server behind the platform's `HttpClient`, and what it was sent.
 *
 * Use it under the real client (`BitGpt.layerNoDeps`) to test what an application makes of
 * BitGPT's answers, with the real codec and the real policies, but without a socket. To test code
 * that only uses `ApiKeys`, `BitGptTest` is simpler.
 *
 * @example
 * ```ts
 * import { ApiKeys, BitGpt } from "effect-bitgpt"
 * import { makeApiKey, Reply, TestHttp } from "effect-bitgpt/testing"
 * import { Effect, Layer, Redacted } from "effect"
 *
 * const Client = BitGpt.layerNoDeps({ accessToken: Redacted.make("token") }).pipe(
 *   Layer.provideMerge(
 *     TestHttp.layer([Reply.transportError("ConnectionReset"), Reply.success(ApiKeys.endpoints.get, makeApiKey())])
 *   )
 * )
 *
 * const program = Effect.gen(function* () {
 *   const apiKeys = yield* ApiKeys
 *   const http = yield* TestHttp
 *   yield* apiKeys.get("api_key_1")
 *   return (yield* http.requests).length // 2: the client tried again
 * }).pipe(Effect.provide(Client))
 * ```
 */
export class TestHttp extends Context.Tag("effect-bitgpt/testing/TestHttp")<
  TestHttp,
  TestHttpService
>() {
  /**
   * An `HttpClient` that follows a script. A request beyond the end of an array is a defect that
   * names it. Every build of the layer begins the script anew.
   *
   * @example
   * ```ts
   * import { ApiKeys } from "effect-bitgpt"
   * import { makeApiKey, Reply, TestHttp } from "effect-bitgpt/testing"
   *
   * const InOrder = TestHttp.layer([Reply.error(503), Reply.success(ApiKeys.endpoints.get, makeApiKey())])
   *
   * const ByPath = TestHttp.layer(({ url }) =>
   *   url.endsWith("/api_key_1") ? Reply.success(ApiKeys.endpoints.get, makeApiKey({ id: "api_key_1" })) : Reply.error(404)
   * )
   * ```
   */
  static readonly layer = (script: Script): Layer.Layer<HttpClient.HttpClient | TestHttp> =>
    Layer.effectContext(Effect.sync(() => make(script)))
}
