// The shop in production, until SIGTERM or Ctrl-C. Logs are lines of JSON.
import { NodeRuntime } from "@effect/platform-node"
import { Layer, Logger } from "effect"
import * as Shop from "./Shop.js"

Shop.layer.pipe(
  Layer.provide(Logger.json),
  Layer.launch,
  NodeRuntime.runMain({ disablePrettyLogger: true })
)
