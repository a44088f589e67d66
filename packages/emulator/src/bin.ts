#!/usr/bin/env node
import * as Command from "@effect/cli/Command"
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { FileSystem } from "@effect/platform/FileSystem"
import * as Cause from "effect/Cause"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { fileURLToPath } from "node:url"
import { command } from "./internal/command/command.js"
import { helpText } from "./internal/command/settings.js"

const manifest = fileURLToPath(new URL("../package.json", import.meta.url))

const program = Effect.gen(function* () {
  const fs = yield* FileSystem
  const { version } = yield* Effect.flatMap(
    fs.readFileString(manifest),
    Schema.decode(Schema.parseJson(Schema.Struct({ version: Schema.String })))
  )
  // The platform's own help pads each option with generic sentences.
  if (process.argv.slice(2).some((arg) => arg === "--help" || arg === "-h")) {
    return yield* Console.log(helpText)
  }
  return yield* Command.run(command, { name: "BitGPT emulator", version })(process.argv)
}).pipe(
  // Failures have been told in words already.
  Effect.tapErrorCause((cause) =>
    Cause.isFailType(cause) || Cause.isInterruptedOnly(cause) ? Effect.void : Effect.logError(cause)
  ),
  Effect.provide(NodeContext.layer)
)

NodeRuntime.runMain(program, { disableErrorReporting: true })
