/** What a figure has to be. */
export interface Target {
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
  { series: latency, subject: "BitGptNode", against: "fetch", bound: { atMost: 0.45 } },
  { series: cpu, subject: "BitGptNode", against: "fetch", bound: { atMost: 0.45 } },
  {
    series: "throughput, 64 at once",
    subject: "BitGptNode",
    against: "fetch",
    bound: { atLeast: 1.8 }
  },
  { series: latency, subject: "BitGptNode", against: "undici", bound: { atMost: 1.4 } },
  { series: latency, subject: "BitGpt/fetch", against: "floor/fetch", bound: { atMost: 1.2 } },
  { series: cpu, subject: "BitGpt/fetch", against: "floor/fetch", bound: { atMost: 1.25 } },
  {
    series: latency,
    subject: "BitGptNode",
    against: "HttpApiClient/undici",
    bound: { atMost: 0.4 }
  },
  { series: cpu, subject: "BitGptNode", against: "HttpApiClient/undici", bound: { atMost: 0.4 } },
  {
    series: "decode, 1,000 keys",
    subject: "effect-bitgpt",
    against: "by hand, same values",
    bound: { atMost: 1.3 }
  },
  { series: "kept by a stream", subject: "BitGptNode", bound: nothing },
  { series: "kept by a stream", subject: "BitGpt/fetch", bound: nothing },
  { series: "kept by calls", subject: "BitGptNode", bound: nothing },
  { series: "kept by calls", subject: "BitGpt/fetch", bound: nothing },
  {
    series: "size, minified and gzipped",
    subject: "ours, one resource",
    bound: { atMost: 15 }
  },
  {
    series: "size, minified and gzipped",
    subject: "ours, the whole API",
    bound: { atMost: 30 }
  },
  {
    series: "import",
    subject: "ours, the whole API",
    against: "same modules of Effect, as many empty classes",
    bound: { atMost: 1.3 }
  }
]
