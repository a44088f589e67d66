import * as Array from "effect/Array"
import * as Option from "effect/Option"
import type * as ParseResult from "effect/ParseResult"
import * as AST from "effect/SchemaAST"

type Path = ReadonlyArray<PropertyKey>

/** Writes a path as a person would: `data.scopes[0]`. */
export const formatPath = (path: Path): string =>
  path.reduce<string>(
    (text, segment) =>
      typeof segment === "number"
        ? `${text}[${segment}]`
        : text === ""
          ? String(segment)
          : `${text}.${String(segment)}`,
    ""
  )

/** Adds to what is wrong with a field. Several problems of one field are joined with `; `. */
export const addProblem = (problems: Map<string, string>, field: string, problem: string): void => {
  const known = problems.get(field)
  problems.set(field, known === undefined ? problem : `${known}; ${problem}`)
}

const messageOf = (issue: ParseResult.ParseIssue, ast: AST.Annotated): string | undefined => {
  const message = Option.getOrUndefined(AST.getMessageAnnotation(ast))?.(issue)
  return typeof message === "string" ? message : undefined
}

/**
 * What is wrong with an input, by field. Unlike the texts of Schema's own formatters, these never repeat
 * a value: what a caller puts into the wrong field may be a secret.
 */
export const inputProblems = (error: ParseResult.ParseError): Readonly<Record<string, string>> => {
  const problems = new Map<string, string>()

  const report = (path: Path, problem: string): void => {
    addProblem(problems, path.length === 0 ? "input" : formatPath(path), problem)
  }

  const visit = (issue: ParseResult.ParseIssue, path: Path): void => {
    switch (issue._tag) {
      case "Pointer": {
        visit(issue.issue, [...path, ...Array.ensure(issue.path)])
        return
      }
      case "Refinement":
      case "Transformation": {
        visit(issue.issue, path)
        return
      }
      case "Composite": {
        const ofAll = AST.isUnion(issue.ast) ? messageOf(issue, issue.ast) : undefined
        if (ofAll !== undefined) report(path, ofAll)
        else for (const part of Array.ensure(issue.issues)) visit(part, path)
        return
      }
      case "Missing": {
        report(path, "is missing")
        return
      }
      case "Unexpected": {
        report(path, "is unknown: this call has no such field")
        return
      }
      case "Type":
      case "Forbidden": {
        // A field that may be left out was given: that `undefined` would do as well is of no help.
        if (AST.isUndefinedKeyword(issue.ast)) return
        report(path, issue.message ?? messageOf(issue, issue.ast) ?? "has the wrong form")
      }
    }
  }

  visit(error.issue, [])
  return Object.fromEntries(problems)
}

/** The first problem of an answer: where it is, and what the schema says of it, without the value. */
export const firstProblem = (
  issue: ParseResult.ParseIssue,
  path: Path = []
): { readonly path: Path; readonly message: string | undefined } => {
  switch (issue._tag) {
    case "Pointer":
      return firstProblem(issue.issue, [...path, ...Array.ensure(issue.path)])
    case "Composite": {
      const [first] = Array.ensure(issue.issues)
      return first === undefined ? { path, message: undefined } : firstProblem(first, path)
    }
    case "Refinement":
    case "Transformation":
      return firstProblem(issue.issue, path)
    case "Missing":
    case "Unexpected":
      return { path, message: undefined }
    case "Type":
    case "Forbidden":
      return { path, message: issue.message }
  }
}
