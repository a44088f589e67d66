import type { Laboratory } from "./laboratory.js"
import type { Series } from "./series.js"

/** What came of a measurement. */
export interface Measured {
  readonly series: ReadonlyArray<Series>
  /** Drawings in SVG, by the name of their file. */
  readonly charts?: Readonly<Record<string, string>>
  /** Tables in Markdown, by their name in docs/performance.md. */
  readonly tables?: Readonly<Record<string, string>>
}

/** Something that can be measured. */
export type Figure = (lab: Laboratory) => Promise<Measured>
