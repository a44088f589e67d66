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
 * What is no answer of a running server at all (connection refused, unknown host, TLS failure) is not
 * a fault but an address: see `Origin`.
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
import * as Schema from "effect/Schema"

const Bytes = Schema.Int.pipe(Schema.between(0, 1024 ** 3))
const HeaderName = Schema.String.pipe(Schema.pattern(/^[\w!#$%&'*+.^`|~-]+$/))
const HeaderValue = Schema.String.pipe(Schema.pattern(/^[\t\x20-\x7e]*$/))
const Millis = Schema.NonNegative

/** Nothing: the normal answer. Fills a place in a script. */
export const None = Schema.TaggedStruct("None", {})

/** Time before anything of the answer is sent, in milliseconds. */
export const DelayHeaders = Schema.TaggedStruct("DelayHeaders", { millis: Millis })

/** Headers and the first bytes of the body, then silence on an open connection. Default: half of it. */
export const StallBody = Schema.TaggedStruct("StallBody", {
  afterBytes: Schema.optional(Bytes)
})

/** The body in small pieces with pauses between them. */
export const DribbleBody = Schema.TaggedStruct("DribbleBody", {
  chunkBytes: Schema.optionalWith(Schema.Int.pipe(Schema.positive()), { default: () => 1 }),
  intervalMillis: Schema.optionalWith(Millis, { default: () => 100 })
})

/** The connection ends in order (FIN), without an answer. */
export const CloseBeforeHeaders = Schema.TaggedStruct("CloseBeforeHeaders", {})

/** The connection is reset (RST), without an answer. */
export const ResetBeforeHeaders = Schema.TaggedStruct("ResetBeforeHeaders", {})

/** The connection is reset (RST) after headers and the first bytes of the body. Default: half of it. */
export const ResetMidBody = Schema.TaggedStruct("ResetMidBody", {
  afterBytes: Schema.optional(Bytes)
})

/** The connection ends in order before as many bytes came as `Content-Length` says. */
export const IncompleteBody = Schema.TaggedStruct("IncompleteBody", {
  missingBytes: Schema.optionalWith(Schema.Int.pipe(Schema.positive()), { default: () => 10 })
})

/** `Transfer-Encoding: chunked` with a chunk size that is no number. */
export const InvalidChunkedEncoding = Schema.TaggedStruct("InvalidChunkedEncoding", {})

/** `Content-Length: 0`. */
export const EmptyBody = Schema.TaggedStruct("EmptyBody", {})

/** A body that is no JSON from its first characters on. */
export const MalformedJson = Schema.TaggedStruct("MalformedJson", {})

/** JSON that ends too early, in a body of the right length. */
export const TruncatedJson = Schema.TaggedStruct("TruncatedJson", {})

/** JSON after a byte order mark. */
export const ByteOrderMark = Schema.TaggedStruct("ByteOrderMark", {})

/** JSON with a string that is not valid UTF-8. */
export const InvalidUtf8 = Schema.TaggedStruct("InvalidUtf8", {})

/** `Content-Encoding: gzip`, with damaged data. */
export const CorruptGzip = Schema.TaggedStruct("CorruptGzip", {})

/** A page in HTML, as a network in front of BitGPT sends it. Nothing reaches BitGPT. */
export const HtmlError = Schema.TaggedStruct("HtmlError", {
  status: Schema.Int.pipe(Schema.between(400, 599))
})

/** Another `Content-Type` than the body has. */
export const ContentType = Schema.TaggedStruct("ContentType", { value: HeaderValue })

/** The normal JSON, made as long as this by whitespace after it. */
export const OversizedBody = Schema.TaggedStruct("OversizedBody", { bytes: Bytes })

/** A header section of at least this many bytes. */
export const OversizedHeaders = Schema.TaggedStruct("OversizedHeaders", { bytes: Bytes })

/** An envelope without `data`. */
export const MissingData = Schema.TaggedStruct("MissingData", {})

/** An envelope whose `data` is null. */
export const NullData = Schema.TaggedStruct("NullData", {})

/** An envelope with other `data`, such as a string or a key whose id is a number. */
export const ReplacedData = Schema.TaggedStruct("ReplacedData", { data: Schema.Unknown })

/** Fields that nobody has documented, in the envelope and in the key. */
export const UnknownFields = Schema.TaggedStruct("UnknownFields", {})

/** A scope that nobody has documented, in every key of the answer. */
export const UnknownScopes = Schema.TaggedStruct("UnknownScopes", {})

/** An envelope whose `status` contradicts the status line. */
export const EnvelopeStatus = Schema.TaggedStruct("EnvelopeStatus", { status: Schema.Unknown })

/** Sets fields of the envelope, such as `retry_after` or `error`. */
export const EnvelopeFields = Schema.TaggedStruct("EnvelopeFields", {
  fields: Schema.Record({ key: Schema.String, value: Schema.Unknown })
})

/** 204 without a body. */
export const NoContent = Schema.TaggedStruct("NoContent", {})

/** Informational responses (1xx) before the answer, such as 103 Early Hints. */
export const InformationalResponses = Schema.TaggedStruct("InformationalResponses", {
  statuses: Schema.optionalWith(Schema.Array(Schema.Literal(100, 102, 103)), {
    default: () => [103] as const
  })
})

/**
 * A redirect. `OtherOrigin` is another port that records what reaches it, `InsecureOrigin` the
 * emulator over plain `http`, to be asked for at its `Https` origin. `path` is the request's own by
 * default.
 */
export const Redirect = Schema.TaggedStruct("Redirect", {
  to: Schema.Literal("SameOrigin", "OtherOrigin", "InsecureOrigin"),
  status: Schema.optionalWith(Schema.Literal(301, 302, 303, 307, 308), {
    default: () => 302 as const
  }),
  path: Schema.optional(Schema.String.pipe(Schema.pattern(/^\/[\x21-\x7e]*$/)))
})

/** The header `x-should-retry`. */
export const ShouldRetry = Schema.TaggedStruct("ShouldRetry", { value: HeaderValue })

/** This status instead of the work, with an error envelope unless it is a success. */
export const Status = Schema.TaggedStruct("Status", {
  status: Schema.Int.pipe(Schema.between(200, 599))
})

/** The header `Retry-After`, as it is: `"5"`, `"0x10"`, `""`, anything. */
export const RetryAfter = Schema.TaggedStruct("RetryAfter", { value: HeaderValue })

/** The header `Retry-After` as an HTTP date so many seconds from now, in the past if negative. */
export const RetryAfterDate = Schema.TaggedStruct("RetryAfterDate", { seconds: Schema.Int })

/** The header `retry-after-ms`, as it is. */
export const RetryAfterMs = Schema.TaggedStruct("RetryAfterMs", { value: HeaderValue })

/** Any header, in place of one with the same name. */
export const Header = Schema.TaggedStruct("Header", { name: HeaderName, value: HeaderValue })

/** These bytes as body; Base64 in JSON. */
export const RawBody = Schema.TaggedStruct("RawBody", { body: Schema.Uint8ArrayFromBase64 })

const Single = Schema.Union(
  None,
  DelayHeaders,
  StallBody,
  DribbleBody,
  CloseBeforeHeaders,
  ResetBeforeHeaders,
  ResetMidBody,
  IncompleteBody,
  InvalidChunkedEncoding,
  EmptyBody,
  MalformedJson,
  TruncatedJson,
  ByteOrderMark,
  InvalidUtf8,
  CorruptGzip,
  HtmlError,
  ContentType,
  OversizedBody,
  OversizedHeaders,
  MissingData,
  NullData,
  ReplacedData,
  UnknownFields,
  UnknownScopes,
  EnvelopeStatus,
  EnvelopeFields,
  NoContent,
  InformationalResponses,
  Redirect,
  ShouldRetry,
  Status,
  RetryAfter,
  RetryAfterDate,
  RetryAfterMs,
  Header,
  RawBody
)

/** A fault that is not made of others. */
export type SingleFault = typeof Single.Type

/** Several faults in one answer: a delay, a status and a header, say. */
export const Combined = Schema.TaggedStruct("Combined", { faults: Schema.Array(Single) })

/** What goes wrong with one answer, and its JSON form. */
export const Fault = Schema.Union(Single, Combined)

/** What goes wrong with one answer. */
export type Fault = typeof Fault.Type

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

/** See {@link EnvelopeStatus}. */
export const envelopeStatus = (status: unknown): Fault => EnvelopeStatus.make({ status })

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
