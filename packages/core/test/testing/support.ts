import { BitGptError, RetryPolicy } from "effect-bitgpt"
import type { Script } from "effect-bitgpt/testing"
import { Cause, Exit, Layer, Option, Schema } from "effect"
import { clientOf } from "../support/scriptedServer.js"

/** The real client of a server that follows a script, which tries each call once. */
export const clientWithoutRetries = (script: Script) =>
  clientOf(script).pipe(Layer.provide(RetryPolicy.none))

const encode = Schema.encodeSync(Schema.parseJson(BitGptError))

/** An error as plain data, to compare every field of it. What is undefined is left out. */
export const encodeError = (error: BitGptError): unknown => JSON.parse(encode(error))

/** The text of the defect that an effect ended with, `undefined` if it ended otherwise. */
export const defectOf = (exit: Exit.Exit<unknown, unknown>): string | undefined =>
  Exit.isFailure(exit)
    ? Option.getOrUndefined(Option.map(Cause.dieOption(exit.cause), String))
    : undefined
