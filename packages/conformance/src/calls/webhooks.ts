import { webhookId, webhookSecret } from "../records.js"
import { describe } from "./describe.js"

const created = {
  id: webhookId,
  secret: webhookSecret,
  label: "example",
  url: "https://shop.example/webhooks/bitgpt",
  created_at: "2025-06-29 14:52:14",
  updated_at: "2025-06-29 14:52:15",
  events: ["api_key.created"]
}

const webhook = { ...created, description: "Example webhook for testing", enabled: 1 }

const answer = {
  record: webhook,
  required: ["id"],
  odd: { created_at: ["yesterday"], enabled: ["yes"], events: [["api_key.created", 1]] }
}

export const create = describe("Webhooks.create", "POST", "/developers/webhooks", {
  input: {
    label: "Orders",
    url: "https://shop.example/webhooks/bitgpt",
    events: ["payment.updated", "not_documented.happened"]
  },
  value: { label: "Orders", events: ["payment.updated", "not_documented.happened"] },
  creates: true,
  secret: "Full",
  answer: { record: created, required: ["id"] },
  refused: [
    { name: "without a label", input: { label: "" }, fields: ["label"] },
    {
      name: "with a label of 256 characters",
      input: { label: "x".repeat(256) },
      fields: ["label"]
    },
    ...["http://shop.example/hook", "ftp://shop.example", "shop.example", "https://", ""].map(
      (url) => ({ name: `for the url "${url}"`, input: { url }, fields: ["url"] })
    ),
    { name: "with an event that is empty", input: { events: ["a", ""] }, fields: ["events[1]"] }
  ]
})

export const list = describe("Webhooks.list", "GET", "/developers/webhooks", {
  value: [{ id: webhookId, label: "example", enabled: 1 }],
  secret: "Full",
  answer: { ...answer, listIn: "data" }
})

export const get = describe("Webhooks.get", "GET", "/developers/webhooks/{id}", {
  input: { id: webhookId },
  value: { id: webhookId, label: "example", events: ["api_key.created"], enabled: 1 },
  secret: "Full",
  answer,
  refused: [{ name: "with the path of another call", input: { id: "events" }, fields: ["id"] }]
})

/** What the answer is made of is not documented. */
export const eventTypes = describe("Webhooks.eventTypes", "GET", "/developers/webhooks/events", {
  needsToken: false,
  value: {},
  answer: "Unknown"
})
