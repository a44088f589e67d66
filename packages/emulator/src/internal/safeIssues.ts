import * as ParseResult from "effect/ParseResult"

const position = (path: ReadonlyArray<PropertyKey>): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === "number"
        ? `${text}[${part}]`
        : text === ""
          ? String(part)
          : `${text}.${String(part)}`,
    ""
  )

/** Where JSON is not as it should be, without what stands there: that may be a secret. */
export const safeIssues = (error: ParseResult.ParseError): string =>
  Array.from(
    new Set(
      ParseResult.ArrayFormatter.formatErrorSync(error).map(({ _tag, path }) => {
        const where = path.length === 0 ? "the whole" : position(path)
        return `${where} is ${_tag === "Missing" ? "missing" : "not as expected"}`
      })
    )
  ).join("; ")
