import * as Schema from "effect/Schema"

const Calls = Schema.Positive.pipe(Schema.int())

/** What a process of one contender can be told to do. */
export const Task = Schema.Union(
  /** Is every answer right? */
  Schema.TaggedStruct("Check", {}),
  /** So many calls at once. */
  Schema.TaggedStruct("Calls", { calls: Calls, concurrency: Calls }),
  /** One call that the server refuses with this status after the other. */
  Schema.TaggedStruct("Refused", { calls: Calls, status: Schema.Int }),
  /** Memory that calls allocate. Needs a young generation so large that nothing is collected. */
  Schema.TaggedStruct("Allocation", { calls: Calls }),
  /** Memory in use after calls, when all that can be collected was. */
  Schema.TaggedStruct("Lasting", { calls: Calls }),
  /** Whose code calls spend their time in, or allocate by. */
  Schema.TaggedStruct("Profile", { what: Schema.Literal("time", "memory"), calls: Calls })
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
