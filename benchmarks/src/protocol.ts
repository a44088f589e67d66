import * as Schema from "effect/Schema"

const Calls = Schema.Positive.pipe(Schema.int())

/** What a process of one contender can be told to do. */
export const Task = Schema.Union(
  /** Is every answer right? */
  Schema.TaggedStruct("Check", {}),
  /** One call after the other. */
  Schema.TaggedStruct("Sequential", { calls: Calls }),
  /** One call that the server refuses with this status after the other. */
  Schema.TaggedStruct("Refused", { calls: Calls, status: Schema.Int }),
  /** So many calls at a time. */
  Schema.TaggedStruct("Concurrent", { calls: Calls, concurrency: Calls }),
  /** Memory that calls allocate. Needs a young generation so large that nothing is collected. */
  Schema.TaggedStruct("Allocation", { calls: Calls }),
  /** Memory in use after calls, when all that can be collected was. */
  Schema.TaggedStruct("Retained", { calls: Calls })
)

export type Task = typeof Task.Type

/** Named figures. */
export const Figures = Schema.Record({ key: Schema.String, value: Schema.Number })

export type Figures = typeof Figures.Type

/** What a process answers. */
export const Reply = Schema.Union(
  Schema.TaggedStruct("Done", { figures: Figures }),
  Schema.TaggedStruct("Failed", { message: Schema.String })
)

export type Reply = typeof Reply.Type
