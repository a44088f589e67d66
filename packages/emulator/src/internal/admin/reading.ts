import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { parseJson } from "../data/json.js"

export const json = (body: unknown, status = 200) =>
  Effect.succeed(HttpServerResponse.unsafeJson(body, { status }))

/** The answer where there is nothing to say. */
export const done = Effect.succeed(HttpServerResponse.empty())

/** Reads the JSON of a request. A field that is not known is an error. */
export const bodyOf = <A, I>(schema: Schema.Schema<A, I>) => {
  const decode = Schema.decodeUnknown(schema, { errors: "all", onExcessProperty: "error" })
  return Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    return yield* Effect.flatMap(parseJson(yield* request.text), decode)
  })
}
