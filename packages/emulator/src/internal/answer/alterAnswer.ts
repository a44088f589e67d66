import * as Headers from "@effect/platform/Headers"
import { gzipSync } from "node:zlib"
import type { Fault, SingleFault } from "../../Fault.js"
import type { Draft } from "./draft.js"
import { parts } from "./replaceAnswer.js"

type Json = Readonly<Record<string, unknown>>

const encoder = new TextEncoder()
const bytes = (text: string): Uint8Array => encoder.encode(text)
const concat = (...parts: ReadonlyArray<Uint8Array>): Uint8Array => Buffer.concat(parts)

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const withHeaders = (draft: Draft, headers: Readonly<Record<string, string>>): Draft => ({
  ...draft,
  headers: { ...draft.headers, ...headers }
})

const withBody = (draft: Draft, body: Uint8Array): Draft => ({ ...draft, body })

/** Changes the envelope. What is not JSON, such as a page, stays as it is. */
const withEnvelope = (draft: Draft, change: (envelope: Json) => Json): Draft => {
  if (draft.headers["content-type"] !== "application/json") return draft
  const json: unknown = JSON.parse(new TextDecoder().decode(draft.body))
  return isObject(json) ? withBody(draft, bytes(JSON.stringify(change(json)))) : draft
}

/** Changes every key of the answer. */
const withKeys = (draft: Draft, change: (key: Json) => Json): Draft =>
  withEnvelope(draft, (envelope) => {
    const { data } = envelope
    if (Array.isArray(data)) {
      return { ...envelope, data: data.map((key: unknown) => (isObject(key) ? change(key) : key)) }
    }
    return isObject(data) ? { ...envelope, data: change(data) } : envelope
  })

const addUnknownFields = (json: Json): Json => ({
  ...json,
  not_documented: { list: [1, "two", null], nested: { deep: true } },
  notDocumentedEither: null
})

const addUnknownScope = (key: Json): Json => ({
  ...key,
  scopes: [
    ...(Array.isArray(key["scopes"]) ? key["scopes"].map((scope: unknown) => scope) : []),
    "not_documented.manage"
  ]
})

/** A field whose value is not valid UTF-8, before all others. */
const invalidUtf8 = (body: Uint8Array): Uint8Array =>
  concat(bytes('{"note":"'), new Uint8Array([0xc3, 0x28, 0xff]), bytes('",'), body.subarray(1))

/** Data of a block type that does not exist, behind a header that is right. */
const corruptGzip = (body: Uint8Array): Uint8Array => {
  const zipped = gzipSync(body)
  zipped[10] = 0b111
  return zipped
}

const padded = (body: Uint8Array, length: number): Uint8Array =>
  concat(body, Buffer.alloc(Math.max(0, length - body.byteLength), " "))

const headerBytes = 4096

const paddingHeaders = (length: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: Math.ceil(length / headerBytes) }, (_, index) => [
      `x-padding-${index}`,
      "x".repeat(headerBytes)
    ])
  )

const alter = (draft: Draft, fault: SingleFault, now: number): Draft => {
  switch (fault._tag) {
    case "None":
    case "HtmlError":
    case "Redirect":
      return draft
    case "Status":
      return fault.status < 300
        ? {
            ...withEnvelope(draft, (json) => ({ ...json, status: fault.status })),
            status: fault.status
          }
        : draft
    case "NoContent":
      return {
        ...draft,
        status: 204,
        headers: Headers.remove(Headers.fromInput(draft.headers), "content-type"),
        body: new Uint8Array()
      }
    case "MissingData":
      return withEnvelope(draft, (json) => ({ ...json, data: undefined }))
    case "NullData":
      return withEnvelope(draft, (json) => ({ ...json, data: null }))
    case "ReplacedData":
      return withEnvelope(draft, (json) => ({ ...json, data: fault.data }))
    case "UnknownFields":
      return withEnvelope(withKeys(draft, addUnknownFields), addUnknownFields)
    case "UnknownScopes":
      return withKeys(draft, addUnknownScope)
    case "EnvelopeStatus":
      return withEnvelope(draft, (json) => ({ ...json, status: fault.status }))
    case "EnvelopeFields":
      return withEnvelope(draft, (json) => ({ ...json, ...fault.fields }))
    case "ContentType":
      return withHeaders(draft, { "content-type": fault.value })
    case "OversizedHeaders":
      return withHeaders(draft, paddingHeaders(fault.bytes))
    case "ShouldRetry":
      return withHeaders(draft, { "x-should-retry": fault.value })
    case "RetryAfter":
      return withHeaders(draft, { "retry-after": fault.value })
    case "RetryAfterDate":
      return withHeaders(draft, {
        "retry-after": new Date(now + fault.seconds * 1000).toUTCString()
      })
    case "RetryAfterMs":
      return withHeaders(draft, { "retry-after-ms": fault.value })
    case "Header":
      return withHeaders(draft, { [fault.name.toLowerCase()]: fault.value })
    case "EmptyBody":
      return withBody(draft, new Uint8Array())
    case "RawBody":
      return withBody(draft, fault.body)
    case "MalformedJson":
      return withBody(draft, bytes("{'status': 200, data: <key>}"))
    case "TruncatedJson":
      return withBody(draft, draft.body.subarray(0, Math.floor(draft.body.byteLength / 2)))
    case "ByteOrderMark":
      return withBody(draft, concat(new Uint8Array([0xef, 0xbb, 0xbf]), draft.body))
    case "InvalidUtf8":
      return withBody(draft, invalidUtf8(draft.body))
    case "OversizedBody":
      return withBody(draft, padded(draft.body, fault.bytes))
    case "CorruptGzip":
      return withHeaders(withBody(draft, corruptGzip(draft.body)), { "content-encoding": "gzip" })
    case "DelayHeaders":
      return { ...draft, delayMillis: draft.delayMillis + fault.millis }
    case "InformationalResponses":
      return { ...draft, informational: [...draft.informational, ...fault.statuses] }
    case "CloseBeforeHeaders":
    case "DribbleBody":
    case "IncompleteBody":
    case "InvalidChunkedEncoding":
    case "ResetBeforeHeaders":
    case "ResetMidBody":
    case "StallBody":
      return { ...draft, transfer: fault }
  }
}

/** What changes the envelope comes first: it can't be changed in bytes that are broken already. */
const changesEnvelope = new Set<SingleFault["_tag"]>([
  "Status",
  "MissingData",
  "NullData",
  "ReplacedData",
  "UnknownFields",
  "UnknownScopes",
  "EnvelopeStatus",
  "EnvelopeFields"
])

/** Does a fault to an answer. `now` is in milliseconds since the epoch. */
export const alterAnswer = (draft: Draft, fault: Fault, now: number): Draft => {
  const faults = parts(fault)
  const first = faults.filter(({ _tag }) => changesEnvelope.has(_tag))
  const then = faults.filter(({ _tag }) => !changesEnvelope.has(_tag))
  return [...first, ...then].reduce((draft, single) => alter(draft, single, now), draft)
}
