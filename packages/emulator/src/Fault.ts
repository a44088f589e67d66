/**
 * What goes wrong with one answer: a closed union of everything that the emulator can do to a client.
 *
 * A fault is plain data with a `_tag`. The same JSON form is used by code, by the command line and by
 * the admin endpoint. Say with a `FaultRule`, or with `emulator.script`, which requests it is for.
 *
 * The emulator works out the answer that it would give and the fault changes it. `Status`, `HtmlError`
 * and `Redirect` come instead of the work: nothing is created or updated. All others come after it:
 * after `ResetBeforeHeaders` on a create the key is there, though the client can't know.
 *
 * Failures before a server answers (connection refused, unknown host, TLS failure) are not faults but
 * addresses: see `Origin`.
 *
 * @example
 * ```ts
 * import { Emulator, Fault } from "effect-bitgpt-emulator"
 * import { Effect } from "effect"
 *
 * const script = Effect.flatMap(Emulator, (emulator) =>
 *   emulator.script([
 *     Fault.resetBeforeHeaders,
 *     Fault.stallBody({ afterBytes: 20 }),
 *     Fault.dribbleBody({ chunkBytes: 10, interval: "50 millis" }),
 *     Fault.htmlError(502),
 *     Fault.redirect("OtherOrigin", { status: 307 }),
 *     Fault.combine(Fault.status(429), Fault.retryAfterDate({ seconds: 30 })),
 *     Fault.replacedData({ id: 1 }),
 *     Fault.rawBody("<not json>"),
 *     Fault.none
 *   ])
 * )
 * ```
 *
 * @module
 */
import * as Duration from "effect/Duration"

import {
  ByteOrderMark,
  CloseBeforeHeaders,
  Combined,
  ContentType,
  CorruptGzip,
  DelayHeaders,
  DribbleBody,
  EmptyBody,
  EnvelopeFields,
  EnvelopeStatus,
  Header,
  HtmlError,
  IncompleteBody,
  InformationalResponses,
  InvalidChunkedEncoding,
  InvalidUtf8,
  MalformedJson,
  MissingData,
  NoContent,
  None,
  NullData,
  OversizedBody,
  OversizedHeaders,
  RawBody,
  Redirect,
  ReplacedData,
  ResetBeforeHeaders,
  ResetMidBody,
  RetryAfter,
  RetryAfterDate,
  RetryAfterMs,
  ShouldRetry,
  StallBody,
  Status,
  TruncatedJson,
  UnknownFields,
  UnknownScopes,
  type Fault
} from "./internal/fault/schemas.js"

export * from "./internal/fault/schemas.js"

/** See {@link None}. */
export const none: Fault = None.make()

/**
 * Several faults in one answer. What changes the envelope comes before what changes bytes; of two that
 * set the same thing the later wins.
 *
 * @example
 * ```ts
 * import { Fault } from "effect-bitgpt-emulator"
 *
 * const slowAndBusy = Fault.combine(
 *   Fault.delayHeaders("2 seconds"),
 *   Fault.status(429),
 *   Fault.retryAfter("5")
 * )
 * ```
 */
export const combine = (...faults: ReadonlyArray<Fault>): Fault =>
  Combined.make({
    faults: faults.flatMap((fault) => (fault._tag === "Combined" ? fault.faults : [fault]))
  })

/** See {@link DelayHeaders}. */
export const delayHeaders = (duration: Duration.DurationInput): Fault =>
  DelayHeaders.make({ millis: Duration.toMillis(duration) })

/** See {@link StallBody}. */
export const stallBody = (options: { readonly afterBytes?: number } = {}): Fault =>
  StallBody.make(options)

/** See {@link DribbleBody}. Default: one byte every 100 milliseconds. */
export const dribbleBody = (
  options: { readonly chunkBytes?: number; readonly interval?: Duration.DurationInput } = {}
): Fault =>
  DribbleBody.make({
    chunkBytes: options.chunkBytes ?? 1,
    intervalMillis: Duration.toMillis(options.interval ?? "100 millis")
  })

/** See {@link CloseBeforeHeaders}. */
export const closeBeforeHeaders: Fault = CloseBeforeHeaders.make()

/** See {@link ResetBeforeHeaders}. */
export const resetBeforeHeaders: Fault = ResetBeforeHeaders.make()

/** See {@link ResetMidBody}. */
export const resetMidBody = (options: { readonly afterBytes?: number } = {}): Fault =>
  ResetMidBody.make(options)

/** See {@link IncompleteBody}. Default: 10 bytes are missing. */
export const incompleteBody = (options: { readonly missingBytes?: number } = {}): Fault =>
  IncompleteBody.make({ missingBytes: options.missingBytes ?? 10 })

/** See {@link InvalidChunkedEncoding}. */
export const invalidChunkedEncoding: Fault = InvalidChunkedEncoding.make()

/** See {@link EmptyBody}. */
export const emptyBody: Fault = EmptyBody.make()

/** See {@link MalformedJson}. */
export const malformedJson: Fault = MalformedJson.make()

/** See {@link TruncatedJson}. */
export const truncatedJson: Fault = TruncatedJson.make()

/** See {@link ByteOrderMark}. */
export const byteOrderMark: Fault = ByteOrderMark.make()

/** See {@link InvalidUtf8}. */
export const invalidUtf8: Fault = InvalidUtf8.make()

/** See {@link CorruptGzip}. */
export const corruptGzip: Fault = CorruptGzip.make()

/** See {@link HtmlError}. */
export const htmlError = (status: number): Fault => HtmlError.make({ status })

/** See {@link ContentType}. Default: `text/html`. */
export const contentType = (value = "text/html"): Fault => ContentType.make({ value })

/** See {@link OversizedBody}. Default: 20 MiB. */
export const oversizedBody = (options: { readonly bytes?: number } = {}): Fault =>
  OversizedBody.make({ bytes: options.bytes ?? 20 * 1024 * 1024 })

/** See {@link OversizedHeaders}. Default: 128 KiB. */
export const oversizedHeaders = (options: { readonly bytes?: number } = {}): Fault =>
  OversizedHeaders.make({ bytes: options.bytes ?? 128 * 1024 })

/** See {@link MissingData}. */
export const missingData: Fault = MissingData.make()

/** See {@link NullData}. */
export const nullData: Fault = NullData.make()

/** See {@link ReplacedData}. */
export const replacedData = (data: unknown): Fault => ReplacedData.make({ data })

/** See {@link UnknownFields}. */
export const unknownFields: Fault = UnknownFields.make()

/** See {@link UnknownScopes}. */
export const unknownScopes: Fault = UnknownScopes.make()

/** See {@link EnvelopeStatus}. Default: none, so that the envelope has no status. */
export const envelopeStatus = (status?: unknown): Fault =>
  EnvelopeStatus.make(status === undefined ? {} : { status })

/** See {@link EnvelopeFields}. */
export const envelopeFields = (fields: Readonly<Record<string, unknown>>): Fault =>
  EnvelopeFields.make({ fields })

/** See {@link NoContent}. */
export const noContent: Fault = NoContent.make()

/** See {@link InformationalResponses}. Default: one 103. */
export const informationalResponses = (statuses: ReadonlyArray<100 | 102 | 103> = [103]): Fault =>
  InformationalResponses.make({ statuses })

/** See {@link Redirect}. Default: 302. */
export const redirect = (
  to: (typeof Redirect.Type)["to"],
  options: { readonly status?: (typeof Redirect.Type)["status"]; readonly path?: string } = {}
): Fault =>
  Redirect.make({
    status: options.status ?? 302,
    to,
    ...(options.path === undefined ? {} : { path: options.path })
  })

/** See {@link ShouldRetry}. */
export const shouldRetry = (value: boolean | string): Fault =>
  ShouldRetry.make({ value: String(value) })

/** See {@link Status}. */
export const status = (status: number): Fault => Status.make({ status })

/** See {@link RetryAfter}. */
export const retryAfter = (value: number | string): Fault =>
  RetryAfter.make({ value: String(value) })

/** See {@link RetryAfterDate}. */
export const retryAfterDate = (options: { readonly seconds: number }): Fault =>
  RetryAfterDate.make(options)

/** See {@link RetryAfterMs}. */
export const retryAfterMs = (value: number | string): Fault =>
  RetryAfterMs.make({ value: String(value) })

/** See {@link Header}. */
export const header = (name: string, value: string): Fault => Header.make({ name, value })

/** See {@link RawBody}. */
export const rawBody = (body: string | Uint8Array): Fault =>
  RawBody.make({ body: typeof body === "string" ? new TextEncoder().encode(body) : body })
