import type * as ParseResult from "effect/ParseResult"

/**
 * Where in the input the first problem is. The formatters of `ParseResult` know it too, but they also
 * write down the value that is wrong, whole, and fail where that is nested deeper than the stack.
 */
export const firstPath = (issue: ParseResult.ParseIssue): ReadonlyArray<PropertyKey> => {
  switch (issue._tag) {
    case "Pointer":
      return [issue.path, firstPath(issue.issue)].flat()
    case "Composite": {
      const [first] = [issue.issues].flat()
      return first === undefined ? [] : firstPath(first)
    }
    case "Refinement":
    case "Transformation":
      return firstPath(issue.issue)
    case "Forbidden":
    case "Missing":
    case "Type":
    case "Unexpected":
      return []
  }
}

/** Writes the path of a problem as a person would: `data.scopes[0]`. */
export const formatPath = (path: ReadonlyArray<PropertyKey>): string =>
  path.reduce<string>(
    (text, segment) =>
      typeof segment === "number"
        ? `${text}[${segment}]`
        : text === ""
          ? String(segment)
          : `${text}.${String(segment)}`,
    ""
  )
