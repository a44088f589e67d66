import * as Data from "effect/Data"

/** What an error answer says. */
export interface Refusal {
  /** The HTTP status, which the envelope repeats. */
  readonly status: number
  /** For people. */
  readonly error: string
  /** What is wrong with which field. */
  readonly validator?: Readonly<Record<string, string>>
  /** Headers beside those that every answer has. Default: none. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A request that the API answers with an error. */
export class Refused extends Data.TaggedError("Refused")<Refusal> {}

export const unauthenticated = (error: string): Refused =>
  new Refused({ status: 401, error, headers: { "www-authenticate": "Bearer" } })

export const denied = (
  error = "Access denied. You do not have permission to perform this action."
): Refused => new Refused({ status: 403, error })

export const notFound = (): Refused =>
  new Refused({ status: 404, error: "The requested resource was not found." })

export const malformed = (error: string): Refused => new Refused({ status: 400, error })

export const invalid = (validator: Readonly<Record<string, string>>): Refused =>
  new Refused({ status: 400, error: "The given data was invalid.", validator })
