// Charts as SVG, drawn without a library, as they are few and simple. Each has a background of its own, for
// a page may be dark where the system is not, and a text of one would then be lost on the other.

/** A part of a drawing, as wide as the drawing. */
export interface Panel {
  readonly height: number
  /** Elements, from the origin down. */
  readonly content: string
}

/** The width of each drawing. */
export const width = 640

/** What is left free to the left and the right. */
export const margin = 16

const gap = 20

/** Makes a text safe within SVG. */
export const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")

// Every colour has a contrast of more than 4.5 to its background.
const style = `
  .background { fill: #ffffff; stroke: #d0d7de; }
  text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
  .title { font-weight: 600; }
  .quiet { fill: #59636e; }
  .grid { stroke: #d0d7de; }
  .line { fill: none; stroke-width: 2; }
  .c0 { color: #0550ae; } .c1 { color: #953800; } .c2 { color: #59636e; } .c3 { color: #116329; } .c4 { color: #6639ba; }
  .line, .point { stroke: currentColor; }
  .point, .bar { fill: currentColor; }
  .reference { stroke-dasharray: 2 5; }
  @media (prefers-color-scheme: dark) {
    .background { fill: #0d1117; stroke: #3d444d; }
    text { fill: #f0f6fc; }
    .quiet { fill: #9198a1; }
    .grid { stroke: #3d444d; }
    .c0 { color: #79c0ff; } .c1 { color: #ffa657; } .c2 { color: #9198a1; } .c3 { color: #7ee787; } .c4 { color: #d2a8ff; }
  }
`

/** A drawing: a title, and panels below each other. */
export const panels = (title: string, parts: ReadonlyArray<Panel>): string => {
  const top = 48
  const placed: Array<string> = []
  let y = top
  for (const { content, height } of parts) {
    placed.push(`<g transform="translate(0 ${y})">\n${content}\n</g>`)
    y += height + gap
  }
  const height = y
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">${escape(title)}</title>
<style>${style}</style>
<rect class="background" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>
<text class="title" x="${margin}" y="28">${escape(title)}</text>
${placed.join("\n")}
</svg>
`
}
