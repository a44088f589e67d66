import type { HttpMethod } from "@effect/platform/HttpMethod"
import * as UrlParams from "@effect/platform/UrlParams"
import * as Either from "effect/Either"
import type * as ParseResult from "effect/ParseResult"
import * as Predicate from "effect/Predicate"
import type * as Schema from "effect/Schema"
import * as AST from "effect/SchemaAST"
import { Envelope } from "../Envelope.js"
import { makeDecoder, makeEncoder } from "./fastCodec.js"
import { lazily } from "./lazily.js"

type ParameterName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterName<Rest>
  : never

/** What the encoded input of an endpoint has to hold: a string for each name in the path. */
export type PathParameters<Path extends string> = Readonly<Record<ParameterName<Path>, string>>

/** What an error says about the call that it ends. */
export interface CallDescription {
  readonly operation: string
  readonly method: HttpMethod
  readonly urlTemplate: string
  /** Whether the request may be sent again without doing its work twice. */
  readonly isIdempotent: boolean
}

/** What a call's input becomes on the wire. */
export interface RequestParts {
  /** Path and query. */
  readonly path: string
  /** JSON. */
  readonly body: string | undefined
}

/** One call of the API: all that the machinery has to know of it. */
export interface Endpoint<in Input, out Output> extends CallDescription {
  /** Whether the request carries a key under which BitGPT does its work only once. */
  readonly sendsIdempotencyKey: boolean
  /** What the input calls a field that has this name on the wire. */
  readonly inputName: (wireName: string) => string
  /** Checks the input; what is wrong with it is reported all at once. */
  readonly encodeInput: (input: Input) => Either.Either<RequestParts, ParseResult.ParseError>
  readonly decodeEnvelope: (
    body: unknown
  ) => Either.Either<Envelope<Output>, ParseResult.ParseError>
}

// RFC 9110 section 9.2.1.
const safeMethods: ReadonlySet<HttpMethod> = new Set(["GET", "HEAD", "OPTIONS"])

// RFC 9110 section 9.2.2.
const idempotentMethods: ReadonlySet<HttpMethod> = new Set([...safeMethods, "PUT", "DELETE"])

const methodsWithBody: ReadonlySet<HttpMethod> = new Set(["POST", "PUT", "PATCH"])

/** Whether a request with this method only reads. */
export const isSafe = (method: HttpMethod): boolean => safeMethods.has(method)

/** Whether a request with this method may be sent again without doing its work twice. */
export const isIdempotent = (method: HttpMethod): boolean => idempotentMethods.has(method)

// An input that has the names of the wire throughout is no transformation.
const inputNames = (ast: AST.AST): ReadonlyMap<string, string> =>
  new Map(
    AST.isTransformation(ast) && AST.isTypeLiteralTransformation(ast.transformation)
      ? ast.transformation.propertySignatureTransformations.map(({ from, to }) => [
          String(from),
          String(to)
        ])
      : []
  )

const literalsAndNames = /\{(\w+)\}/

const queryOf = (fields: ReadonlyArray<readonly [name: string, value: unknown]>): string => {
  const params = fields.flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter(Predicate.isNotNullable)
      .map((each): [string, string] => [name, String(each)])
  )
  return params.length === 0 ? "" : `?${UrlParams.toString(UrlParams.fromInput(params))}`
}

/**
 * Describes one call.
 *
 * The encoded input is split over the request: fields that the path names go there (a path and an
 * input that don't agree don't typecheck), the others into the query of a GET or DELETE, or into the
 * JSON body of a POST, PUT or PATCH. A field that the input's schema doesn't know is refused: what a
 * misspelt `ipAllowList` would leave open is worse than an error.
 *
 * Encoders and decoders are built once, at the first call.
 */
export const make = <
  const Path extends string,
  Input,
  Encoded extends PathParameters<Path>,
  Output,
  Wire
>(options: {
  readonly operation: string
  readonly method: HttpMethod
  readonly path: Path
  readonly input: Schema.Schema<Input, Encoded>
  readonly output: Schema.Schema<Output, Wire>
  /** Whether BitGPT takes an `Idempotency-Key` for this call. Then it may be sent again. */
  readonly idempotencyKey?: boolean
}): Endpoint<Input, Output> & { readonly urlTemplate: Path } => {
  const { idempotencyKey = false, method } = options
  const parts = options.path.split(literalsAndNames)
  const isName = (index: number): boolean => index % 2 === 1
  const positions = new Map(
    parts.map((part, index) => [part, index] as const).filter(([, index]) => isName(index))
  )
  const literals = parts.map((part, index) => (isName(index) ? "" : part))
  const names = lazily(() => inputNames(options.input.ast))
  const encode = lazily(() => makeEncoder(options.input))
  const decode = lazily(() => makeDecoder(Envelope(options.output)))
  const hasBody = methodsWithBody.has(method)

  const toRequest = (encoded: Encoded): RequestParts => {
    const segments = [...literals]
    const others: Array<readonly [name: string, value: unknown]> = []
    for (const [name, value] of Object.entries<unknown>(encoded)) {
      const position = positions.get(name)
      if (position !== undefined && Predicate.isString(value)) {
        segments[position] = encodeURIComponent(value)
      } else {
        others.push([name, value])
      }
    }
    const path = segments.join("")
    if (others.length === 0) return { path, body: undefined }
    return hasBody
      ? { path, body: JSON.stringify(Object.fromEntries(others)) }
      : { path: path + queryOf(others), body: undefined }
  }

  return {
    operation: options.operation,
    method,
    urlTemplate: options.path,
    isIdempotent: idempotencyKey || isIdempotent(method),
    sendsIdempotencyKey: idempotencyKey,
    inputName: (wireName) => names().get(wireName) ?? wireName,
    encodeInput: (input) => Either.map(encode()(input), toRequest),
    decodeEnvelope: (body) => decode()(body)
  }
}
