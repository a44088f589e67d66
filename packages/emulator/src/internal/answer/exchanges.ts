import * as Redacted from "effect/Redacted"
import type { IncomingHttpHeaders, ServerResponse } from "node:http"
import type { Fault } from "../../Fault.js"
import type { Origin } from "../../Origin.js"
import type { Outcome, RecordedRequest } from "../../RecordedRequest.js"

/** A request that is being answered. */
export interface Exchange {
  readonly setBody: (text: string) => void
  readonly setFault: (fault: Fault | undefined) => void
  /** To be called before a fault ends the connection. */
  readonly breakOff: () => void
}

export interface Exchanges {
  readonly begin: (
    request: {
      readonly origin: Origin
      readonly method: string
      readonly path: string
      readonly headers: IncomingHttpHeaders
      readonly receivedAt: number
    },
    response: ServerResponse
  ) => Exchange
  /** To be called before the connections of an origin are cut. */
  readonly breakOffAll: (origin: Origin) => void
  readonly all: () => ReadonlyArray<RecordedRequest>
  readonly clear: () => void
}

const bearerToken = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1]

const redactedHeaders = new Set(["authorization", "cookie", "proxy-authorization", "x-api-key"])

const secret = /(?:sk|whs)_(?:live|test)_[\w+/=-]+/g

/** Takes the secrets of API keys and webhooks out of a text. */
export const withoutSecrets = (text: string): string => text.replace(secret, "<redacted>")

// A shorter token is one that a test made up, and may be a word of the path.
const minTokenLength = 12

/** Takes tokens and secrets out of a text. */
const scrub = (text: string, tokens: ReadonlyArray<string>): string =>
  withoutSecrets(
    tokens
      .filter((token) => token.length >= minTokenLength)
      .reduce((clean, token) => clean.replaceAll(token, "<redacted>"), text)
  )

/** So many characters of a body are recorded. */
const maxBodyLength = 1024 * 1024

const recordedHeaders = (
  headers: IncomingHttpHeaders,
  tokens: ReadonlyArray<string>
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      redactedHeaders.has(name) ? "<redacted>" : scrub(String(value), tokens)
    ])
  )

export const make = (options: {
  readonly accessToken: Redacted.Redacted
  readonly capacity: number
  readonly onEnd: (request: RecordedRequest) => void
}): Exchanges => {
  let records: Array<{ current: RecordedRequest }> = []
  const pending = new Map<{ readonly current: RecordedRequest }, () => void>()

  return {
    begin: ({ headers, method, origin, path, receivedAt }, response) => {
      const sent = bearerToken(headers.authorization)
      const tokens = [Redacted.value(options.accessToken), sent ?? ""]
      const record: { current: RecordedRequest } = {
        current: {
          origin,
          method,
          path: scrub(path, tokens),
          headers: recordedHeaders(headers, tokens),
          accessToken: sent === undefined ? undefined : Redacted.make(sent),
          body: undefined,
          receivedAt,
          fault: undefined,
          status: undefined,
          outcome: "Pending"
        }
      }
      records.push(record)
      if (records.length > options.capacity) records.shift()

      const update = (changes: Partial<RecordedRequest>): void => {
        record.current = { ...record.current, ...changes }
      }
      const end = (outcome: Outcome): void => {
        if (record.current.outcome !== "Pending") return
        pending.delete(record)
        update({ outcome, status: response.headersSent ? response.statusCode : undefined })
        options.onEnd(record.current)
      }
      const breakOff = (): void => {
        end("BrokenOff")
      }
      pending.set(record, breakOff)
      response.on("finish", () => {
        end("Completed")
      })
      response.on("close", () => {
        end("ClientClosed")
      })
      // Without a listener a write to a connection that is gone would end the process.
      response.on("error", () => undefined)

      return {
        setBody: (text) => {
          if (text !== "") update({ body: scrub(text, tokens).slice(0, maxBodyLength) })
        },
        setFault: (fault) => {
          update({ fault })
        },
        breakOff
      }
    },
    breakOffAll: (origin) => {
      for (const [record, breakOff] of pending) if (record.current.origin === origin) breakOff()
    },
    all: () => records.map(({ current }) => current),
    clear: () => {
      records = []
    }
  }
}
