import type { Figure } from "../../figure.js"
import { inTurn } from "../inTurn.js"

/** What each of this library's layers costs. */
export const layers: Figure = async (lab) => ({
  series: [
    {
      name: "layers",
      unit: "us",
      better: "lower",
      against: "ours, no policies",
      runs: [await inTurn(lab, "layers.js")]
    }
  ]
})
