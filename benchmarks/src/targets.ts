/** What a figure has to be. */
export interface Target {
  readonly series: string
  readonly subject: string
  /** What the figure is divided by; absent where it stands for itself. */
  readonly against?: string
  readonly bound: { readonly atMost: number } | { readonly atLeast: number }
}

const sameClient = (http: string, series: string): ReadonlyArray<Target> => [
  {
    series,
    subject: `ours/${http}`,
    against: `hand-written/${http}`,
    bound: { atMost: 1 }
  },
  {
    series,
    subject: `ours/${http}`,
    against: `HttpApiClient/${http}`,
    bound: { atMost: 0.9 }
  }
]

/** What this library sets out to reach. */
export const targets: ReadonlyArray<Target> = [
  { series: "latency", subject: "ours/fetch", against: "fetch", bound: { atMost: 1.35 } },
  { series: "latency", subject: "ours/undici", against: "fetch", bound: { atMost: 1.1 } },
  ...sameClient("fetch", "latency"),
  ...sameClient("undici", "latency"),
  { series: "CPU per call", subject: "ours/fetch", against: "fetch", bound: { atMost: 1.5 } },
  { series: "CPU per call", subject: "ours/undici", against: "fetch", bound: { atMost: 1.15 } },
  ...sameClient("fetch", "CPU per call"),
  ...sameClient("undici", "CPU per call"),
  {
    series: "throughput, 64 at a time",
    subject: "ours/undici",
    against: "fetch",
    bound: { atLeast: 1 }
  },
  { series: "decode", subject: "ours", against: "JSON.parse", bound: { atMost: 2 } },
  // Flat: the smallest thing that could be left behind takes 16 bytes or so. It takes `--calls 1000000`
  // to measure that finely.
  { series: "retained heap", subject: "ours/fetch", bound: { atMost: 1 } },
  { series: "retained heap", subject: "ours/undici", bound: { atMost: 1 } },
  { series: "size", subject: "ours", bound: { atMost: 8 } },
  { series: "import", subject: "ours", bound: { atMost: 10 } }
]
