import * as Array from "effect/Array"
import * as ParseResult from "effect/ParseResult"
import * as Predicate from "effect/Predicate"

const position = (path: ReadonlyArray<PropertyKey>): string =>
  path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "")

const longestText = 1000

/** What a schema expects, of a message that goes on with what is there instead. Objects say too much. */
const expectedIn = (message: string): string | undefined => {
  const expected = /^Expected ([^{]+?), actual /.exec(message)?.[1]
  return expected === undefined || expected.length > longestText ? undefined : expected
}

const problemOf = (issues: ReadonlyArray<ParseResult.ArrayFormatterIssue>): string => {
  if (issues.some(({ _tag }) => _tag === "Missing")) return "is missing"
  if (issues.some(({ _tag }) => _tag === "Unexpected")) return "is unknown"
  // A union has an issue for each of its members. `undefined` says only that a field may be left out.
  const expected = issues.map(({ message }) => expectedIn(message)).filter(Predicate.isNotUndefined)
  const kinds = Array.dedupe(expected).filter((kind) => kind !== "undefined")
  return kinds.length === 0 ? "is not as expected" : `has to be ${kinds.join(" or ")}`
}

/** Where JSON is not as it should be, without what stands there: that may be a secret. */
export const safeIssues = (error: ParseResult.ParseError): string => {
  const byPlace = Array.groupBy(ParseResult.ArrayFormatter.formatErrorSync(error), ({ path }) =>
    position(path)
  )
  return Object.entries(byPlace)
    .map(([place, issues]) =>
      place === "" ? "the whole is not as expected" : `${place} ${problemOf(issues)}`
    )
    .join("; ")
}
