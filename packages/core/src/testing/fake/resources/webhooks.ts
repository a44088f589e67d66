import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { WebhookRecord } from "../records/WebhookRecord.js"
import * as Input from "../server/input.js"
import { type Route, route } from "../server/route.js"
import type { World } from "../world/World.js"
import { webhookSecret } from "../values/secrets.js"
import * as Time from "../values/time.js"
import { found } from "./found.js"

/** `https`, or `http` to this machine. */
const isDeliverable = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { hostname, protocol } = new URL(text)
  return (
    protocol === "https:" ||
    (protocol === "http:" && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname))
  )
}

const CreateInput = Schema.Struct({
  label: Input.label,
  url: Input.textThat(isDeliverable, "must be an https URL, or an http URL of this machine."),
  events: Input.list(Input.filledText),
  description: Input.maybe(Input.text)
})

/** The documented events that the fake makes known. */
const events = [
  "api_key.created",
  "api_key.updated",
  "api_key.deleted",
  "payment.created",
  "payment.updated",
  "product.created"
]

const created = (record: WebhookRecord) => ({
  id: record.id,
  secret: Redacted.value(record.secret),
  label: record.label,
  url: record.url,
  created_at: record.created_at,
  updated_at: record.updated_at,
  events: record.events
})

const webhook = (record: WebhookRecord) => ({
  ...created(record),
  description: record.description,
  enabled: record.enabled
})

export const routes = ({ identifiers, webhooks }: World): ReadonlyArray<Route> => [
  route("GET /developers/webhooks", "webhooks.read", () =>
    Effect.sync(() => ({ data: webhooks.all().map(webhook) }))
  ),
  route("POST /developers/webhooks", "webhooks.create", (request) =>
    Effect.map(Input.readJson(CreateInput, request), (input) => {
      const record = WebhookRecord.make({
        id: `webhook_${identifiers.uuid()}`,
        secret: webhookSecret(identifiers.uuid()),
        label: input.label,
        url: input.url,
        description: input.description ?? null,
        events: input.events,
        created_at: Time.format(request.now)
      })
      webhooks.set(record)
      return { data: created(record) }
    })
  ),
  route("GET /developers/webhooks/events", "Public", () => Effect.succeed({ data: { events } })),
  route("GET /developers/webhooks/{id}", "webhooks.read", ({ id }) =>
    Effect.map(found(webhooks, id), (record) => ({ data: webhook(record) }))
  )
]
