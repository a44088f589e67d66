import * as ParseResult from "effect/ParseResult"

const position = (path: ReadonlyArray<PropertyKey>): string =>
  path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "")

const problems: Partial<Record<ParseResult.ParseIssue["_tag"], string>> = {
  Missing: "missing",
  Unexpected: "unknown"
}

/** Where JSON is not as it should be, without what stands there: that may be a secret. */
export const safeIssues = (error: ParseResult.ParseError): string =>
  Array.from(
    new Set(
      ParseResult.ArrayFormatter.formatErrorSync(error).map(({ _tag, path }) => {
        const where = path.length === 0 ? "the whole" : position(path)
        return `${where} is ${problems[_tag] ?? "not as expected"}`
      })
    )
  ).join("; ")
