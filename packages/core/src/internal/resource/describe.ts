import type { HttpMethod } from "@effect/platform/HttpMethod"
import * as UrlParams from "@effect/platform/UrlParams"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import type { Endpoint, RequestParts } from "../call/endpoint.js"
import { lazily, makeDecoder, makeEncoder } from "../codec/codec.js"
import { fieldNames } from "../codec/entry.js"
import type { JsonObject } from "../codec/jsonObject.js"
import { Text } from "../codec/text.js"
import { as } from "./as.js"

type ParameterName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterName<Rest>
  : never

/** What the encoded input of a call has to hold: a string for each name in the path. */
type PathParameters<Path extends string> = Readonly<Record<ParameterName<Path>, string>>

/** Makes a request's body of the fields of an input that the path doesn't name. */
export type MakeBody = (
  fields: ReadonlyArray<readonly [name: string, value: unknown]>
) => string | Blob

const json: MakeBody = (fields) => JSON.stringify(Object.fromEntries(fields))

/** What methods do with these fields, if a call doesn't say otherwise. */
const bodyOf = (method: HttpMethod): MakeBody | undefined =>
  method === "POST" || method === "PUT" || method === "PATCH" ? json : undefined

/** A value as text, where a request has nothing else. */
export const textOf = (value: unknown): string =>
  Predicate.isString(value) ? value : JSON.stringify(value)

const queryOf = (fields: Parameters<MakeBody>[0]): string => {
  const params = fields.flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter(Predicate.isNotNullable)
      .map((each): [string, string] => [name, textOf(each)])
  )
  return params.length === 0 ? "" : `?${UrlParams.toString(UrlParams.fromInput(params))}`
}

/**
 * How an encoded input becomes a request: fields that the path names go there, the others into the
 * body, or into the query where there is no body.
 */
const requestMaker = (path: string, makeBody: MakeBody | undefined) => {
  const parts = path.split(/\{(\w+)\}/)
  const isName = (index: number): boolean => index % 2 === 1
  const positions = new Map(parts.flatMap((part, index) => (isName(index) ? [[part, index]] : [])))
  const literals = parts.map((part, index) => (isName(index) ? "" : part))

  return (encoded: object): RequestParts => {
    const segments = [...literals]
    const others: Array<readonly [name: string, value: unknown]> = []
    for (const name of Object.keys(encoded)) {
      const value: unknown = Reflect.get(encoded, name)
      const position = positions.get(name)
      if (position !== undefined && Predicate.isString(value)) {
        segments[position] = encodeURIComponent(value)
      } else {
        others.push([name, value])
      }
    }
    const path = segments.join("")
    return makeBody === undefined
      ? { path: others.length === 0 ? path : path + queryOf(others), body: undefined }
      : { path, body: makeBody(others) }
  }
}

// RFC 9110 section 9.2.1.
const safeMethods: ReadonlySet<HttpMethod> = new Set(["GET", "HEAD", "OPTIONS"])

// RFC 9110 section 9.2.2.
const idempotentMethods: ReadonlySet<HttpMethod> = new Set([...safeMethods, "PUT", "DELETE"])

/** A part of a resource's description. */
export interface Described {
  readonly _tag: "Call" | "Pages"
}

/** A described call: what a method of a service is made of. Its resource gives it the name. */
export interface Call<in Args extends ReadonlyArray<unknown>, in out A> extends Described {
  readonly _tag: "Call"
  readonly method: HttpMethod
  readonly path: string
  readonly named: (operation: string) => Endpoint<Args, A>
}

/** The output of a call whose answer is not documented: any success will do, with or without a body. */
export const noAnswer: Schema.Schema<void, unknown> = Schema.transform(
  Schema.Unknown,
  Schema.Void,
  { strict: true, decode: () => undefined, encode: () => undefined }
)

/** A key that the caller gives: what a header can carry. More is not documented. */
const GivenKey = Schema.Struct({
  idempotencyKey: Schema.optional(
    Text.pipe(
      Schema.filter(
        (key) =>
          /^[\x21-\x7e]+$/.test(key) || "must be of ASCII characters without spaces, such as a UUID"
      )
    )
  )
})

type KeyOptions = typeof GivenKey.Type

const checkKey = makeEncoder(GivenKey)

/** A request, or what is wrong with the key and with the input, all at once. */
const afterKey = (
  key: Either.Either<unknown, ParseResult.ParseError>,
  request: Either.Either<RequestParts, ParseResult.ParseError>
): Either.Either<RequestParts, ParseResult.ParseError> => {
  if (Either.isRight(key)) return request
  if (Either.isRight(request)) return Either.left(key.left)
  const issues = [key.left.issue, request.left.issue] as const
  return Either.left(
    ParseResult.parseError(new ParseResult.Composite(GivenKey.ast, undefined, issues))
  )
}

/**
 * Describes a call: its arguments, what they become on the wire, and what its answer becomes.
 *
 * The encoded input is split over the request: fields that the path names go there (a path and an input
 * that don't agree don't typecheck), the others into the query of a GET or DELETE, or into the JSON of a
 * POST or PUT. A field that the input's schema doesn't know is refused: what a misspelt `ipAllowList`
 * would leave open is worse than an error. Encoders and decoders are built at the first call.
 */
export const call = <
  const Path extends string,
  Input extends object,
  Encoded extends PathParameters<Path>,
  A,
  Wire,
  Args extends ReadonlyArray<unknown> = []
>(options: {
  readonly method: HttpMethod
  readonly path: Path
  /** Makes the input out of the method's arguments. Left out, the method has none. */
  readonly arguments?: (...args: Args) => NoInfer<Input>
  readonly input?: Schema.Schema<Input, Encoded>
  /** Schema of the answer's `data`. */
  readonly output: Schema.Schema<A, Wire>
  /** Finds the data in the answer's body, where that is not simply its field `data`. */
  readonly dataIn?: (body: JsonObject) => unknown
  /** Whether the request only reads. Default: as its method says. */
  readonly isSafe?: boolean
  /** Makes the body. Default: as its method says. */
  readonly makeBody?: MakeBody
  /** The options that may have the caller's own idempotency key, for a call that BitGPT takes one for. */
  readonly keyOptions?: (...args: NoInfer<Args>) => KeyOptions | undefined
}): Call<Args, A> => {
  const { dataIn, input, keyOptions, method, output, path } = options
  const isSafe = options.isSafe ?? safeMethods.has(method)
  const toRequest = requestMaker(path, options.makeBody ?? bodyOf(method))
  const encode = input === undefined ? undefined : makeEncoder(input)
  const decode = makeDecoder(Schema.Struct({ data: output }))
  const names = lazily(() => new Map(input === undefined ? [] : fieldNames(input.ast)))
  const prepare = (args: Args) =>
    encode === undefined || options.arguments === undefined
      ? Either.right(toRequest({}))
      : Either.map(encode(options.arguments(...args)), toRequest)

  return {
    _tag: "Call",
    method,
    path,
    named: (operation) => ({
      operation,
      method,
      urlTemplate: path,
      isSafe,
      isIdempotent: isSafe || idempotentMethods.has(method) || keyOptions !== undefined,
      inputName: (wireName) => names().get(wireName) ?? wireName,
      prepare:
        keyOptions === undefined
          ? prepare
          : (args) => afterKey(checkKey(keyOptions(...args) ?? {}), prepare(args)),
      idempotencyKeyOf:
        keyOptions === undefined ? undefined : (args) => keyOptions(...args)?.idempotencyKey,
      output: as(output),
      ignoresBody: output.ast === noAnswer.ast,
      readData: dataIn === undefined ? decode : (body) => decode({ data: dataIn(body) })
    })
  }
}
