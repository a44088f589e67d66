// Draws docs/images/trace.svg from spans that a collector received. `pnpm draw:trace`
import { Effect } from "effect"
import { mkdirSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { ReceivedSpan } from "./collector.js"
import { twoRetries } from "./two-retries.js"

const width = 860
const labels = 270
const right = 24
const top = 46
const row = 34

const style = `
  .background { fill: #ffffff; stroke: #d0d7de; }
  text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1f2328; }
  .quiet { fill: #59636e; font-size: 11px; }
  .line { stroke: #d0d7de; }
  .internal { fill: #8c959f; }
  .client { fill: #1f883d; }
  .failed { fill: #cf222e; }
  @media (prefers-color-scheme: dark) {
    .background { fill: #0d1117; stroke: #3d444d; }
    text { fill: #f0f6fc; }
    .quiet { fill: #9198a1; }
    .line { stroke: #3d444d; }
    .internal { fill: #656c76; }
    .client { fill: #3fb950; }
    .failed { fill: #f85149; }
  }
`

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")

interface Row {
  readonly span: ReceivedSpan
  readonly depth: number
}

const below = (
  spans: ReadonlyArray<ReceivedSpan>,
  parent: string | undefined,
  depth: number
): ReadonlyArray<Row> =>
  spans
    .filter(({ parentSpanId }) => parentSpanId === parent)
    .sort((one, other) => Number(one.start - other.start))
    .flatMap((span) => [{ span, depth }, ...below(spans, span.spanId, depth + 1)])

const noted = ["http.response.status_code", "error.type", "http.request.resend_count"]

const notes = ({ attributes, end, start }: ReceivedSpan): string =>
  [
    `${Math.round(Number(end - start) / 1e6)} ms`,
    ...noted.flatMap((name) =>
      attributes[name] === undefined ? [] : [`${name}=${String(attributes[name])}`]
    )
  ].join(" · ")

const draw = (rows: ReadonlyArray<Row>): string => {
  const begin = rows.reduce(
    (least, { span }) => (span.start < least ? span.start : least),
    2n ** 63n
  )
  const last = rows.reduce((most, { span }) => (span.end > most ? span.end : most), 0n)
  const perNano = (width - labels - right) / Number(last - begin)
  const x = (time: bigint) => labels + Number(time - begin) * perNano
  const height = top + rows.length * row + 12

  const bars = rows.flatMap(({ depth, span }, index) => {
    const y = top + index * row
    const kind = span.status === 2 ? "failed" : span.kind === 3 ? "client" : "internal"
    const from = x(span.start)
    const long = Math.max(x(span.end) - from, 2)
    const text = notes(span)
    const fits = from + text.length * 6.7 < width - right
    return [
      `<text x="${16 + depth * 14}" y="${y + 13}">${escape(span.name)}</text>`,
      `<rect class="${kind}" x="${from.toFixed(1)}" y="${y + 4}" width="${long.toFixed(1)}" height="10" rx="2"/>`,
      `<text class="quiet" x="${(fits ? from : width - right).toFixed(1)}" y="${y + 26}"${fits ? "" : ' text-anchor="end"'}>${escape(text)}</text>`
    ]
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">`,
    '<title id="title">One call that succeeded at its third attempt, as a trace: the call and a client span below it for each attempt</title>',
    `<style>${style}</style>`,
    `<rect class="background" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>`,
    '<text class="quiet" x="16" y="24">One call, two retries, as the collector received it</text>',
    `<line class="line" x1="0" x2="${width}" y1="36.5" y2="36.5"/>`,
    ...bars,
    "</svg>",
    ""
  ].join("\n")
}

const program = Effect.scoped(
  Effect.map(twoRetries, ({ collector }) => {
    // Of the two calls, the one with the retries.
    const spans = collector.spans()
    const failed = spans.find(({ attributes }) => attributes["error.type"] === "NotFoundError")
    const shown = spans.filter(
      ({ parentSpanId, spanId }) => spanId !== failed?.spanId && parentSpanId !== failed?.spanId
    )
    const root = shown.find(({ parentSpanId }) => parentSpanId === undefined)
    const call = shown.find(({ parentSpanId }) => parentSpanId === root?.spanId)
    return below(
      shown.map((span) => (span === root ? { ...span, start: call?.start ?? span.start } : span)),
      undefined,
      0
    )
  })
)

const file = fileURLToPath(new URL("../../docs/images/trace.svg", import.meta.url))
mkdirSync(fileURLToPath(new URL(".", `file://${file}`)), { recursive: true })
writeFileSync(file, draw(await Effect.runPromise(program)))
console.log(`Drew ${file}`)
