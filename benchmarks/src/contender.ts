/** What a caller does in case of doubt by hand, and whether a contender does it for him. */
export interface Guarantees {
  /** Each call is a span, for a tracer to record. */
  readonly span: boolean
  /** A call ends in time even where the server never answers. */
  readonly timeout: boolean
  /** What failed for a moment is tried again. */
  readonly retry: boolean
  /** What of the answer is checked. */
  readonly validation: "nothing" | "types" | "types, times, ids"
  /** A body that never ends doesn't fill the memory. */
  readonly sizeLimit: boolean
}

/** What a contender gives that sends a request and reads the JSON, and does nothing else. */
export const noGuarantees: Guarantees = {
  span: false,
  timeout: false,
  retry: false,
  validation: "nothing",
  sizeLimit: false
}

/** What every contender must get out of the answer. */
export interface Key {
  readonly id: string
  readonly label: string
  readonly scopes: ReadonlyArray<string>
}

/** A contender, ready for calls. */
export interface Session {
  /** Gets the key, under all guarantees that the contender gives. */
  readonly get: (id: string) => Promise<Key>
  /** A call that the server refuses, without retries: reads the body and gives the status. */
  readonly refused: (id: string) => Promise<number>
  readonly close: () => Promise<void>
}

/** One way to call the API. */
export interface Contender {
  readonly guarantees: Guarantees
  readonly open: (baseUrl: string) => Promise<Session>
}

/** The access token that every contender sends. */
export const token = "a-token-for-this-machine"

/** The headers of every request. */
export const headers = { accept: "application/json", authorization: `Bearer ${token}` }

/** The address of a key. */
export const urlOf = (baseUrl: string, id: string): string =>
  `${baseUrl}/developers/api_keys/${encodeURIComponent(id)}`
