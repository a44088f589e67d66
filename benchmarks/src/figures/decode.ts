import type { Laboratory } from "../laboratory.js"
import type { Series } from "../series.js"
import { inTurn } from "./inTurn.js"

/** The reading of the body, without any HTTP. */
export const decode = async (lab: Laboratory): Promise<ReadonlyArray<Series>> => [
  {
    name: "decode",
    unit: "us",
    better: "lower",
    against: "JSON.parse",
    rounds: await inTurn(lab, "decode.js")
  }
]
