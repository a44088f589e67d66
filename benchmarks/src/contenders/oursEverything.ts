import type { Contender } from "../contender.js"
import type { HttpLayerName } from "./httpLayers.js"
import { contenderWith } from "./ours.js"
import { telemetry } from "./telemetry.js"

/**
 * This library with all that can be switched on, a cache apart: a cache would answer in its place.
 *
 * A rate limit, when there is one, goes here: `Layer.merge(telemetry, …)`.
 */
export const contender = (http: HttpLayerName): Contender => contenderWith(http, telemetry)
