import * as Redacted from "effect/Redacted"
import type { Key } from "../Key.js"
import { maskSecret } from "./identifiers.js"

const restrictions = ({ created_at, expires_at, ip_allow_list, scopes, updated_at }: Key) => ({
  scopes,
  ip_allow_list,
  expires_at,
  created_at,
  updated_at
})

/** `data` of one key. */
export const single = (key: Key, revealSecret: boolean) => ({
  id: key.id,
  ...(key.organization_id === undefined ? {} : { organization_id: key.organization_id }),
  label: key.label,
  description: key.description,
  ...(revealSecret && key.secret !== undefined ? { secret: Redacted.value(key.secret) } : {}),
  ...restrictions(key),
  ...(key.metrics === undefined ? {} : { metrics: key.metrics })
})

/** One of the list's `data`: fewer fields, the secret masked. */
export const listed = (key: Key) => ({
  id: key.id,
  ...(key.secret === undefined ? {} : { secret: maskSecret(key.secret) }),
  ...restrictions(key)
})

/** `data` of a new key: the only answer that shows the secret. */
export const created = (key: Key, secret: Redacted.Redacted) => ({
  id: key.id,
  secret: Redacted.value(secret),
  ...restrictions(key)
})
