import * as Layer from "effect/Layer"
import type { Contender } from "../contender.js"
import type { HttpLayerName } from "./httpLayers.js"
import { contenderWith } from "./ours.js"
import { rateLimit } from "./rateLimit.js"
import { telemetry } from "./telemetry.js"

/** This library with all that can be switched on, a cache apart: a cache would answer in its place. */
export const contender = (http: HttpLayerName): Contender =>
  contenderWith(http, Layer.merge(telemetry, rateLimit))
