/** What a figure has to be. */
export interface Target {
  /** What the page on performance calls it. */
  readonly title: string
  readonly series: string
  readonly subject: string
  /** What the figure is divided by; absent where it stands for itself. */
  readonly against?: string
  readonly bound: { readonly atMost: number } | { readonly atLeast: number }
}

const latency = "latency, 1 at once"
const cpu = "CPU per call, 1 at once"

/** Nothing grows: the smallest thing that could be left behind takes 16 bytes or so. */
const nothing = { atMost: 1 }

/** What this library sets out to reach. */
export const targets: ReadonlyArray<Target> = [
  {
    title: "`BitGptNode` to bare `fetch`: time",
    series: latency,
    subject: "BitGptNode",
    against: "fetch",
    bound: { atMost: 0.45 }
  },
  {
    title: "`BitGptNode` to bare `fetch`: processor time",
    series: cpu,
    subject: "BitGptNode",
    against: "fetch",
    bound: { atMost: 0.45 }
  },
  {
    title: "`BitGptNode` to bare `fetch`: calls per second, 64 at once",
    series: "throughput, 64 at once",
    subject: "BitGptNode",
    against: "fetch",
    bound: { atLeast: 1.8 }
  },
  {
    title: "`BitGptNode` to bare undici `request`: time",
    series: latency,
    subject: "BitGptNode",
    against: "undici",
    bound: { atMost: 1.4 }
  },
  {
    title: "over `fetch` to the floor: time",
    series: latency,
    subject: "BitGpt/fetch",
    against: "floor/fetch",
    bound: { atMost: 1.2 }
  },
  {
    title: "over `fetch` to the floor: processor time",
    series: cpu,
    subject: "BitGpt/fetch",
    against: "floor/fetch",
    bound: { atMost: 1.25 }
  },
  {
    title: "`BitGptNode` to `HttpApiClient` over undici: time",
    series: latency,
    subject: "BitGptNode",
    against: "HttpApiClient/undici",
    bound: { atMost: 0.4 }
  },
  {
    title: "`BitGptNode` to `HttpApiClient` over undici: processor time",
    series: cpu,
    subject: "BitGptNode",
    against: "HttpApiClient/undici",
    bound: { atMost: 0.4 }
  },
  {
    title: "a list of 1,000 keys to the same values made by hand",
    series: "decode, 1,000 keys",
    subject: "effect-bitgpt",
    against: "by hand, same values",
    bound: { atMost: 1.3 }
  },
  {
    title: "memory kept by a stream, bytes per invoice: `BitGptNode`",
    series: "kept by a stream",
    subject: "BitGptNode",
    bound: nothing
  },
  {
    title: "memory kept by a stream, bytes per invoice: over `fetch`",
    series: "kept by a stream",
    subject: "BitGpt/fetch",
    bound: nothing
  },
  {
    title: "memory kept by calls, bytes per call: `BitGptNode`",
    series: "kept by calls",
    subject: "BitGptNode",
    bound: nothing
  },
  {
    title: "memory kept by calls, bytes per call: over `fetch`",
    series: "kept by calls",
    subject: "BitGpt/fetch",
    bound: nothing
  },
  {
    title: "a bundle with one resource, of ours, KB gzipped",
    series: "size, minified and gzipped",
    subject: "ours, one resource",
    bound: { atMost: 15 }
  },
  {
    title: "a bundle with the whole API, of ours, KB gzipped",
    series: "size, minified and gzipped",
    subject: "ours, the whole API",
    bound: { atMost: 30 }
  },
  {
    title: "import to the same modules of Effect, as many empty classes",
    series: "import",
    subject: "ours, the whole API",
    against: "same modules of Effect, as many empty classes",
    bound: { atMost: 1.3 }
  }
]
