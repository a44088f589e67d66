import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type { DataFileError } from "../EmulatorError.js"
import { type Key } from "../Key.js"

/** The keys of the organization. */
export interface KeyStore {
  readonly all: Effect.Effect<ReadonlyArray<Key>>
  readonly get: (id: string) => Effect.Effect<Option.Option<Key>>
  readonly findBySecret: (secret: string) => Effect.Effect<Option.Option<Key>>
  readonly set: (key: Key) => Effect.Effect<void, DataFileError>
  readonly remove: (id: string) => Effect.Effect<void, DataFileError>
  /** Counts a use. It is saved with the next change, or at the end. */
  readonly countUse: (id: string, usedAt: string) => Effect.Effect<void>
  /** Saves what is not saved yet. */
  readonly flush: Effect.Effect<void, DataFileError>
}

export const make = (
  initial: Iterable<Key>,
  save: (keys: ReadonlyArray<Key>) => Effect.Effect<void, DataFileError>
): KeyStore => {
  const keys = new Map(Array.from(initial, (key) => [key.id, key]))
  let changed = false

  const all = Effect.sync(() => Array.from(keys.values()))

  const flush = Effect.suspend(() => {
    if (!changed) return Effect.void
    changed = false
    return Effect.tapError(Effect.flatMap(all, save), () =>
      Effect.sync(() => {
        changed = true
      })
    )
  })

  const change = (how: () => void) =>
    Effect.suspend(() => {
      how()
      changed = true
      return flush
    })

  return {
    all,
    get: (id) => Effect.sync(() => Option.fromNullable(keys.get(id))),
    findBySecret: (secret) =>
      Effect.map(all, (all) =>
        Option.fromNullable(
          all.find((key) => key.secret !== undefined && Redacted.value(key.secret) === secret)
        )
      ),
    set: (key) => change(() => keys.set(key.id, key)),
    remove: (id) => change(() => keys.delete(id)),
    countUse: (id, usedAt) =>
      Effect.sync(() => {
        const key = keys.get(id)
        if (key === undefined) return
        const metrics = {
          api_key_id: id,
          total_requests: (key.metrics?.total_requests ?? 0) + 1,
          last_used_at: usedAt
        }
        keys.set(id, { ...key, metrics })
        changed = true
      }),
    flush
  }
}
