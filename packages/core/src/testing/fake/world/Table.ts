import * as Effect from "effect/Effect"
import * as Option from "effect/Option"

/** The records of one resource, which a test can read and change. */
export interface Collection<A> {
  /** In the order in which their ids were first set. */
  readonly all: Effect.Effect<ReadonlyArray<A>>
  /** The record with an id. */
  readonly get: (id: string) => Effect.Effect<Option.Option<A>>
  /** Adds a record, in place of one with the same id. */
  readonly set: (record: A) => Effect.Effect<void>
  /** Removes a record. An id that no record has changes nothing. */
  readonly remove: (id: string) => Effect.Effect<void>
}

/** The records of one resource, for the fake's own use. */
export interface Table<A> {
  readonly all: () => ReadonlyArray<A>
  readonly get: (id: string) => A | undefined
  readonly set: (record: A) => void
  /** Sets a record that was used and not changed. */
  readonly touch: (record: A) => void
  readonly remove: (id: string) => void
  /** Puts these records in the place of all. */
  readonly replace: (records: Iterable<A>) => void
}

export const make = <A extends { readonly id: string }>(onChange: () => void): Table<A> => {
  const records = new Map<string, A>()
  return {
    all: () => Array.from(records.values()),
    get: (id) => records.get(id),
    set: (record) => {
      records.set(record.id, record)
      onChange()
    },
    touch: (record) => {
      records.set(record.id, record)
    },
    remove: (id) => {
      if (records.delete(id)) onChange()
    },
    replace: (all) => {
      records.clear()
      for (const record of all) records.set(record.id, record)
    }
  }
}

export const collection = <A>({ all, get, remove, set }: Table<A>): Collection<A> => ({
  all: Effect.sync(all),
  get: (id) => Effect.sync(() => Option.fromNullable(get(id))),
  set: (record) =>
    Effect.sync(() => {
      set(record)
    }),
  remove: (id) =>
    Effect.sync(() => {
      remove(id)
    })
})
