import type { FakeAnswer } from "effect-bitgpt/fake"

type Headers = Readonly<Record<string, string>>

/** What pages of other origins may do. */
export interface Cors {
  /** The answer to a preflight request. `undefined` for any other request. */
  readonly preflight: (method: string, headers: Headers) => FakeAnswer | undefined
  /** What lets a page of an allowed origin read an answer. */
  readonly headersFor: (headers: Headers) => Headers
}

export const make = (allowedOrigins: Iterable<string>): Cors => {
  const allowed = new Set(allowedOrigins)
  const headersFor = ({ origin }: Headers): Headers =>
    origin !== undefined && allowed.has(origin)
      ? {
          "access-control-allow-origin": origin,
          "access-control-expose-headers": "retry-after",
          vary: "Origin"
        }
      : {}

  return {
    headersFor,
    preflight: (method, headers) => {
      const { "access-control-request-method": wanted, origin } = headers
      if (method !== "OPTIONS" || origin === undefined || wanted === undefined) return undefined
      return allowed.has(origin)
        ? {
            status: 204,
            headers: {
              ...headersFor(headers),
              "access-control-allow-methods": "GET, POST, PUT, DELETE",
              "access-control-allow-headers": headers["access-control-request-headers"] ?? "",
              "access-control-max-age": "600"
            },
            body: new Uint8Array()
          }
        : {
            status: 403,
            headers: { "content-type": "text/plain" },
            body: new TextEncoder().encode(
              `The emulator does not allow the origin ${origin}: see its option allowedOrigins.`
            )
          }
    }
  }
}
