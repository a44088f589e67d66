import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { ApiKeyRecord } from "../records/ApiKeyRecord.js"
import * as Input from "../server/input.js"
import { type Route, route } from "../server/route.js"
import type { World } from "../world/World.js"
import { isEntry } from "../values/ipAllowList.js"
import { apiKeySecret, maskSecret } from "../values/secrets.js"
import * as Time from "../values/time.js"
import { found } from "./found.js"

const UpdateInput = Schema.Struct({ label: Input.label, description: Input.maybe(Input.text) })

const CreateInput = Schema.Struct({
  ...UpdateInput.fields,
  scopes: Schema.optional(Input.list(Input.text)),
  ip_allow_list: Schema.optional(
    Input.list(Input.textThat(isEntry, "must be an IP address or a CIDR range."))
  ),
  expires_at: Input.maybe(Input.time)
})

const restrictions = (key: ApiKeyRecord) => ({
  scopes: key.scopes,
  ip_allow_list: key.ip_allow_list,
  expires_at: key.expires_at,
  created_at: key.created_at,
  updated_at: key.updated_at
})

/** A key as a get prints it, and a delivery. */
const single = (key: ApiKeyRecord, revealSecret: boolean) => ({
  id: key.id,
  ...(key.organization_id === undefined ? {} : { organization_id: key.organization_id }),
  label: key.label,
  description: key.description,
  ...(revealSecret && key.secret !== undefined ? { secret: Redacted.value(key.secret) } : {}),
  ...restrictions(key),
  ...(key.metrics === undefined ? {} : { metrics: key.metrics })
})

/** A key as the list prints it: fewer fields, the secret masked. */
const listed = (key: ApiKeyRecord) => ({
  id: key.id,
  ...(key.secret === undefined ? {} : { secret: maskSecret(key.secret) }),
  ...restrictions(key)
})

export const routes = ({
  apiKeys,
  identifiers,
  publish,
  revealSecrets
}: World): ReadonlyArray<Route> => [
  route("GET /developers/api_keys", "api_keys.read", () =>
    Effect.sync(() => ({ data: apiKeys.all().map(listed) }))
  ),
  route("POST /developers/api_keys", "AccessTokenOnly", (request) =>
    Effect.gen(function* () {
      const input = yield* Input.readJson(CreateInput, request)
      const expiry = Time.parse(input.expires_at ?? "")
      const id = `api_key_${identifiers.uuid()}`
      const secret = apiKeySecret("test", identifiers.uuid())
      const key = ApiKeyRecord.make({
        id,
        label: input.label,
        description: input.description ?? null,
        secret,
        scopes: input.scopes ?? [],
        ip_allow_list: input.ip_allow_list ?? [],
        expires_at: expiry === undefined ? null : Time.format(expiry),
        created_at: Time.format(request.now),
        metrics: { api_key_id: id, total_requests: 0, last_used_at: null }
      })
      apiKeys.set(key)
      yield* publish("api_key.created", id, single(key, true), request.now)
      // The only answer that shows the secret.
      return { data: { id, secret: Redacted.value(secret), ...restrictions(key) } }
    })
  ),
  route("GET /developers/api_keys/{id}", "api_keys.read", ({ id }) =>
    Effect.map(found(apiKeys, id), (key) => ({ data: single(key, revealSecrets) }))
  ),
  route("PUT /developers/api_keys/{id}", "AccessTokenOnly", (request) =>
    Effect.gen(function* () {
      const key = yield* found(apiKeys, request.id)
      const { description, label } = yield* Input.readJson(UpdateInput, request)
      const updated: ApiKeyRecord = {
        ...key,
        label,
        description: description === undefined ? key.description : description,
        updated_at: Time.format(request.now)
      }
      apiKeys.set(updated)
      yield* publish("api_key.updated", key.id, single(updated, true), request.now)
      return { data: { id: key.id }, message: "API key updated" }
    })
  )
]
