import * as Effect from "effect/Effect"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { isEntry } from "./ipAllowList.js"
import { invalid, Refused } from "./refused.js"
import * as Timestamp from "./timestamp.js"

const says = (text: string) => ({ message: () => text })

const text = (name: string) =>
  Schema.String.annotations(says(`The ${name} field must be a string.`))

const texts = (name: string) =>
  Schema.Array(text(name)).annotations(says(`The ${name} field must be a list of strings.`))

const label = Schema.propertySignature(
  text("label").pipe(
    Schema.filter((value) => value.trim() !== "", says("The label field is required.")),
    Schema.filter(
      (value) => Array.from(value).length <= 255,
      says("The label field must not be longer than 255 characters.")
    )
  )
).annotations({ missingMessage: () => "The label field is required." })

const description = Schema.optional(Schema.NullOr(text("description"))).annotations({})

const CreateInput = Schema.Struct({
  label,
  description,
  scopes: Schema.optionalWith(texts("scopes"), { default: () => [] }),
  ip_allow_list: Schema.optionalWith(
    texts("ip_allow_list").pipe(
      Schema.filter(
        (entries) => entries.every(isEntry),
        says("The ip_allow_list field must hold IP addresses or CIDR ranges.")
      )
    ),
    { default: () => [] }
  ),
  expires_at: Schema.optional(
    Schema.NullOr(
      text("expires_at").pipe(
        Schema.filter(
          (value) => Timestamp.parse(value) !== undefined,
          says("The expires_at field must be a date of the form YYYY-MM-DD HH:MM:SS.")
        )
      )
    )
  )
})

const UpdateInput = Schema.Struct({ label, description })

const malformed = () =>
  new Refused({ status: 400, error: "The request body must be a JSON object." })

const read =
  <A, I>(schema: Schema.Schema<A, I>) =>
  (body: string): Effect.Effect<A, Refused> =>
    Effect.gen(function* () {
      const json = yield* Effect.try({
        try: (): unknown => JSON.parse(body),
        catch: malformed
      })
      if (typeof json !== "object" || json === null || Array.isArray(json)) {
        return yield* malformed()
      }
      return yield* Effect.mapError(
        Schema.decodeUnknown(schema, { errors: "all" })(json),
        (error) => {
          const validator: Record<string, string> = {}
          for (const { message, path } of ParseResult.ArrayFormatter.formatErrorSync(error)) {
            validator[String(path[0])] ??= message
          }
          return invalid(validator)
        }
      )
    })

/** Reads the body of a create. Which scopes exist is not checked: the documented list is not whole. */
export const readCreate = read(CreateInput)

/** Reads the body of an update. What it may not change is ignored. */
export const readUpdate = read(UpdateInput)
