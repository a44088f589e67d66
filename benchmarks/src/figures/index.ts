import type { Laboratory } from "../laboratory.js"
import type { Series } from "../series.js"
import { decode } from "./decode.js"
import { sequential } from "./sequential.js"

/** What can be measured, by the name that `--only` takes. */
export const figures: Readonly<
  Record<string, (lab: Laboratory) => Promise<ReadonlyArray<Series>>>
> = { sequential, decode }
