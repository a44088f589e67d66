// The methods of services. A service is made of a description of its calls, which TypeDoc sees as a mapped
// type: what it is for users is in the type of the tag's `Service`.
import * as Library from "effect-bitgpt"
import {
  Comment,
  type CommentDisplayPart,
  CommentTag,
  type Context,
  DeclarationReflection,
  NamedTupleMember,
  ParameterReflection,
  type ProjectReflection,
  ReflectionFlag,
  ReflectionKind,
  ReflectionType,
  SignatureReflection,
  TupleType
} from "typedoc"
import ts from "typescript"

interface Endpoint {
  readonly method: string
  readonly urlTemplate: string
  readonly isSafe: boolean
  readonly isIdempotent: boolean
  readonly idempotencyKeyOf: unknown
}

export interface Service {
  readonly name: string
  readonly methods: ReadonlyArray<string>
  readonly endpoints: Readonly<Record<string, Endpoint>>
}

export const services: ReadonlyArray<Service> = Object.entries(Library).flatMap(([name, value]) =>
  typeof value === "function" && "endpoints" in value && "methods" in value
    ? [{ name, methods: value.methods, endpoints: value.endpoints }]
    : []
)

/** What the retries do after a failure that may pass. */
export const sentAgain = ({ idempotencyKeyOf, isIdempotent, isSafe }: Endpoint): string =>
  isSafe
    ? "yes, it only reads"
    : idempotencyKeyOf !== undefined
      ? "yes, with the same `Idempotency-Key`"
      : isIdempotent
        ? "yes, twice is the same as once"
        : "only if it can't have arrived"

/** The parameters of a method: their type is one tuple, which the checker prints one by one. */
export const parametersIn = (
  checker: ts.TypeChecker,
  method: ts.Symbol
): ReadonlyArray<ts.ParameterDeclaration> => {
  const type = checker.typeToString(
    checker.getTypeOfSymbol(method),
    undefined,
    ts.TypeFormatFlags.NoTruncation
  )
  const { statements } = ts.createSourceFile("", `type T = ${type}`, ts.ScriptTarget.ES2022, true)
  const [alias] = statements
  if (
    alias === undefined ||
    !ts.isTypeAliasDeclaration(alias) ||
    !ts.isFunctionTypeNode(alias.type)
  ) {
    throw new Error(`Not the type of a method: ${type}`)
  }
  return Array.from(alias.type.parameters)
}

/** Gives the tag of a service the methods of the service. */
export const addMethods = (context: Context, tag: DeclarationReflection): void => {
  const service = services.find(({ name }) => name === tag.name)
  const symbol = context.getSymbolFromReflection(tag)
  if (service === undefined || symbol === undefined) return
  const member = context.checker.getTypeOfSymbol(symbol).getProperty("Service")
  if (member === undefined) return
  const type = context.checker.getTypeOfSymbol(member)
  for (const name of service.methods) {
    const property = type.getProperty(name)
    const made =
      property === undefined
        ? undefined
        : context.converter.convertType(
            context.withScope(tag),
            context.checker.getTypeOfSymbol(property)
          )
    const found = made instanceof ReflectionType ? made.declaration.signatures?.[0] : undefined
    if (property === undefined || found?.type === undefined) {
      throw new Error(`${tag.name}.${name} is not found as a method`)
    }
    const method = new DeclarationReflection(name, ReflectionKind.Method, tag)
    const signature = new SignatureReflection(name, ReflectionKind.CallSignature, method)
    signature.comment =
      context.getComment(property, ReflectionKind.Property) ??
      new Comment([{ kind: "text", text: "" }])
    const tuple = found.parameters?.[0]?.type
    const types = tuple instanceof TupleType ? tuple.elements : []
    signature.parameters = parametersIn(context.checker, property).map((declaration, index) => {
      const parameter = new ParameterReflection(
        declaration.name.getText(),
        ReflectionKind.Parameter,
        signature
      )
      const type = types[index]
      if (type !== undefined) {
        parameter.type = type instanceof NamedTupleMember ? type.element : type
      }
      if (declaration.questionToken !== undefined) parameter.setFlag(ReflectionFlag.Optional)
      return parameter
    })
    signature.type = found.type
    method.signatures = [signature]
    tag.addChild(method)
    for (const reflection of [method, signature, ...signature.parameters]) {
      context.project.registerReflection(reflection, undefined, undefined)
    }
  }
}

const text = (text: string): CommentDisplayPart => ({ kind: "text", text })

/** Says for each method what it sends, whether that is sent again, and what it fails with. */
export const describeMethods = (project: ProjectReflection): void => {
  const classes = project.getReflectionsByKind(ReflectionKind.Class)
  const error = project
    .getReflectionsByKind(ReflectionKind.TypeAlias)
    .find(({ name }) => name === "BitGptError")
  if (error === undefined) throw new Error("BitGptError is not found")
  for (const { endpoints, methods, name } of services) {
    const tag = classes.find((reflection) => reflection.name === name)
    if (!tag?.isDeclaration()) throw new Error(`${name} is not found`)
    for (const method of methods) {
      const comment = tag.children?.find((child) => child.name === method)?.signatures?.[0]?.comment
      const endpoint = endpoints[method]
      const request =
        endpoint === undefined
          ? "Pages of `list`, each a call of its own."
          : `\`${endpoint.method} ${endpoint.urlTemplate}\`. Sent again after a failure that may pass: ${sentAgain(endpoint)}.`
      const effect =
        endpoint?.isSafe === false
          ? " Look at its `mayHaveTakenEffect`: BitGPT may have acted although the call failed."
          : ""
      comment?.blockTags.push(
        new CommentTag("@request", [text(request)]),
        new CommentTag("@errors", [
          text("Any "),
          { kind: "inline-tag", tag: "@link", text: "BitGptError", target: error },
          text(`, in the error channel.${effect}`)
        ])
      )
    }
  }
}
