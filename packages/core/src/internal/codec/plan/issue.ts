import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { decode, isOutcome, type Plan } from "./decode.js"

// Schema tells what is wrong with a value, and for that decodes all of it anew: a list with one odd entry
// would take ten times as long as one without. So Schema is asked about the entry that failed only.

const bySchema = (ast: AST.AST, input: unknown): ParseResult.ParseIssue | undefined => {
  const result = ParseResult.decodeUnknownEither(Schema.make(ast))(input)
  return Either.isLeft(result) ? result.left : undefined
}

const wrapped = (
  issue: ParseResult.ParseIssue | undefined,
  wrap: (issue: ParseResult.ParseIssue) => ParseResult.ParseIssue
): ParseResult.ParseIssue | undefined => (issue === undefined ? undefined : wrap(issue))

const ofStruct = (
  { fields }: Extract<Plan, { readonly _tag: "Struct" }>,
  ast: AST.AST,
  input: unknown,
  trail: Array<PropertyKey>
): ParseResult.ParseIssue | undefined => {
  const name = trail.pop()
  const field = fields.find(({ from }) => from === name)
  if (field === undefined || !Predicate.isRecord(input)) return bySchema(ast, input)
  return wrapped(
    Object.hasOwn(input, field.from)
      ? issueOf(field.plan, field.signature.type, input[field.from], trail)
      : new ParseResult.Missing(field.signature),
    (issue) =>
      new ParseResult.Composite(ast, input, new ParseResult.Pointer(field.from, input, issue))
  )
}

const ofArray = (
  { element, type }: Extract<Plan, { readonly _tag: "ArrayOf" }>,
  ast: AST.AST,
  input: unknown,
  trail: Array<PropertyKey>
): ParseResult.ParseIssue | undefined => {
  const index = trail.pop()
  if (typeof index !== "number" || !Array.isArray(input)) return bySchema(ast, input)
  return wrapped(
    issueOf(element, type, input[index], trail),
    (issue) => new ParseResult.Composite(ast, input, new ParseResult.Pointer(index, input, issue))
  )
}

const ofUnion = (
  { members, only, types }: Extract<Plan, { readonly _tag: "FirstOf" }>,
  ast: AST.AST,
  input: unknown,
  trail: Array<PropertyKey>
): ParseResult.ParseIssue | undefined => {
  const type = types.find((_, index) => members[index] === only)
  if (only === undefined || type === undefined || !Predicate.isObject(input)) {
    return bySchema(ast, input)
  }
  return wrapped(issueOf(only, type, input, trail), (issue) => {
    const [first, ...others] = types.map((other) =>
      other === type ? issue : new ParseResult.Type(other, input)
    )
    return new ParseResult.Composite(ast, input, [first ?? issue, ...others])
  })
}

/**
 * What is wrong with a value that the plan of a tree doesn't decode, as Schema would tell it, where the
 * plan failed. `undefined` where nothing is wrong there.
 */
export const issueOf = (
  plan: Plan,
  ast: AST.AST,
  input: unknown,
  trail: Array<PropertyKey>
): ParseResult.ParseIssue | undefined => {
  if (plan._tag === "ArrayOf") return ofArray(plan, ast, input, trail)
  if (plan._tag === "FirstOf") return ofUnion(plan, ast, input, trail)
  if (plan._tag === "Transform" && AST.isTransformation(ast) && trail.length > 0) {
    return wrapped(
      issueOf(plan.from, ast.from, input, trail),
      (issue) => new ParseResult.Transformation(ast, input, "Encoded", issue)
    )
  }
  if (plan._tag === "Struct" && AST.isTypeLiteral(ast)) return ofStruct(plan, ast, input, trail)
  if (plan._tag === "Struct" && AST.isTransformation(ast) && AST.isTypeLiteral(ast.from)) {
    return wrapped(
      ofStruct(plan, ast.from, input, trail),
      (issue) => new ParseResult.Transformation(ast, input, "Encoded", issue)
    )
  }
  if (
    plan._tag === "InTurn" &&
    AST.isTransformation(ast) &&
    AST.isComposeTransformation(ast.transformation)
  ) {
    const between = decode(plan.first, input)
    if (isOutcome(between)) return bySchema(ast, input)
    return wrapped(
      issueOf(plan.second, ast.to, between, trail),
      (issue) => new ParseResult.Transformation(ast, input, "Type", issue)
    )
  }
  return bySchema(ast, input)
}
