import * as HttpRouter from "@effect/platform/HttpRouter"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import type * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import { Key } from "../Key.js"
import { acceptsJson } from "./acceptsJson.js"
import { authenticate, authorize, type Permission } from "./authenticate.js"
import * as Envelope from "./envelope.js"
import type { Identifiers } from "./identifiers.js"
import * as KeyBody from "./keyBody.js"
import { readCreate, readUpdate } from "./keyInput.js"
import type { KeyStore } from "./keyStore.js"
import type { RateLimiter } from "./rateLimiter.js"
import { notFound, type Refusal, Refused } from "./refused.js"
import * as Timestamp from "./timestamp.js"

export interface Dependencies {
  readonly accessToken: Redacted.Redacted
  readonly identifiers: Identifiers
  readonly rateLimiter: RateLimiter
  readonly revealSecrets: boolean
  readonly store: KeyStore
}

/** What a call answers with. */
interface Result {
  readonly data: unknown
  readonly message?: string
}

/** The documented calls on API keys. */
export const make = ({
  accessToken,
  identifiers,
  rateLimiter,
  revealSecrets,
  store
}: Dependencies) => {
  const call = <E, R>(permission: Permission, handler: Effect.Effect<Result, E, R>) =>
    Effect.gen(function* () {
      const request = yield* HttpServerRequest.HttpServerRequest
      const caller = yield* authenticate(request, accessToken, store)
      yield* rateLimiter
      yield* authorize(caller, permission)
      const { data, message } = yield* handler
      return Envelope.success(data, yield* identifiers.supportId, message)
    })

  const bodyText = Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
    Effect.mapError(
      request.text,
      () => new Refused({ status: 400, error: "The request body can't be read." })
    )
  )

  const findKey = Effect.gen(function* () {
    const { id = "" } = yield* HttpRouter.params
    const found = yield* store.get(id)
    return Option.isSome(found) ? found.value : yield* notFound()
  })

  const get = Effect.map(findKey, (key) => ({ data: KeyBody.single(key, revealSecrets) }))

  const list = Effect.map(store.all, (keys) => ({ data: keys.map(KeyBody.listed) }))

  const create = Effect.gen(function* () {
    const input = yield* Effect.flatMap(bodyText, readCreate)
    const expiry =
      typeof input.expires_at === "string" ? Timestamp.parse(input.expires_at) : undefined
    const id = yield* identifiers.keyId
    const secret = yield* identifiers.secret
    const key = Key.make({
      id,
      label: input.label,
      description: input.description ?? null,
      secret,
      scopes: input.scopes,
      ip_allow_list: input.ip_allow_list,
      expires_at: expiry === undefined ? null : Timestamp.format(expiry),
      created_at: Timestamp.format(yield* Clock.currentTimeMillis),
      metrics: { api_key_id: id, total_requests: 0, last_used_at: null }
    })
    yield* store.set(key)
    return { data: KeyBody.created(key, secret) }
  })

  const update = Effect.gen(function* () {
    const key = yield* findKey
    const input = yield* Effect.flatMap(bodyText, readUpdate)
    const updated_at = Timestamp.format(yield* Clock.currentTimeMillis)
    yield* store.set({
      ...key,
      label: input.label,
      description: input.description === undefined ? key.description : input.description,
      updated_at
    })
    return { data: { id: key.id }, message: "API key updated" }
  })

  const refuse = (refused: Refusal) =>
    Effect.map(identifiers.supportId, (supportId) => Envelope.failure(refused, supportId))

  const router = HttpRouter.empty.pipe(
    HttpRouter.get("/developers/api_keys", call("api_keys.read", list)),
    HttpRouter.post("/developers/api_keys", call("AccessTokenOnly", create)),
    HttpRouter.get("/developers/api_keys/:id", call("api_keys.read", get)),
    HttpRouter.put("/developers/api_keys/:id", call("AccessTokenOnly", update)),
    // Nothing but the documented paths: a client that builds others has to hear of it.
    HttpRouter.withRouterConfig({
      caseSensitive: true,
      ignoreDuplicateSlashes: false,
      ignoreTrailingSlash: false,
      maxParamLength: 10_000
    })
  )

  return Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    if (!acceptsJson(request.headers["accept"])) {
      return yield* new Refused({
        status: 406,
        error: "Only JSON is served: send the header Accept: application/json."
      })
    }
    return yield* router
  }).pipe(
    Effect.catchTags({
      Refused: refuse,
      RouteNotFound: () => refuse(notFound()),
      DataFileError: (error) =>
        Effect.zipRight(
          Effect.logError(error.message),
          refuse({ status: 500, error: "An unexpected error occurred." })
        )
    })
  ) satisfies Effect.Effect<HttpServerResponse.HttpServerResponse, never, unknown>
}
