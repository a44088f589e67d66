import * as Layer from "effect/Layer"
import type { Contender } from "../../contender.js"
import type { LayerName } from "./layers.js"
import { contenderWith } from "./ours.js"
import { rateLimit } from "./rateLimit.js"
import { telemetry } from "./telemetry.js"

/** This library with all that can be switched on: spans that are exported, and a rate limit. */
export const contender = (name: LayerName): Contender =>
  contenderWith(name, Layer.merge(telemetry, rateLimit))
