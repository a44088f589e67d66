import * as Schema from "effect/Schema"

/** What the runner asks an agent: to perform a task, or for the results of its checks. */
export const Question = Schema.parseJson(
  Schema.Struct({
    id: Schema.Int,
    /** A task of the conformance suite, as JSON text. */
    task: Schema.optional(Schema.String),
    interruptAfter: Schema.optional(Schema.Number),
    /** Whether all such tasks for one address go through one client, which has a rate limit. */
    isShared: Schema.optional(Schema.Boolean)
  })
)

/** What the agent says to it. */
export const Answer = Schema.parseJson(
  Schema.Struct({
    id: Schema.Int,
    /** An outcome of the conformance suite, or the results of the checks, as JSON text. */
    text: Schema.String
  })
)

/** The results of the checks. */
export const Checks = Schema.parseJson(
  Schema.Array(Schema.Struct({ name: Schema.String, holds: Schema.Boolean }))
)
