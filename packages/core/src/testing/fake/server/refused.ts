import * as Data from "effect/Data"

/** What an error answer says. */
export interface Refusal {
  /** The HTTP status, which the envelope repeats. */
  readonly status: number
  /** For people. Default: a text for the status. */
  readonly error?: string | undefined
  /** What is wrong with which field. */
  readonly validator?: Readonly<Record<string, string>>
  /** Headers beside those that every answer has. Default: none. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A request that the API answers with an error. */
export class Refused extends Data.TaggedError("Refused")<Refusal> {}

export const unauthenticated = (error?: string): Refused =>
  new Refused({ status: 401, error, headers: { "www-authenticate": "Bearer" } })

export const denied = (error?: string): Refused => new Refused({ status: 403, error })

export const notFound = (): Refused => new Refused({ status: 404 })

export const malformed = (error: string): Refused => new Refused({ status: 400, error })

export const invalid = (validator: Readonly<Record<string, string>>): Refused =>
  new Refused({ status: 400, error: "The given data was invalid.", validator })
