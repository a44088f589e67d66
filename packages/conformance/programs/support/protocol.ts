// What a program and the process of its emulator say to each other.
import { Schema } from "effect"
import { FaultRule } from "effect-bitgpt-emulator"

/** What the emulator is asked. */
export const Question = Schema.Union(
  Schema.TaggedStruct("Report", {}),
  Schema.TaggedStruct("SetRules", { rules: Schema.Array(FaultRule.FaultRule) }),
  Schema.TaggedStruct("ClearRequests", {}),
  Schema.TaggedStruct("TakeDown", {}),
  Schema.TaggedStruct("BringUp", {})
)

export type Question = typeof Question.Type

/** What the emulator has seen and done. */
export const ServerReport = Schema.Struct({
  requests: Schema.Int,
  /** Requests by the fault that was done to them, `None` for none. */
  byFault: Schema.Record({ key: Schema.String, value: Schema.Int }),
  /** Requests by how they ended. */
  byOutcome: Schema.Record({ key: Schema.String, value: Schema.Int }),
  openConnections: Schema.Int
})

export type ServerReport = typeof ServerReport.Type

/** Where the emulator is. */
export const Started = Schema.Struct({
  baseUrl: Schema.String,
  accessToken: Schema.Redacted(Schema.String)
})

export type Started = typeof Started.Type
