import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"

const Snapshot = Schema.parseJson(
  Schema.Struct({
    snapshot: Schema.Struct({
      meta: Schema.Struct({
        node_fields: Schema.Array(Schema.String),
        node_types: Schema.Array(Schema.Union(Schema.String, Schema.Array(Schema.String)))
      })
    }),
    nodes: Schema.Array(Schema.Number)
  })
)

const decodeSnapshot = Schema.decodeSync(Snapshot)

// Compiled code with what it was compiled by, and the shapes of objects that it has seen.
const ofCode = new Set(["code", "object shape"])

/** Bytes in a snapshot of a heap. */
export interface HeapBytes {
  /** Code that V8 compiled, and what it noted about the code. */
  readonly code: number
  /** Everything else. */
  readonly values: number
}

/** What a file that V8 wrote a snapshot of its heap to has in it. */
export const bytesIn = (file: string): HeapBytes => {
  const { nodes, snapshot } = decodeSnapshot(readFileSync(file, "utf8"))
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [names] = types
  const [typeAt, sizeAt] = [fields.indexOf("type"), fields.indexOf("self_size")]
  let code = 0
  let values = 0
  for (let node = 0; node < nodes.length; node += fields.length) {
    const size = nodes[node + sizeAt] ?? 0
    if (ofCode.has(names?.[nodes[node + typeAt] ?? -1] ?? "")) code += size
    else values += size
  }
  return { code, values }
}
