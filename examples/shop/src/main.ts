// The shop in production, until SIGTERM or Ctrl-C. Logs are lines of JSON.
import { NodeRuntime } from "@effect/platform-node"
import { Layer, Logger } from "effect"
import * as Shop from "./Shop.js"

NodeRuntime.runMain(Layer.launch(Layer.provide(Shop.layer, Logger.json)))
