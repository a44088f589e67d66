const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;"
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => escapes[char] ?? char)

/** A piece of HTML in which all foreign text is escaped. */
export interface Html {
  readonly html: string
}

type Part = string | Html | ReadonlyArray<Html>

const render = (part: Part): string => {
  if (typeof part === "string") return escape(part)
  return "html" in part ? part.html : part.map(render).join("")
}

/** HTML in which the values between are escaped, unless they are HTML themselves. */
export const html = (texts: TemplateStringsArray, ...parts: ReadonlyArray<Part>): Html => ({
  html: texts.reduce((whole, text, index) => whole + render(parts[index - 1] ?? "") + text)
})

export const nothing: Html = { html: "" }
