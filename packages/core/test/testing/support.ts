import type { HttpClient } from "@effect/platform"
import { BitGpt, BitGptError, RetryPolicy } from "effect-bitgpt"
import { type Script, TestHttp } from "effect-bitgpt/testing"
import { Cause, Exit, Layer, Option, Redacted, Schema } from "effect"

/** A token that tests look for where it must not be. */
export const token = "a-token-nobody-may-see"

/** The real client over a scripted server. */
export const clientOver = (
  script: Script
): Layer.Layer<BitGpt.Services | HttpClient.HttpClient | TestHttp> =>
  BitGpt.layerNoDeps({ accessToken: Redacted.make(token) }).pipe(
    Layer.orDie,
    Layer.provideMerge(TestHttp.layer(script))
  )

/** The same without retries. */
export const onceOver = (script: Script) => clientOver(script).pipe(Layer.provide(RetryPolicy.none))

const encode = Schema.encodeSync(Schema.parseJson(BitGptError))

/** An error as plain data, to compare every field of it. What is undefined is left out. */
export const encodeError = (error: BitGptError): unknown => JSON.parse(encode(error))

/** The text of the defect that an effect ended with, `undefined` if it ended otherwise. */
export const defectOf = (exit: Exit.Exit<unknown, unknown>): string | undefined =>
  Exit.isFailure(exit)
    ? Option.getOrUndefined(Option.map(Cause.dieOption(exit.cause), String))
    : undefined
