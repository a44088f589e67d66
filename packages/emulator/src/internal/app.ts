import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Origin } from "../Origin.js"
import { alterAnswer } from "./alterAnswer.js"
import * as Draft from "./draft.js"
import type { Exchanges } from "./exchanges.js"
import { replaceAnswer, type Situation } from "./replaceAnswer.js"
import type { RuleBook } from "./ruleBook.js"
import { send } from "./send.js"
import { withoutQuery } from "./withoutQuery.js"

export interface Dependencies extends Pick<Situation, "identifiers" | "urlOf"> {
  readonly exchanges: Exchanges
  readonly origin: Origin
  readonly ruleBook: RuleBook
}

/** Records what reaches an app, and does faults to its answers. */
export const recordedAndFaulted = (
  app: HttpApp.Default,
  { exchanges, identifiers, origin, ruleBook, urlOf }: Dependencies
): HttpApp.Default =>
  Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const { method, originalUrl: path } = request
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
    exchange.setBody(yield* Effect.orElseSucceed(request.text, () => ""))

    const replacement =
      fault === undefined ? undefined : replaceAnswer(fault, { identifiers, origin, path, urlOf })
    const answer = yield* replacement ?? app
    const now = yield* Clock.currentTimeMillis
    const response = HttpServerResponse.setHeader(answer, "date", new Date(now).toUTCString())
    if (fault === undefined) return response

    yield* send(request, alterAnswer(Draft.fromResponse(response), fault, now), exchange)
    return response
  })
