import type { Figure } from "../../figure.js"
import { repeatRuns } from "../../laboratory.js"
import type { Series } from "../../series.js"
import { inTurn } from "../inTurn.js"

const floor = "by hand, same values"

/** The reading of a body, from text to values, without any HTTP. */
export const decode: Figure = async (lab) => {
  const of = async (name: string, what: string): Promise<Series> => ({
    name,
    unit: "us",
    better: "lower",
    against: floor,
    runs: await repeatRuns(lab, () => inTurn(lab, "decode.js", [what]))
  })
  return {
    series: [
      await of("decode, one key", "key"),
      await of("decode, 1,000 keys", "keys"),
      await of("decode, 1,000 ids", "ids")
    ]
  }
}
