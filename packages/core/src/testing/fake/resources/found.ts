import * as Effect from "effect/Effect"
import { notFound, type Refused } from "../server/refused.js"
import type { Table } from "../world/Table.js"

/** The record of a path's id, or 404. */
export const found = <A>(table: Table<A>, id: string): Effect.Effect<A, Refused> =>
  Effect.suspend(() => {
    const record = table.get(id)
    return record === undefined ? notFound() : Effect.succeed(record)
  })
