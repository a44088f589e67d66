import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import type { FakeAnswer, FakeRequest } from "effect-bitgpt/fake"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { Origin } from "../../Origin.js"
import { alterAnswer } from "./alterAnswer.js"
import type { Cors } from "./cors.js"
import * as Draft from "./draft.js"
import type { Exchanges } from "./exchanges.js"
import { replaceAnswer, type FaultContext } from "./replaceAnswer.js"
import type { RuleBook } from "./ruleBook.js"
import { send } from "./send.js"
import { withoutQuery } from "./withoutQuery.js"

export interface Dependencies extends Pick<FaultContext, "failure" | "urlOf"> {
  readonly cors: Cors
  readonly exchanges: Exchanges
  readonly origin: Origin
  readonly ruleBook: RuleBook
}

const toResponse = ({ body, headers, status }: FakeAnswer) =>
  body.byteLength === 0
    ? HttpServerResponse.empty({ status, headers })
    : HttpServerResponse.uint8Array(body, { status, headers })

/** Records the requests that `answer` is asked, and does faults to its answers. */
export const recordedAndFaulted = (
  answer: (request: FakeRequest) => Effect.Effect<FakeAnswer>,
  { cors, exchanges, failure, origin, ruleBook, urlOf }: Dependencies
): HttpApp.Default =>
  Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const { method, originalUrl: path } = request
    const preflight = cors.preflight(method, request.headers)
    if (preflight !== undefined) return toResponse(preflight)

    const exchange = exchanges.begin(
      {
        origin,
        method,
        path,
        headers: NodeHttpServerRequest.toIncomingMessage(request).headers,
        receivedAt: yield* Clock.currentTimeMillis
      },
      NodeHttpServerRequest.toServerResponse(request)
    )
    // At once, so that faults are given out in the order in which requests come.
    const chosen = yield* ruleBook.faultFor(method, withoutQuery(path))
    const fault = chosen?._tag === "None" ? undefined : chosen
    exchange.setFault(fault)
    const body = new Uint8Array(
      yield* Effect.orElseSucceed(request.arrayBuffer, () => new ArrayBuffer(0))
    )
    exchange.setBody(new TextDecoder().decode(body))

    const replacement =
      fault === undefined ? undefined : replaceAnswer(fault, { failure, origin, path, urlOf })
    const plain = yield* (
      replacement ??
      answer({
        method,
        path,
        headers: request.headers,
        body,
        remoteAddress: Option.getOrElse(request.remoteAddress, () => "")
      })
    )
    const now = yield* Clock.currentTimeMillis
    const dated = {
      ...plain,
      headers: {
        ...plain.headers,
        ...cors.headersFor(request.headers),
        date: new Date(now).toUTCString()
      }
    }
    const response = toResponse(dated)
    if (fault === undefined) return response

    yield* send(request, alterAnswer(Draft.fromAnswer(dated), fault, now), exchange)
    return response
  })
