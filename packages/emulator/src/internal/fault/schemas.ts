import * as Schema from "effect/Schema"

const Bytes = Schema.Int.pipe(Schema.between(0, 1024 ** 3))
const HeaderName = Schema.String.pipe(Schema.pattern(/^[\w!#$%&'*+.^`|~-]+$/))
const HeaderValue = Schema.String.pipe(Schema.pattern(/^[\t\x20-\x7e]*$/))
const Millis = Schema.NonNegative

/** Nothing: the normal answer. Fills a place in a script. */
export const None = Schema.TaggedStruct("None", {})

/** See the schema of this name. */
export interface None extends Schema.Schema.Type<typeof None> {}

/** Time before anything of the answer is sent, in milliseconds. */
export const DelayHeaders = Schema.TaggedStruct("DelayHeaders", {
  /** How long nothing comes, in milliseconds. */
  millis: Millis
})

/** See the schema of this name. */
export interface DelayHeaders extends Schema.Schema.Type<typeof DelayHeaders> {}

/** Headers and the first bytes of the body, then silence on an open connection. Default: half of it. */
export const StallBody = Schema.TaggedStruct("StallBody", {
  /** How many bytes of the body come. Default: half of it. */
  afterBytes: Schema.optional(Bytes)
})

/** See the schema of this name. */
export interface StallBody extends Schema.Schema.Type<typeof StallBody> {}

/** The body in small pieces with pauses between them. */
export const DribbleBody = Schema.TaggedStruct("DribbleBody", {
  /** The size of a piece in bytes. Default: 1. */
  chunkBytes: Schema.optionalWith(Schema.Int.pipe(Schema.positive()), { default: () => 1 }),
  /** The pause between two pieces in milliseconds. Default: 100. */
  intervalMillis: Schema.optionalWith(Millis, { default: () => 100 })
})

/** See the schema of this name. */
export interface DribbleBody extends Schema.Schema.Type<typeof DribbleBody> {}

/** The connection ends in order (FIN), without an answer. */
export const CloseBeforeHeaders = Schema.TaggedStruct("CloseBeforeHeaders", {})

/** See the schema of this name. */
export interface CloseBeforeHeaders extends Schema.Schema.Type<typeof CloseBeforeHeaders> {}

/** The connection is reset (RST), without an answer. */
export const ResetBeforeHeaders = Schema.TaggedStruct("ResetBeforeHeaders", {})

/** See the schema of this name. */
export interface ResetBeforeHeaders extends Schema.Schema.Type<typeof ResetBeforeHeaders> {}

/** The connection is reset (RST) after headers and the first bytes of the body. Default: half of it. */
export const ResetMidBody = Schema.TaggedStruct("ResetMidBody", {
  /** How many bytes of the body come. Default: half of it. */
  afterBytes: Schema.optional(Bytes)
})

/** See the schema of this name. */
export interface ResetMidBody extends Schema.Schema.Type<typeof ResetMidBody> {}

/** The connection ends in order before as many bytes came as `Content-Length` says. */
export const IncompleteBody = Schema.TaggedStruct("IncompleteBody", {
  /** How many bytes of the body don't come. Default: 10. */
  missingBytes: Schema.optionalWith(Schema.Int.pipe(Schema.positive()), { default: () => 10 })
})

/** See the schema of this name. */
export interface IncompleteBody extends Schema.Schema.Type<typeof IncompleteBody> {}

/** `Transfer-Encoding: chunked` with a chunk size that is no number. */
export const InvalidChunkedEncoding = Schema.TaggedStruct("InvalidChunkedEncoding", {})

/** See the schema of this name. */
export interface InvalidChunkedEncoding extends Schema.Schema.Type<typeof InvalidChunkedEncoding> {}

/** `Content-Length: 0`. */
export const EmptyBody = Schema.TaggedStruct("EmptyBody", {})

/** See the schema of this name. */
export interface EmptyBody extends Schema.Schema.Type<typeof EmptyBody> {}

/** A body that is no JSON from its first characters on. */
export const MalformedJson = Schema.TaggedStruct("MalformedJson", {})

/** See the schema of this name. */
export interface MalformedJson extends Schema.Schema.Type<typeof MalformedJson> {}

/** JSON that ends too early, in a body of the right length. */
export const TruncatedJson = Schema.TaggedStruct("TruncatedJson", {})

/** See the schema of this name. */
export interface TruncatedJson extends Schema.Schema.Type<typeof TruncatedJson> {}

/** JSON after a byte order mark. */
export const ByteOrderMark = Schema.TaggedStruct("ByteOrderMark", {})

/** See the schema of this name. */
export interface ByteOrderMark extends Schema.Schema.Type<typeof ByteOrderMark> {}

/** JSON with a string that is not valid UTF-8. */
export const InvalidUtf8 = Schema.TaggedStruct("InvalidUtf8", {})

/** See the schema of this name. */
export interface InvalidUtf8 extends Schema.Schema.Type<typeof InvalidUtf8> {}

/** `Content-Encoding: gzip`, with damaged data. */
export const CorruptGzip = Schema.TaggedStruct("CorruptGzip", {})

/** See the schema of this name. */
export interface CorruptGzip extends Schema.Schema.Type<typeof CorruptGzip> {}

/** A page in HTML, as a network in front of BitGPT sends it. Nothing reaches BitGPT. */
export const HtmlError = Schema.TaggedStruct("HtmlError", {
  /** The HTTP status, 400 to 599. */
  status: Schema.Int.pipe(Schema.between(400, 599))
})

/** See the schema of this name. */
export interface HtmlError extends Schema.Schema.Type<typeof HtmlError> {}

/** Another `Content-Type` than the body has. */
export const ContentType = Schema.TaggedStruct("ContentType", {
  /** The header's value. */
  value: HeaderValue
})

/** See the schema of this name. */
export interface ContentType extends Schema.Schema.Type<typeof ContentType> {}

/** The normal JSON, made as long as this by whitespace after it. */
export const OversizedBody = Schema.TaggedStruct("OversizedBody", {
  /** How long the body is, in bytes. */
  bytes: Bytes
})

/** See the schema of this name. */
export interface OversizedBody extends Schema.Schema.Type<typeof OversizedBody> {}

/** A header section of at least this many bytes. */
export const OversizedHeaders = Schema.TaggedStruct("OversizedHeaders", {
  /** How long the header section is at least, in bytes. */
  bytes: Bytes
})

/** See the schema of this name. */
export interface OversizedHeaders extends Schema.Schema.Type<typeof OversizedHeaders> {}

/** An envelope without `data`. */
export const MissingData = Schema.TaggedStruct("MissingData", {})

/** See the schema of this name. */
export interface MissingData extends Schema.Schema.Type<typeof MissingData> {}

/** An envelope whose `data` is null. */
export const NullData = Schema.TaggedStruct("NullData", {})

/** See the schema of this name. */
export interface NullData extends Schema.Schema.Type<typeof NullData> {}

/** An envelope with other `data`, such as a string or a key whose id is a number. */
export const ReplacedData = Schema.TaggedStruct("ReplacedData", {
  /** What stands in the place of `data`. */
  data: Schema.Unknown
})

/** See the schema of this name. */
export interface ReplacedData extends Schema.Schema.Type<typeof ReplacedData> {}

/** Fields that are not documented, in the envelope and in the key. */
export const UnknownFields = Schema.TaggedStruct("UnknownFields", {})

/** See the schema of this name. */
export interface UnknownFields extends Schema.Schema.Type<typeof UnknownFields> {}

/** A scope that is not documented, in every key of the answer. */
export const UnknownScopes = Schema.TaggedStruct("UnknownScopes", {})

/** See the schema of this name. */
export interface UnknownScopes extends Schema.Schema.Type<typeof UnknownScopes> {}

/** An envelope whose `status` contradicts the status line. */
export const EnvelopeStatus = Schema.TaggedStruct("EnvelopeStatus", {
  /** Left out, the envelope has no status. */
  status: Schema.optionalWith(Schema.Unknown, { exact: true })
})

/** See the schema of this name. */
export interface EnvelopeStatus extends Schema.Schema.Type<typeof EnvelopeStatus> {}

/** Sets fields of the envelope, such as `retry_after` or `error`. */
export const EnvelopeFields = Schema.TaggedStruct("EnvelopeFields", {
  /** The fields and their values, each in place of one with the same name. */
  fields: Schema.Record({ key: Schema.String, value: Schema.Unknown })
})

/** See the schema of this name. */
export interface EnvelopeFields extends Schema.Schema.Type<typeof EnvelopeFields> {}

/** 204 without a body. */
export const NoContent = Schema.TaggedStruct("NoContent", {})

/** See the schema of this name. */
export interface NoContent extends Schema.Schema.Type<typeof NoContent> {}

/** Informational responses (1xx) before the answer, such as 103 Early Hints. */
export const InformationalResponses = Schema.TaggedStruct("InformationalResponses", {
  /** Which ones, in order. Default: 103 alone. */
  statuses: Schema.optionalWith(Schema.Array(Schema.Literal(100, 102, 103)), {
    default: () => [103] as const
  })
})

/** See the schema of this name. */
export interface InformationalResponses extends Schema.Schema.Type<typeof InformationalResponses> {}

/**
 * A redirect. `OtherOrigin` is another port that records what reaches it, `InsecureOrigin` the
 * emulator over plain `http`, to be asked for at its `Https` origin. `path` is the request's own by
 * default.
 */
export const Redirect = Schema.TaggedStruct("Redirect", {
  /** Where the redirect leads to. */
  to: Schema.Literal("SameOrigin", "OtherOrigin", "InsecureOrigin"),
  /** The HTTP status. Default: 302. */
  status: Schema.optionalWith(Schema.Literal(301, 302, 303, 307, 308), {
    default: () => 302 as const
  }),
  /** The path there. Default: that of the request. */
  path: Schema.optional(Schema.String.pipe(Schema.pattern(/^\/[\x21-\x7e]*$/)))
})

/** See the schema of this name. */
export interface Redirect extends Schema.Schema.Type<typeof Redirect> {}

/** The header `x-should-retry`. */
export const ShouldRetry = Schema.TaggedStruct("ShouldRetry", {
  /** The header's value. */
  value: HeaderValue
})

/** See the schema of this name. */
export interface ShouldRetry extends Schema.Schema.Type<typeof ShouldRetry> {}

/** This status instead of the work, with an error envelope unless it is a success. */
export const Status = Schema.TaggedStruct("Status", {
  /** The HTTP status, 200 to 599. */
  status: Schema.Int.pipe(Schema.between(200, 599))
})

/** See the schema of this name. */
export interface Status extends Schema.Schema.Type<typeof Status> {}

/** The header `Retry-After`, as it is: `"5"`, `"0x10"`, `""`, anything. */
export const RetryAfter = Schema.TaggedStruct("RetryAfter", {
  /** The header's value. */
  value: HeaderValue
})

/** See the schema of this name. */
export interface RetryAfter extends Schema.Schema.Type<typeof RetryAfter> {}

/** The header `Retry-After` as an HTTP date so many seconds from now, in the past if negative. */
export const RetryAfterDate = Schema.TaggedStruct("RetryAfterDate", {
  /** How many seconds from now, negative for the past. */
  seconds: Schema.Int
})

/** See the schema of this name. */
export interface RetryAfterDate extends Schema.Schema.Type<typeof RetryAfterDate> {}

/** The header `retry-after-ms`, as it is. */
export const RetryAfterMs = Schema.TaggedStruct("RetryAfterMs", {
  /** The header's value. */
  value: HeaderValue
})

/** See the schema of this name. */
export interface RetryAfterMs extends Schema.Schema.Type<typeof RetryAfterMs> {}

/** Any header, in place of one with the same name. */
export const Header = Schema.TaggedStruct("Header", {
  /** The header's name. */
  name: HeaderName,
  /** The header's value. */
  value: HeaderValue
})

/** See the schema of this name. */
export interface Header extends Schema.Schema.Type<typeof Header> {}

/** These bytes as body; Base64 in JSON. */
export const RawBody = Schema.TaggedStruct("RawBody", {
  /** The bytes of the body. */
  body: Schema.Uint8ArrayFromBase64
})

/** See the schema of this name. */
export interface RawBody extends Schema.Schema.Type<typeof RawBody> {}

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
export type SingleFault =
  | None
  | DelayHeaders
  | StallBody
  | DribbleBody
  | CloseBeforeHeaders
  | ResetBeforeHeaders
  | ResetMidBody
  | IncompleteBody
  | InvalidChunkedEncoding
  | EmptyBody
  | MalformedJson
  | TruncatedJson
  | ByteOrderMark
  | InvalidUtf8
  | CorruptGzip
  | HtmlError
  | ContentType
  | OversizedBody
  | OversizedHeaders
  | MissingData
  | NullData
  | ReplacedData
  | UnknownFields
  | UnknownScopes
  | EnvelopeStatus
  | EnvelopeFields
  | NoContent
  | InformationalResponses
  | Redirect
  | ShouldRetry
  | Status
  | RetryAfter
  | RetryAfterDate
  | RetryAfterMs
  | Header
  | RawBody

/** Several faults in one answer: a delay, a status and a header, say. */
export const Combined = Schema.TaggedStruct("Combined", {
  /** The faults, each not made of others. */
  faults: Schema.Array(Single)
})

/** See the schema of this name. */
export interface Combined extends Schema.Schema.Type<typeof Combined> {}

/** What goes wrong with one answer, and its JSON form. */
export const Fault = Schema.Union(...Single.members, Combined)

/** What goes wrong with one answer. */
export type Fault = SingleFault | Combined
