import type { Laboratory } from "../laboratory.js"
import type { Series } from "../series.js"
import { inTurn } from "./inTurn.js"

/** What each of this library's layers costs. */
export const layers = async (lab: Laboratory): Promise<ReadonlyArray<Series>> => [
  {
    name: "layers",
    unit: "us",
    better: "lower",
    against: "ours, no policies",
    rounds: await inTurn(lab, "layers.js")
  }
]
