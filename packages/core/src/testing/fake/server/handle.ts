import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Redacted from "effect/Redacted"
import { maskSecret } from "../values/secrets.js"
import * as Time from "../values/time.js"
import { acceptsJson } from "./acceptsJson.js"
import { authenticate, type Caller, isPermitted } from "./authenticate.js"
import * as Envelope from "./envelope.js"
import type { FakeAnswer, FakeRequest } from "./message.js"
import type { RateLimiter } from "./rateLimiter.js"
import { denied, notFound, Refused } from "./refused.js"
import * as Route from "./route.js"
import type { World } from "../world/World.js"

export interface Dependencies {
  readonly accessToken: Redacted.Redacted
  readonly rateLimiter: RateLimiter
  readonly routes: ReadonlyArray<Route.Route>
  readonly world: World
}

const supportId = ({ identifiers }: World): string => `support_${identifiers.uuid()}`

/** Counts a use of the caller's key. */
const countUse = (caller: Caller, { apiKeys }: World, now: number): void => {
  if (caller._tag !== "ApiKey") return
  const { key } = caller
  const metrics = {
    api_key_id: key.id,
    total_requests: (key.metrics?.total_requests ?? 0) + 1,
    last_used_at: Time.format(now)
  }
  apiKeys.touch({ ...key, metrics })
}

const logRequest = (
  caller: Caller,
  { remoteAddress = "127.0.0.1" }: FakeRequest,
  done: { readonly now: number; readonly route: Route.Route; readonly status: number },
  { requests }: World
): void => {
  if (caller._tag === "Unknown") return
  const secret = caller._tag === "ApiKey" ? caller.key.secret : undefined
  requests.add({
    at: done.now,
    apiKeyId: caller._tag === "ApiKey" ? caller.key.id : null,
    auth: secret === undefined ? "access token" : maskSecret(secret),
    ip: remoteAddress,
    endpoint: done.route.endpoint,
    status: done.status
  })
}

/** Answers a request as the API would. */
export const handle =
  ({ accessToken, rateLimiter, routes, world }: Dependencies) =>
  (request: FakeRequest): Effect.Effect<FakeAnswer> =>
    Effect.gen(function* () {
      if (!acceptsJson(request.headers["accept"])) return yield* new Refused({ status: 406 })
      const now = yield* Clock.currentTimeMillis
      const [, path = "", queryText = ""] = /^([^?]*)\??(.*)$/s.exec(request.path) ?? []
      const match = Route.find(routes, request.method, path)
      if (match === undefined) return yield* notFound()
      const { id, route } = match

      const caller = authenticate(request, route.permission, accessToken, world.apiKeys, now)
      if (Either.isLeft(caller)) return yield* caller.left
      const wait = rateLimiter(now)
      if (wait !== undefined) return yield* wait
      countUse(caller.right, world, now)

      const answer = Effect.gen(function* () {
        if (!isPermitted(caller.right, route.permission)) return yield* denied()
        const query = new URLSearchParams(queryText)
        return yield* route.handle({ ...request, id, now, query })
      })
      const log = (status: number) =>
        Effect.sync(() => {
          logRequest(caller.right, request, { now, route, status }, world)
        })
      const success = yield* answer.pipe(
        Effect.tapBoth({ onFailure: ({ status }) => log(status), onSuccess: () => log(200) }),
        // A server works on when its client has gone.
        Effect.uninterruptible
      )
      return Envelope.success(success, supportId(world))
    }).pipe(
      Effect.catchTag("Refused", (refused) =>
        Effect.sync(() => Envelope.failure(refused, supportId(world)))
      )
    )
