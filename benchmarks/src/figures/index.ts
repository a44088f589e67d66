import type { Laboratory } from "../laboratory.js"
import type { Series } from "../series.js"
import { allocation } from "./allocation.js"
import { decode } from "./decode.js"
import { layers } from "./layers.js"
import { refused } from "./refused.js"
import { retained } from "./retained.js"
import { sequential } from "./sequential.js"
import { size } from "./size.js"
import { start } from "./start.js"
import { throughput } from "./throughput.js"
import { types } from "./types.js"

/** What can be measured, by the name that `--only` takes. */
export const figures: Readonly<
  Record<string, (lab: Laboratory) => Promise<ReadonlyArray<Series>>>
> = {
  sequential,
  throughput,
  refused,
  allocation,
  decode,
  layers,
  retained,
  start,
  size,
  types
}
