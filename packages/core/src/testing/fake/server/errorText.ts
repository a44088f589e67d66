/** What the fake says of the statuses that the documentation lists. Only the text of 403 is in its samples. */
const texts: Readonly<Record<number, string>> = {
  400: "The request is malformed or has invalid parameters.",
  401: "Unauthenticated: the token is wrong.",
  403: "Access denied. You do not have permission to perform this action.",
  404: "The requested resource was not found.",
  406: "Only JSON is served: send the header Accept: application/json.",
  429: "Too many requests. Please try again later.",
  500: "An unexpected error occurred.",
  503: "The service is offline for maintenance."
}

/** The text of an error that has none of its own. */
export const errorText = (status: number): string =>
  texts[status] ?? `The request failed with status ${status}.`
