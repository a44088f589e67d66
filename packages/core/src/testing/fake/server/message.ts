/** A request, as far as the fake looks at it. */
export interface FakeRequest {
  /** In capitals: `GET`. */
  readonly method: string
  /** Path and query as they go over the wire: `/files?limit=5`. */
  readonly path: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Empty where there is none. */
  readonly body: Uint8Array
  /** Where the request comes from, for the allow lists of API keys. Default: `127.0.0.1`. */
  readonly remoteAddress?: string | undefined
}

/** The answer to a request. */
export interface FakeAnswer {
  /** The HTTP status. */
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Empty where there is none. */
  readonly body: Uint8Array
}
