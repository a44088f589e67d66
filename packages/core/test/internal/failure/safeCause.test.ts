import { assert, describe, it } from "@effect/vitest"
import { Cause, Exit, FastCheck } from "effect"
import {
  describeCause,
  dieSafely,
  isDecompressionError,
  isProgrammingMistake
} from "../../../src/internal/failure/safeCause.js"
import { makeScrub } from "../../../src/internal/failure/scrub.js"

const scrub = makeScrub("token-of-the-tests")
const describeError = (error: unknown) => describeCause(error, scrub)

/** An error as runtimes raise it. */
const coded = (code: unknown, options?: ErrorOptions) =>
  Object.assign(new Error(`about ${String(code)}`, options), { code })

describe("what a code means", () => {
  it.each([
    ["ENOTFOUND", "Dns"],
    ["EAI_AGAIN", "Dns"],
    ["ECONNREFUSED", "ConnectionRefused"],
    ["ConnectionRefused", "ConnectionRefused"],
    ["UND_ERR_CONNECT_TIMEOUT", "ConnectTimeout"],
    ["ETIMEDOUT", "ConnectTimeout"],
    ["HPE_INVALID_CONSTANT", "InvalidHttp"],
    ["UND_ERR_HEADERS_OVERFLOW", "InvalidHttp"],
    ["Malformed_HTTP_Response", "InvalidHttp"],
    ["CERT_HAS_EXPIRED", "Tls"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "Tls"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "Tls"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "Tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "Tls"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "Tls"],
    ["ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE", "Tls"],
    ["EPROTO", "Tls"],
    ["ECONNRESET", "ConnectionReset"],
    ["EPIPE", "ConnectionReset"],
    ["UND_ERR_SOCKET", "ConnectionReset"],
    ["ConnectionClosed", "ConnectionReset"],
    ["ERR_TLS_HANDSHAKE_TIMEOUT", "Tls"],
    ["EHOSTUNREACH", "Network"],
    ["UND_ERR_CLOSED", "Network"],
    ["toString", "Network"]
  ] as const)("%s is %s", (code, reason) => {
    const described = describeError(coded(code))
    assert.strictEqual(described.reason, reason)
    assert.strictEqual(described.cause?.code, code)
    assert.strictEqual(described.cause?.message, `about ${code}`)
  })

  it.each([
    "ENOTFOUND",
    "ECONNREFUSED",
    "UND_ERR_CONNECT_TIMEOUT",
    "UND_ERR_CLOSED",
    "ETIMEDOUT",
    "EHOSTUNREACH",
    "HTTPParserError",
    "CERT_HAS_EXPIRED",
    "EPROTO",
    "EPIPE"
  ])("is that of the whole code: not of one with %s in it", (code) => {
    for (const other of [`-${code}`, `${code}-`]) {
      assert.deepInclude(describeError(coded(other)), { reason: "Network", isUnsent: false })
    }
  })

  it("is looked for in the causes, the innermost first", () => {
    const inner = coded("ECONNREFUSED")
    const wrapped = new TypeError("fetch failed", { cause: coded("E_OUTER", { cause: inner }) })
    assert.strictEqual(describeError(wrapped).reason, "ConnectionRefused")
    const several = new AggregateError([inner, coded("ENOTFOUND")], "all failed")
    assert.strictEqual(describeError(several).reason, "ConnectionRefused")
    assert.strictEqual(
      describeError(new TypeError("fetch failed", { cause: several })).reason,
      "ConnectionRefused"
    )
  })

  it("is found above a cause that has none", () => {
    const cause = new Error("no code")
    assert.strictEqual(describeError(coded("ECONNREFUSED", { cause })).reason, "ConnectionRefused")
    assert.strictEqual(describeError(coded("E_OTHER", { cause })).cause?.code, "E_OTHER")
    assert.strictEqual(describeError(new Error("dns error", { cause })).reason, "Dns")
  })

  it("is found below each error of a list", () => {
    const wrapped = new Error("outer", { cause: coded("ECONNREFUSED") })
    assert.strictEqual(describeError(new AggregateError([wrapped])).reason, "ConnectionRefused")
    assert.strictEqual(
      describeError(new AggregateError(["a text", wrapped])).cause?.code,
      "ECONNREFUSED"
    )
  })

  it("is looked for in twenty errors, no deeper", () => {
    const wrapped = (times: number): Error =>
      times === 0 ? coded("ENOTFOUND") : new Error("outer", { cause: wrapped(times - 1) })
    assert.strictEqual(describeError(wrapped(19)).reason, "Dns")
    assert.strictEqual(describeError(wrapped(20)).reason, "Network")
  })

  it("is not looked for in errors that are no list", () => {
    const error = Object.assign(new Error("all failed"), { errors: null })
    assert.strictEqual(describeError(error).reason, "Network")
  })

  it("is the name's where no error has a code", () => {
    class HTTPParserError extends Error {
      override readonly name = "HTTPParserError"
    }
    const described = describeError(
      new TypeError("fetch failed", { cause: new HTTPParserError("x") })
    )
    assert.strictEqual(described.reason, "InvalidHttp")
    assert.strictEqual(described.cause?.name, "HTTPParserError")
    assert.isUndefined(described.cause?.code)
  })

  it("is none where it is a number, as with DOMException", () => {
    assert.isUndefined(describeError(coded(19)).cause?.code)
  })
})

describe("what was not sent", () => {
  const isUnsent = (error: unknown) => describeError(error).isUnsent

  it.each([
    "ENOTFOUND",
    "ECONNREFUSED",
    "UND_ERR_CONNECT_TIMEOUT",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "EADDRNOTAVAIL",
    "EMFILE",
    "ENFILE",
    "UND_ERR_CLOSED",
    "CERT_HAS_EXPIRED",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "ERR_SSL_WRONG_VERSION_NUMBER",
    "ERR_SSL_TLSV1_UNRECOGNIZED_NAME"
  ])("failed with %s", (code) => {
    assert.isTrue(isUnsent(coded(code)))
    assert.isTrue(isUnsent(new TypeError("fetch failed", { cause: coded(code) })))
  })

  it.each([
    "ECONNRESET",
    "EPIPE",
    "ETIMEDOUT",
    "EPROTO",
    "ERR_TLS_HANDSHAKE_TIMEOUT",
    "UND_ERR_SOCKET",
    "HPE_INVALID_CONSTANT"
  ])("can't be told from %s", (code) => {
    assert.isFalse(isUnsent(coded(code)))
  })

  it("failed while it connected", () => {
    assert.isTrue(isUnsent(Object.assign(coded("ETIMEDOUT"), { syscall: "connect" })))
    assert.isFalse(isUnsent(Object.assign(coded("ETIMEDOUT"), { syscall: "read" })))
    assert.deepInclude(describeError(Object.assign(coded("E_OTHER"), { syscall: "connect" })), {
      reason: "Network",
      isUnsent: true
    })
  })

  it("failed at every address, however the others failed", () => {
    const [refused, unreachable] = [coded("ECONNREFUSED"), coded("ENETUNREACH")]
    for (const inner of [
      [refused, unreachable],
      [unreachable, refused]
    ]) {
      const several = Object.assign(new AggregateError(inner), { code: "ECONNREFUSED" })
      const described = describeError(new TypeError("fetch failed", { cause: several }))
      assert.isTrue(described.isUnsent)
      assert.strictEqual(described.reason, "ConnectionRefused")
    }
    for (const other of [coded("ECONNRESET"), new Error("unknown")]) {
      assert.isFalse(isUnsent(new AggregateError([refused, other, unreachable])))
    }
  })

  it("failed at a proxy, or in the TLS handshake", () => {
    const code = "UND_ERR_ABORTED"
    const refused = new Error("Proxy response (403) !== 200 when HTTP Tunneling")
    assert.deepInclude(describeError(Object.assign(refused, { code })), {
      reason: "ConnectionRefused",
      isUnsent: true
    })
    const ended = new Error(
      "Client network socket disconnected before secure TLS connection was established"
    )
    const described = describeError(Object.assign(ended, { code: "ECONNRESET" }))
    assert.deepInclude(described, { reason: "Tls", isUnsent: true })
    const spoken = new Error(
      "write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:record.c:354"
    )
    assert.isTrue(isUnsent(Object.assign(spoken, { code: "EPROTO" })))
  })
})

// Deno's errors have no codes. The texts are those of its own network stack.
describe("what a message means where there is no code", () => {
  const sending = "error sending request for url (https://gateway.example/x): client error"

  it.each([
    [
      `${sending} (Connect): dns error: failed to lookup address information: Name or service not known`,
      "Dns"
    ],
    [
      `${sending} (Connect): tcp connect error: Connection refused (os error 111)`,
      "ConnectionRefused"
    ],
    [
      `${sending} (Connect): tcp connect error: Connection timed out (os error 110)`,
      "ConnectTimeout"
    ],
    [`${sending} (Connect): invalid peer certificate: UnknownIssuer`, "Tls"],
    [`${sending} (Connect): received fatal alert: HandshakeFailure`, "Tls"],
    [`${sending} (Connect): received corrupt message of type InvalidContentType`, "Tls"],
    [`${sending} (SendRequest): invalid HTTP version parsed`, "InvalidHttp"],
    [`${sending} (SendRequest): connection closed before message completed`, "ConnectionReset"],
    ["Connection reset by peer (os error 104)", "ConnectionReset"],
    ["NetworkError when attempting to fetch resource.", "Network"]
  ] as const)("%s", (message, reason) => {
    const cause = new Error(message)
    assert.strictEqual(describeError(new TypeError(message, { cause })).reason, reason)
  })

  it("is not looked for where there is one", () => {
    const error = Object.assign(new Error("Connection refused"), { code: "ENOTFOUND" })
    assert.strictEqual(describeError(error).reason, "Dns")
    const other = Object.assign(new Error("Connection refused"), { code: "E_OTHER" })
    assert.strictEqual(describeError(other).reason, "Network")
  })
})

describe("what is kept of a cause", () => {
  it("has no URL in its message, for ids are in it", () => {
    const error = new Error(
      'ZlibError fetching "https://gateway.example:8443/developers/api_keys/api_key_1?a=b". More.'
    )
    assert.strictEqual(describeError(error).cause?.message, 'ZlibError fetching "<url>". More.')
    const other = new Error("error for url (http://127.0.0.1:1/api_key_1): refused")
    assert.strictEqual(describeError(other).cause?.message, "error for url (<url>): refused")
  })

  it("has no secrets in name, code and message", () => {
    const error = Object.assign(coded("E_token-of-the-tests"), {
      name: "token-of-the-tests",
      message: "sent token-of-the-tests"
    })
    assert.deepInclude(describeError(error).cause, {
      name: "<redacted>",
      code: "E_<redacted>",
      message: "sent <redacted>"
    })
  })

  it.each([undefined, null, "token-of-the-tests", 5])(
    "is nothing where it is no error: %j",
    (cause) => {
      assert.deepStrictEqual(describeError(cause), {
        reason: "Network",
        isUnsent: false,
        cause: undefined
      })
    }
  )

  it("is Error without a message where there is neither a name nor a message", () => {
    assert.deepInclude(describeError({ name: 5 }).cause, { name: "Error", message: "" })
  })

  it("comes to an end with causes that go round in circles", () => {
    const first = new Error("first")
    first.cause = new Error("second", { cause: first })
    assert.strictEqual(describeError(first).reason, "Network")
  })

  it.prop("is safe text, whatever was thrown", [FastCheck.anything()], ([thrown]) => {
    const { cause } = describeError(thrown)
    if (cause !== undefined) assert.isString(cause.name + cause.message + (cause.code ?? ""))
  })
})

describe("a mistake in code", () => {
  it.each([
    "fetch is not a function",
    "options is not defined",
    "headers is not iterable",
    "Headers is not a constructor",
    "Cannot read properties of undefined (reading 'a')",
    "Cannot set properties of null (setting 'a')",
    "undefined is not an object",
    "null is not an object",
    "Cannot destructure property 'a' of undefined",
    "Cannot convert undefined or null to object",
    "Cannot assign to read only property 'a'",
    "Failed to execute 'fetch' on 'Window': Illegal invocation",
    "Maximum call stack size exceeded",
    "Converting circular structure to JSON",
    "Class constructor A cannot be invoked without 'new'"
  ])("is told by its text: %s", (message) => {
    assert.isTrue(isProgrammingMistake(new TypeError(message)))
    assert.isFalse(isProgrammingMistake(new TypeError(message, { cause: coded("EPIPE") })))
    assert.isTrue(
      isProgrammingMistake(new TypeError("fetch failed", { cause: new TypeError(message) }))
    )
    assert.isFalse(isProgrammingMistake({ message }))
  })

  it.each(["UND_ERR_INVALID_ARG", "ERR_INVALID_ARG_TYPE", "ERR_INVALID_ARG_VALUE"])(
    "is told by its code: %s",
    (code) => {
      assert.isTrue(isProgrammingMistake(coded(code)))
    }
  )

  it("is none where a network failed", () => {
    assert.isFalse(isProgrammingMistake(new TypeError("fetch failed")))
    assert.isFalse(isProgrammingMistake(coded("ECONNRESET")))
  })

  it.each([
    [new TypeError("fetch is not a function"), "TypeError: fetch is not a function"],
    [new TypeError(`a is not iterable: ${"b".repeat(99)}`), "TypeError: a is not iterable"],
    [new TypeError("x".repeat(99)), `TypeError: ${"x".repeat(80)}`],
    [new TypeError("<token> is no function"), "TypeError: "],
    ["a text with the token", "string"],
    [null, "object"]
  ])("is a defect of its name and its first words: %#", (thrown, message) => {
    const exit = dieSafely(thrown)
    assert(Exit.isFailure(exit))
    const defect = Cause.squash(exit.cause)
    assert(Cause.isRuntimeException(defect))
    assert.strictEqual(defect.message, message)
  })
})

describe("isDecompressionError", () => {
  it.each([
    "Z_DATA_ERROR",
    "Z_BUF_ERROR",
    "ERR_BROTLI_DECODER_ERROR_1",
    "ERR__ERROR_FORMAT_PADDING_1",
    "ERR_ERROR_FORMAT_PADDING_1",
    "ZlibError",
    "BrotliDecompressionError"
  ])("is true for %s, however deep", (code) => {
    const cause = coded(code)
    for (const error of [cause, new TypeError("terminated", { cause })]) {
      assert.isTrue(isDecompressionError(error))
    }
  })

  it.each(["ECONNRESET", "XZ_DATA_ERROR", "Z_DATA_ERROR-"])("is false for %s", (code) => {
    assert.isFalse(isDecompressionError(coded(code)))
  })

  it.each([
    "deflate decompression error: invalid block type",
    "Invalid gzip header",
    "brotli error",
    "Gzip decompression failed."
  ])("is true for a message without a code: %s", (message) => {
    assert.isTrue(isDecompressionError(new TypeError(message)))
  })

  it("is false for a message that only speaks of one", () => {
    assert.isFalse(isDecompressionError(new TypeError("no brotli error")))
  })
})
