import * as HttpRouter from "@effect/platform/HttpRouter"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { EmulatorService } from "../../EmulatorService.js"
import { Fault } from "../../Fault.js"
import { FaultRule, Script } from "../../FaultRule.js"
import { Origin } from "../../Origin.js"
import type { RecordedRequest } from "../../RecordedRequest.js"
import { withoutQuery } from "../answer/withoutQuery.js"
import { safeIssues } from "../data/safeIssues.js"
import { mayBeFromPage } from "./guard.js"
import { moneyRoutes } from "./money.js"
import { bodyOf, done, json } from "./reading.js"
import { allRecords } from "./records.js"

/** No path of the API begins like this. */
export const prefix = "/_emulator"

/** Whether a request is for the admin endpoint. */
export const isFor = (url: string): boolean => `${withoutQuery(url)}/`.startsWith(`${prefix}/`)

const encodeRules = Schema.encode(Schema.Array(FaultRule))
const encodeFault = Schema.encode(Fault)

const requestJson = ({ accessToken: _, fault, ...request }: RecordedRequest) =>
  fault === undefined
    ? Effect.succeed(request)
    : Effect.map(encodeFault(fault), (fault) => ({ ...request, fault }))

/** The routes for recorded requests, faults and origins. */
const networkRoutes = (emulator: EmulatorService) =>
  HttpRouter.empty.pipe(
    HttpRouter.get(
      "/",
      Effect.flatMap(emulator.openConnections, (openConnections) =>
        json({ baseUrl: emulator.baseUrl, openConnections })
      )
    ),
    HttpRouter.get(
      "/requests",
      emulator.requests.pipe(
        Effect.flatMap((requests) => Effect.forEach(requests, requestJson)),
        Effect.flatMap((requests) => json({ requests }))
      )
    ),
    HttpRouter.del("/requests", Effect.zipRight(emulator.clearRequests, done)),
    HttpRouter.get(
      "/rules",
      emulator.rules.pipe(
        Effect.flatMap(encodeRules),
        Effect.flatMap((rules) => json({ rules }))
      )
    ),
    HttpRouter.post(
      "/rules",
      bodyOf(FaultRule).pipe(Effect.flatMap(emulator.addRule), Effect.zipRight(done))
    ),
    HttpRouter.del("/rules", Effect.zipRight(emulator.clearRules, done)),
    HttpRouter.post(
      "/script",
      bodyOf(Schema.Struct(Script.fields).pipe(Schema.omit("_tag"))).pipe(
        Effect.flatMap(({ faults, match }) => emulator.script(faults, match)),
        Effect.zipRight(done)
      )
    ),
    HttpRouter.get(
      "/origins/:origin",
      HttpRouter.schemaPathParams(Schema.Struct({ origin: Origin })).pipe(
        Effect.flatMap(({ origin }) =>
          Effect.all({
            origin: Effect.succeed(origin),
            url: emulator.urlOf(origin),
            certificate: origin === "Https" ? emulator.certificate : Effect.succeed(undefined)
          })
        ),
        Effect.flatMap((body) => json(body))
      )
    )
  )

/** What a test can see and change without being written in Effect. */
export const make = (
  emulator: EmulatorService,
  /** Where the emulator listens. */
  host: string
) => {
  const router = HttpRouter.concatAll(
    networkRoutes(emulator),
    moneyRoutes(emulator),
    allRecords(emulator)
  ).pipe(
    HttpRouter.prefixAll(prefix),
    Effect.catchTags({
      JsonError: ({ message }) => json({ error: `The body can't be read: ${message}.` }, 400),
      RequestError: () => json({ error: "The body can't be read." }, 400),
      ParseError: (error) => json({ error: safeIssues(error) }, 400),
      RouteNotFound: () =>
        json({ error: `There is no such thing under ${prefix}. See the emulator's README.` }, 404)
    })
  )
  return Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers }) =>
    mayBeFromPage(headers, host)
      ? json({ error: "Pages in a browser may not change or see the emulator." }, 403)
      : router
  )
}
