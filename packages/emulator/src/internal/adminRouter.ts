import * as HttpRouter from "@effect/platform/HttpRouter"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import { ApiKeyRecord, maskSecret } from "effect-bitgpt/fake"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type { EmulatorService } from "../Emulator.js"
import { Fault } from "../Fault.js"
import { FaultRule, Script } from "../FaultRule.js"
import { Origin } from "../Origin.js"
import type { RecordedRequest } from "../RecordedRequest.js"
import { safeIssues } from "./safeIssues.js"
import { withoutQuery } from "./withoutQuery.js"

/** No path of the API begins like this. */
export const prefix = "/_emulator"

/** Whether a request is for the admin endpoint. */
export const isFor = (url: string): boolean => `${withoutQuery(url)}/`.startsWith(`${prefix}/`)

const isLoopback = (hostname: string): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[?::1\]?)$/i.test(hostname)

/**
 * Whether a page in a browser made the request, which may come from anywhere: it says where it comes
 * from, or it asks for loopback under a name of its own (DNS rebinding).
 */
const isFromPage = ({ headers }: HttpServerRequest.HttpServerRequest, host: string): boolean =>
  headers["origin"] !== undefined ||
  (isLoopback(host) && !isLoopback((headers["host"] ?? "localhost").replace(/:\d+$/, "")))

const json = (body: unknown, status = 200) =>
  Effect.succeed(HttpServerResponse.unsafeJson(body, { status }))
const done = Effect.succeed(HttpServerResponse.empty())

const encodeRules = Schema.encode(Schema.Array(FaultRule))
const encodeFault = Schema.encode(Fault)
const encodeKey = Schema.encode(ApiKeyRecord)

const requestJson = ({ accessToken: _, fault, ...request }: RecordedRequest) =>
  fault === undefined
    ? Effect.succeed(request)
    : Effect.map(encodeFault(fault), (fault) => ({ ...request, fault }))

const keyJson = (key: ApiKeyRecord) =>
  Effect.map(encodeKey(key), (json) => ({
    ...json,
    ...(key.secret === undefined ? {} : { secret: maskSecret(key.secret) })
  }))

const { schemaBodyJson } = HttpServerRequest
const withId = HttpRouter.schemaPathParams(Schema.Struct({ id: Schema.String }))

/** What a test can see and change without being written in Effect. */
export const make = (
  emulator: Omit<EmulatorService, "takeDown" | "bringUp">,
  /** Where the emulator listens. */
  host: string
) => {
  const router = HttpRouter.empty.pipe(
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
      schemaBodyJson(FaultRule).pipe(Effect.flatMap(emulator.addRule), Effect.zipRight(done))
    ),
    HttpRouter.del("/rules", Effect.zipRight(emulator.clearRules, done)),
    HttpRouter.post(
      "/script",
      schemaBodyJson(Schema.Struct(Script.fields).pipe(Schema.omit("_tag"))).pipe(
        Effect.flatMap(({ faults, match }) => emulator.script(faults, match)),
        Effect.zipRight(done)
      )
    ),
    HttpRouter.get(
      "/api_keys",
      emulator.apiKeys.all.pipe(
        Effect.flatMap((keys) => Effect.forEach(keys, keyJson)),
        Effect.flatMap((keys) => json({ api_keys: keys }))
      )
    ),
    HttpRouter.post(
      "/api_keys",
      schemaBodyJson(ApiKeyRecord).pipe(Effect.flatMap(emulator.apiKeys.set), Effect.zipRight(done))
    ),
    HttpRouter.get(
      "/api_keys/:id",
      withId.pipe(
        Effect.flatMap(({ id }) => emulator.apiKeys.get(id)),
        Effect.flatMap(
          Option.match({
            onNone: () => json({ error: "There is no such key." }, 404),
            onSome: (key) => Effect.flatMap(keyJson(key), (key) => json(key))
          })
        )
      )
    ),
    HttpRouter.del(
      "/api_keys/:id",
      withId.pipe(
        Effect.flatMap(({ id }) => emulator.apiKeys.remove(id)),
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
    ),
    HttpRouter.prefixAll(prefix),
    Effect.catchTags({
      RequestError: () => json({ error: "The body is not JSON." }, 400),
      ParseError: (error) => json({ error: safeIssues(error) }, 400),
      RouteNotFound: () =>
        json({ error: `There is no such thing under ${prefix}. See the emulator's README.` }, 404)
    })
  )
  return Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
    isFromPage(request, host)
      ? json({ error: "Pages in a browser may not change or see the emulator." }, 403)
      : router
  )
}
