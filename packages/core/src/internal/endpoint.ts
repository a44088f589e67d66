import type { HttpMethod } from "@effect/platform/HttpMethod"
import * as Either from "effect/Either"
import type * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { Envelope } from "../Envelope.js"

type ParameterName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterName<Rest>
  : never

/** Values for the parameters that a path template names. */
export type PathParameters<Path extends string> = Readonly<Record<ParameterName<Path>, string>>

/** What an error says about the call that it ends. */
export interface CallDescription {
  readonly operation: string
  readonly method: HttpMethod
  readonly urlTemplate: string
  readonly isIdempotent: boolean
}

/** One call of the API: all that the machinery has to know of it. */
export interface Endpoint<Path extends string, A> extends CallDescription {
  readonly urlTemplate: Path
  readonly encodePath: (
    parameters: PathParameters<Path>
  ) => Either.Either<string, ParseResult.ParseError>
  readonly decodeEnvelope: (body: unknown) => Either.Either<Envelope<A>, ParseResult.ParseError>
}

// RFC 9110 section 9.2.2.
const idempotentMethods: ReadonlySet<HttpMethod> = new Set([
  "GET",
  "HEAD",
  "OPTIONS",
  "PUT",
  "DELETE"
])

/** Whether a request with this method may be sent again without doing its work twice. */
export const isIdempotent = (method: HttpMethod): boolean => idempotentMethods.has(method)

const literalsAndNames = /\{(\w+)\}/

/**
 * Describes one call. The template's parameters and the schemas given for them have to agree, or it
 * doesn't typecheck. Decoders are built here, once.
 */
export const make = <
  const Path extends string,
  Parameters extends Readonly<Record<string, string>>,
  A,
  I
>(options: {
  readonly operation: string
  readonly method: HttpMethod
  readonly path: Path
  readonly parameters: Schema.Schema<Parameters, PathParameters<Path>>
  readonly data: Schema.Schema<A, I>
}): Endpoint<Path, A> => {
  const parts = options.path.split(literalsAndNames)
  const validate = Schema.decodeUnknownEither(options.parameters, { errors: "all" })
  return {
    operation: options.operation,
    method: options.method,
    urlTemplate: options.path,
    isIdempotent: isIdempotent(options.method),
    encodePath: (parameters) =>
      Either.map(validate(parameters), (values) =>
        parts
          .map((part, index) => (index % 2 === 0 ? part : encodeURIComponent(values[part] ?? "")))
          .join("")
      ),
    decodeEnvelope: Schema.decodeUnknownEither(Envelope(options.data))
  }
}
