import * as Duration from "effect/Duration"
import type { BitGptError } from "../../errors/BitGptError.js"

/** The errors that an answer's status can be. */
export type StatusTag = Extract<
  BitGptError["_tag"],
  | "AuthenticationError"
  | "PermissionDeniedError"
  | "NotFoundError"
  | "ValidationError"
  | "RateLimitError"
  | "ServerError"
  | "UnexpectedStatusError"
>

/** What a status means. */
export interface StatusMeaning {
  readonly tag: StatusTag
  /** Whether the same request may fare better later. */
  readonly isTransient: boolean
  /** Whether BitGPT has refused the request, so that it has taken no effect. */
  readonly isRefusal: boolean
  /** What it means where BitGPT itself says so, and what to do about it. */
  readonly advice: string
}

const input = {
  tag: "ValidationError",
  isTransient: false,
  isRefusal: true,
  advice: "BitGPT refuses the input. Correct it before trying again"
} as const

const server = {
  tag: "ServerError",
  isTransient: true,
  isRefusal: false,
  advice: "BitGPT or the network in front of it has a problem. Try again later"
} as const

const unexpected = {
  tag: "UnexpectedStatusError",
  isTransient: false,
  isRefusal: true,
  advice: "BitGPT's documentation does not have this status"
} as const

const tryLater = { ...unexpected, isTransient: true } as const

/** Every status that means something of its own. */
export const statuses: Readonly<Record<number, StatusMeaning>> = {
  400: input,
  401: {
    tag: "AuthenticationError",
    isTransient: false,
    isRefusal: true,
    advice: "BitGPT does not accept the access token. Check that it is complete and has not expired"
  },
  403: {
    tag: "PermissionDeniedError",
    isTransient: false,
    isRefusal: true,
    advice:
      "The access token is valid but may not do this. Check its scopes, and whether the key's IP " +
      "allow list has this machine's address"
  },
  404: {
    tag: "NotFoundError",
    isTransient: false,
    isRefusal: true,
    advice: "BitGPT has no such resource. Check the id, and that the token's organization owns it"
  },
  408: { ...tryLater, isRefusal: false },
  422: input,
  425: tryLater,
  429: {
    tag: "RateLimitError",
    isTransient: true,
    isRefusal: true,
    advice: "The request quota is used up. Try again later"
  },
  500: server,
  501: { ...server, isTransient: false },
  502: server,
  503: { ...server, advice: "BitGPT is offline, for example for maintenance. Try again later" },
  504: server
}

const redirect: StatusMeaning = {
  ...unexpected,
  isRefusal: false,
  advice:
    "The answer is a redirect, which is not followed, to keep the token from other hosts. Check the base URL"
}

const contradiction: StatusMeaning = {
  ...unexpected,
  isRefusal: false,
  advice: "The answer says success and error at once"
}

/** What a status means. Browsers hide the status of a redirect: it is 0 there. */
export const meaningOf = (status: number): StatusMeaning => {
  const known = statuses[status]
  if (known !== undefined) return known
  if (status >= 500 && status <= 599) return { ...server, isTransient: false }
  if (status >= 400 && status <= 499) return unexpected
  if (status === 0 || (status >= 300 && status <= 399)) return redirect
  return status >= 200 && status <= 299 ? contradiction : { ...unexpected, isRefusal: false }
}

/** Whose answer it is: BitGPT's, somebody else's, or unknown because its body was not read. */
export type Origin = "BitGpt" | "Other" | "Unread"

const otherOrigin =
  "The answer did not come from BitGPT, but from something on the way to it, such as a proxy, a load " +
  "balancer or an edge network"

/** What the error for a status says about it. */
export const adviceFor = (
  { advice, isTransient, tag }: StatusMeaning,
  origin: Origin,
  retryAfter: Duration.Duration | undefined
): ReadonlyArray<string> => {
  const again = `Try again ${retryAfter === undefined ? "later" : `in ${Duration.format(retryAfter)}`}`
  if (origin === "Other") {
    return [
      otherOrigin,
      isTransient ? again : "Check the base URL, and whether the network lets this client through"
    ]
  }
  if (tag === "RateLimitError") return [`The request quota is used up. ${again}`]
  return origin === "BitGpt" || isTransient
    ? [advice]
    : ["The body of the answer was not read", advice]
}
