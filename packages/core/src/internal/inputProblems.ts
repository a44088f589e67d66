import * as Array from "effect/Array"
import * as Option from "effect/Option"
import type * as ParseResult from "effect/ParseResult"
import * as AST from "effect/SchemaAST"
import { addProblem } from "./fieldProblems.js"
import { formatPath } from "./issuePath.js"

type Path = ReadonlyArray<PropertyKey>

const messageOf = (issue: ParseResult.ParseIssue, ast: AST.Annotated): string | undefined => {
  const message = Option.getOrUndefined(AST.getMessageAnnotation(ast))?.(issue)
  return typeof message === "string" ? message : undefined
}

/**
 * What is wrong with an input, by field. Unlike the texts of Schema's own formatters, none of these
 * repeats a value: what a caller puts into the wrong field may be a secret.
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
        report(path, "is no field of this call")
        return
      }
      case "Type":
      case "Forbidden": {
        // That a field could have been left out is no help to somebody who gave it.
        if (AST.isUndefinedKeyword(issue.ast)) return
        report(path, issue.message ?? messageOf(issue, issue.ast) ?? "is not of the expected form")
      }
    }
  }

  visit(error.issue, [])
  return Object.fromEntries(problems)
}
