import { limit } from "../../contenders/index.js"
import { markdownTable } from "../../markdown.js"
import { find, ratio, type Series } from "../../series.js"

const clients: ReadonlyArray<readonly [contender: string, title: string]> = [
  ["undici", "bare undici `request`"],
  ["BitGptNode", "**`BitGptNode`**"],
  [limit, "bare `fetch`"],
  ["floor/fetch", "the floor over `fetch`"],
  ["BitGpt/fetch", "**this library over `fetch`**"],
  ["BitGpt/undici", "this library, platform's undici"],
  ["HttpApiClient/undici", "`HttpApiClient`, platform's undici"],
  ["HttpApiClient/fetch", "`HttpApiClient`, platform's `fetch`"]
]

const figures = ["latency, 1 at once", "CPU per call, 1 at once", "throughput, 64 at once"]

/** What clients take, as multiples of bare `fetch`: the middle of the runs, with the lowest and the highest. */
export const costs = (all: ReadonlyArray<Series>): string =>
  markdownTable(
    ["client", "time", "processor time", "calls per second, 64 at once"],
    clients.flatMap(([contender, title]) => {
      const cells = figures.map((figure) => {
        const found = ratio(find(all, figure), contender, limit)
        if (found === undefined || contender === limit) return found === undefined ? "" : "1"
        const [middle, low, high] = [found.middle, found.low, found.high].map((_) => _.toFixed(2))
        return `${middle} (${low}–${high})`
      })
      return cells.includes("") ? [] : [[title, ...cells]]
    })
  )
