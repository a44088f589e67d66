/** A request with a token, for the analytics. */
export interface LoggedRequest {
  /** In milliseconds since the epoch. */
  readonly at: number
  readonly apiKeyId: string | null
  /** The caller's credential, masked. */
  readonly auth: string
  readonly ip: string
  readonly endpoint: string
  readonly status: number
}

export interface RequestLog {
  readonly add: (request: LoggedRequest) => void
  readonly all: () => ReadonlyArray<LoggedRequest>
}

const capacity = 10_000

export const make = (): RequestLog => {
  const requests: Array<LoggedRequest> = []
  return {
    add: (request) => {
      requests.push(request)
      if (requests.length > capacity) requests.shift()
    },
    all: () => requests
  }
}
