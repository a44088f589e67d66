import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Option, Schema, TestClock } from "effect"
import { STATUS_CODES } from "node:http"
import { gunzipSync } from "node:zlib"
import { Emulator, Fault } from "../src/index.js"
import { oneTick, untilAsleep } from "./support/clock.js"
import { type Answer, call, json, rawExchange, rawGet, request } from "./support/client.js"
import { getApiKey } from "./support/wire.js"

/** The answer to one request for the sample key, with a fault. */
const withFault = (fault: Fault.Fault) =>
  Effect.gen(function* () {
    const emulator = yield* Emulator
    yield* emulator.script([fault])
    return yield* request()
  })

/** Where no answer comes: the code of the client's error. */
const errorWith = (fault: Fault.Fault) => Effect.flip(withFault(fault))

/** All bytes until the server ends the connection. */
const bytesWith = (fault: Fault.Fault) =>
  Effect.gen(function* () {
    const emulator = yield* Emulator
    yield* emulator.script([fault])
    return yield* rawExchange(yield* rawGet)
  })

const lastRequest = Effect.gen(function* () {
  const emulator = yield* Emulator
  const requests = yield* emulator.requests
  return requests.at(-1) ?? assert.fail("nothing was recorded")
})

const text = ({ body }: Answer) => body.toString("utf8")
const isComplete = ({ body, error, headers }: Answer) =>
  error === undefined && headers["content-length"] === String(body.byteLength)

const withEmulator = Effect.provide(Emulator.layer())

describe("connection", () => {
  it.effect("delayHeaders: nothing comes before its time", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* emulator.script([Fault.delayHeaders("2 seconds")])
      const fiber = yield* Effect.fork(request())
      yield* untilAsleep
      yield* TestClock.adjust("1999 millis")
      yield* oneTick
      assert.isTrue(Option.isNone(yield* Fiber.poll(fiber)))
      assert.strictEqual((yield* lastRequest).outcome, "Pending")
      yield* TestClock.adjust("1 millis")
      const answer = yield* Fiber.join(fiber)
      assert.strictEqual(answer.status, 200)
      assert.isTrue(isComplete(answer))
    }).pipe(withEmulator)
  )

  it.scopedLive("closeBeforeHeaders: no byte, then an orderly end", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* bytesWith(Fault.closeBeforeHeaders), "")
      assert.deepInclude(yield* lastRequest, { outcome: "BrokenOff", status: undefined })
    }).pipe(withEmulator)
  )

  it.scopedLive("resetBeforeHeaders: no byte, then a reset", () =>
    Effect.gen(function* () {
      assert.strictEqual(
        yield* Effect.flip(bytesWith(Fault.resetBeforeHeaders)),
        "ECONNRESET after "
      )
      assert.deepInclude(yield* lastRequest, { outcome: "BrokenOff", status: undefined })
    }).pipe(withEmulator)
  )

  it.scopedLive("resetMidBody: headers and the first bytes, then a reset", () =>
    Effect.gen(function* () {
      const received = yield* Effect.flip(bytesWith(Fault.resetMidBody({ afterBytes: 12 })))
      assert.match(received, /^ECONNRESET after HTTP\/1\.1 200 OK\r\n/)
      assert.isTrue(received.endsWith('\r\n\r\n{"status":20'), received)
      assert.deepInclude(yield* lastRequest, { outcome: "BrokenOff", status: 200 })

      const half = yield* withFault(Fault.resetMidBody())
      assert.strictEqual(half.error, "ECONNRESET")
      const whole = Number(half.headers["content-length"])
      assert.strictEqual(half.body.byteLength, Math.ceil(whole / 2))
    }).pipe(withEmulator)
  )

  it.scopedLive(
    "resetMidBody, incompleteBody: never the whole body, however much is asked for",
    () =>
      Effect.gen(function* () {
        for (const fault of [
          Fault.resetMidBody({ afterBytes: 100_000 }),
          Fault.combine(Fault.emptyBody, Fault.resetMidBody()),
          Fault.combine(Fault.emptyBody, Fault.incompleteBody())
        ]) {
          const { body, error, headers } = yield* withFault(fault)
          assert.strictEqual(error, "ECONNRESET")
          assert.strictEqual(Number(headers["content-length"]) - body.byteLength, 1)
        }
      }).pipe(withEmulator)
  )

  it.scopedLive("stallBody: never the whole body either", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const answer = Effect.promise((signal) =>
        fetch(`${emulator.baseUrl}/developers/api_keys`, {
          headers: { accept: "application/json" },
          signal
        })
      )
      yield* emulator.script([
        Fault.stallBody({ afterBytes: 100_000 }),
        Fault.combine(Fault.emptyBody, Fault.stallBody())
      ])
      const full = yield* answer
      const reader = full.body?.getReader() ?? assert.fail("no body")
      const first = yield* Effect.promise(() => reader.read())
      assert.strictEqual(first.value?.byteLength, Number(full.headers.get("content-length")) - 1)
      yield* Effect.promise(() => reader.cancel())

      const empty = yield* answer
      assert.strictEqual(empty.headers.get("content-length"), "1")
      yield* Effect.promise(async () => empty.body?.cancel())
    }).pipe(withEmulator)
  )

  it.scopedLive("incompleteBody: an orderly end, fewer bytes than Content-Length says", () =>
    Effect.gen(function* () {
      const received = yield* bytesWith(Fault.incompleteBody({ missingBytes: 7 }))
      const [head = "", body = ""] = received.split("\r\n\r\n")
      const promised = Number(/content-length: (\d+)/.exec(head)?.[1])
      assert.strictEqual(body.length, promised - 7)
      assert.strictEqual((yield* lastRequest).outcome, "BrokenOff")
    }).pipe(withEmulator)
  )

  it.scopedLive("invalidChunkedEncoding: a chunk size that is no number", () =>
    Effect.gen(function* () {
      const received = yield* bytesWith(Fault.invalidChunkedEncoding)
      assert.include(received, "transfer-encoding: chunked\r\n")
      assert.notInclude(received, "content-length")
      assert.include(received, '\r\n\r\nzz\r\n{"status":200')
    }).pipe(withEmulator)
  )

  it.scopedLive("stallBody: headers and the first bytes, then silence until the client goes", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* emulator.script([Fault.stallBody({ afterBytes: 10 })])
      const response = yield* Effect.promise(() =>
        fetch(`${emulator.baseUrl}/developers/api_keys`, {
          headers: { accept: "application/json" }
        })
      )
      const reader = response.body?.getReader() ?? assert.fail("no body")
      const first = yield* Effect.promise(() => reader.read())
      assert.strictEqual(first.value?.byteLength, 10)
      assert.strictEqual((yield* lastRequest).outcome, "Pending")
      yield* Effect.promise(() => reader.cancel())
      yield* Effect.repeat(Effect.zipLeft(lastRequest, Effect.sleep("1 millis")), {
        until: ({ outcome }) => outcome === "ClientClosed"
      }).pipe(Effect.timeout("5 seconds"))
    }).pipe(withEmulator)
  )

  it.effect("dribbleBody: piece by piece, and whole in the end", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* emulator.script([Fault.dribbleBody({ chunkBytes: 400, interval: "1 second" })])
      const fiber = yield* Effect.fork(request())
      yield* untilAsleep
      // One pause stands between two pieces.
      yield* TestClock.adjust("999 millis")
      assert.strictEqual((yield* lastRequest).outcome, "Pending")
      yield* TestClock.adjust("1 millis")
      const answer = yield* Fiber.join(fiber)
      assert.isTrue(isComplete(answer))
      assert.isAbove(answer.body.byteLength, 400)
      assert.strictEqual(json(answer)["status"], 200)
    }).pipe(withEmulator)
  )

  it.scopedLive("informationalResponses: before the answer", () =>
    Effect.gen(function* () {
      const answer = yield* withFault(Fault.informationalResponses([102, 103]))
      assert.deepStrictEqual(answer.informational, [102, 103])
      assert.strictEqual(answer.status, 200)
      assert.isTrue(isComplete(answer))
    }).pipe(withEmulator)
  )

  it.scopedLive("a connection goes on after a fault that leaves it whole", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const get = yield* rawGet
      yield* emulator.script([Fault.status(503), Fault.truncatedJson, Fault.closeBeforeHeaders])
      const received = yield* rawExchange(get + get + get)
      assert.strictEqual(received.match(/HTTP\/1\.1 \d+/g)?.join(), "HTTP/1.1 503,HTTP/1.1 200")
    }).pipe(withEmulator)
  )
})

describe("body", () => {
  it.scopedLive("emptyBody", () =>
    Effect.gen(function* () {
      const answer = yield* withFault(Fault.emptyBody)
      assert.deepInclude(answer.headers, { "content-length": "0" })
      assert.deepInclude(answer, { status: 200, error: undefined })
    }).pipe(withEmulator)
  )

  it.scopedLive("malformedJson", () =>
    Effect.gen(function* () {
      const answer = yield* withFault(Fault.malformedJson)
      assert.isTrue(isComplete(answer))
      assert.throws(() => void JSON.parse(text(answer)), SyntaxError)
    }).pipe(withEmulator)
  )

  it.scopedLive("truncatedJson: the beginning of the normal body", () =>
    Effect.gen(function* () {
      const answer = yield* withFault(Fault.truncatedJson)
      assert.isTrue(isComplete(answer))
      assert.isTrue(text(answer).startsWith('{"status":200,"data":{"id":'))
      assert.isFalse(text(answer).endsWith("}"))
    }).pipe(withEmulator)
  )

  it.scopedLive("byteOrderMark: EF BB BF before the normal body", () =>
    Effect.gen(function* () {
      const { body } = yield* withFault(Fault.byteOrderMark)
      assert.strictEqual(body.subarray(0, 4).toString("hex"), "efbbbf7b")
      assert.deepInclude(JSON.parse(body.subarray(3).toString()), { data: getApiKey.data })
    }).pipe(withEmulator)
  )

  it.scopedLive("invalidUtf8: JSON but for its bytes", () =>
    Effect.gen(function* () {
      const answer = yield* withFault(Fault.invalidUtf8)
      assert.throws(() => new TextDecoder("utf-8", { fatal: true }).decode(answer.body))
      assert.deepStrictEqual(json(answer)["data"], getApiKey.data)
    }).pipe(withEmulator)
  )

  it.scopedLive("corruptGzip: gzip by its header, damaged behind it", () =>
    Effect.gen(function* () {
      const { body, headers } = yield* withFault(Fault.corruptGzip)
      assert.strictEqual(headers["content-encoding"], "gzip")
      assert.strictEqual(body.subarray(0, 2).toString("hex"), "1f8b")
      assert.throws(() => gunzipSync(body), "invalid block type")
    }).pipe(withEmulator)
  )

  it.scopedLive("oversizedBody: as long as it is told, and still JSON", () =>
    Effect.gen(function* () {
      const answer = yield* withFault(Fault.oversizedBody({ bytes: 3_000_000 }))
      assert.strictEqual(answer.body.byteLength, 3_000_000)
      assert.deepStrictEqual(json(answer)["data"], getApiKey.data)
    }).pipe(withEmulator)
  )

  it.scopedLive("rawBody: these bytes", () =>
    Effect.gen(function* () {
      const bytes = new Uint8Array([0, 1, 0xff])
      assert.deepStrictEqual(new Uint8Array((yield* withFault(Fault.rawBody(bytes))).body), bytes)
      assert.strictEqual(text(yield* withFault(Fault.rawBody("€"))), "€")
    }).pipe(withEmulator)
  )

  it.scopedLive.each([429, 502])("htmlError: %i as a network in front sends it", (status) =>
    Effect.gen(function* () {
      const answer = yield* withFault(Fault.htmlError(status))
      assert.strictEqual(answer.status, status)
      assert.deepInclude(answer.headers, {
        "content-type": "text/html; charset=UTF-8",
        server: "cloudflare"
      })
      assert.match(text(answer), /^<!DOCTYPE html>/)
    }).pipe(withEmulator)
  )
})

describe("envelope", () => {
  const envelopeWith = (fault: Fault.Fault) => Effect.map(withFault(fault), json)

  it.scopedLive("missingData, nullData, replacedData", () =>
    Effect.gen(function* () {
      assert.notProperty(yield* envelopeWith(Fault.missingData), "data")
      assert.propertyVal(yield* envelopeWith(Fault.nullData), "data", null)
      assert.propertyVal(yield* envelopeWith(Fault.replacedData("text")), "data", "text")
      assert.deepPropertyVal(yield* envelopeWith(Fault.replacedData({ id: 1 })), "data", { id: 1 })
    }).pipe(withEmulator)
  )

  it.scopedLive("unknownFields: in the envelope and in every key", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const { data, ...envelope } = yield* envelopeWith(Fault.unknownFields)
      assert.property(envelope, "not_documented")
      assert.property(data, "not_documented")
      assert.deepNestedInclude({ data }, { "data.scopes": ["products.create", "products.read"] })

      yield* emulator.script([Fault.unknownFields])
      const list = yield* call({ path: "/developers/api_keys" })
      const keys: unknown = list.envelope["data"]
      assert.isTrue(Array.isArray(keys) && keys.every((key) => "not_documented" in Object(key)))
    }).pipe(withEmulator)
  )

  it.scopedLive("unknownScopes: beside the key's own", () =>
    Effect.gen(function* () {
      assert.deepNestedInclude(yield* envelopeWith(Fault.unknownScopes), {
        "data.scopes": ["products.create", "products.read", "not_documented.manage"]
      })
    }).pipe(withEmulator)
  )

  it.scopedLive("envelopeStatus: contradicts the status line", () =>
    Effect.gen(function* () {
      const answer = yield* withFault(Fault.envelopeStatus(403))
      assert.strictEqual(answer.status, 200)
      assert.strictEqual(json(answer)["status"], 403)
    }).pipe(withEmulator)
  )

  it.scopedLive("envelopeFields: any field, on an error too", () =>
    Effect.gen(function* () {
      const answer = yield* withFault(
        Fault.combine(Fault.status(429), Fault.envelopeFields({ retry_after: 3 }))
      )
      assert.deepInclude(json(answer), { status: 429, retry_after: 3 })
    }).pipe(withEmulator)
  )
})

describe("combine", () => {
  it.scopedLive("changes the envelope before the bytes, in whatever order it is told", () =>
    Effect.gen(function* () {
      const truncated = yield* withFault(Fault.combine(Fault.truncatedJson, Fault.nullData))
      assert.isTrue(text(truncated).startsWith('{"status":200,"data":null,"error":null'))
      const both = yield* withFault(
        Fault.combine(Fault.status(503), Fault.resetMidBody({ afterBytes: 13 }))
      )
      assert.deepInclude(both, { status: 503, error: "ECONNRESET" })
      assert.strictEqual(text(both), '{"status":503')
    }).pipe(withEmulator)
  )
})

describe("status and headers", () => {
  const documented = [400, 401, 403, 404, 406, 429, 500, 503]
  const others = [402, 408, 409, 418, 422, 425, 502, 504, 599]

  it.scopedLive.each([...documented, ...others])("status: %i", (status) =>
    Effect.gen(function* () {
      const answer = yield* withFault(Fault.status(status))
      assert.strictEqual(answer.status, status)
      const envelope = json(answer)
      assert.deepStrictEqual(Object.keys(envelope), ["status", "error", "support_id"])
      assert.strictEqual(envelope["status"], status)
      assert.strictEqual(typeof envelope["error"], "string")
      assert.match(String(envelope["support_id"]), /^support_/)
    }).pipe(withEmulator)
  )

  it.scopedLive("status: a success is the normal answer with another status", () =>
    Effect.gen(function* () {
      const answer = yield* withFault(Fault.status(202))
      assert.strictEqual(answer.status, 202)
      assert.deepInclude(json(answer), { status: 202, data: getApiKey.data })
    }).pipe(withEmulator)
  )

  it.scopedLive("noContent, and a status without a body", () =>
    Effect.gen(function* () {
      for (const [fault, status] of [
        [Fault.noContent, 204],
        [Fault.status(304), 304]
      ] as const) {
        const answer = yield* withFault(fault)
        assert.strictEqual(answer.status, status, STATUS_CODES[status])
        assert.strictEqual(answer.body.byteLength, 0)
        assert.notProperty(answer.headers, "content-length")
        assert.notProperty(answer.headers, "content-type")
      }
    }).pipe(withEmulator)
  )

  it.scopedLive.each([301, 302, 303, 307, 308] as const)(
    "redirect: %i, to the same origin",
    (status) =>
      Effect.gen(function* () {
        const { baseUrl } = yield* Emulator
        const answer = yield* withFault(Fault.redirect("SameOrigin", { status, path: "/moved" }))
        assert.strictEqual(answer.status, status)
        assert.strictEqual(answer.headers.location, `${baseUrl}/moved`)
      }).pipe(withEmulator)
  )

  it.scopedLive.each(["5", "0", "-1", "0x10", "1e3", "", "soon", "99999999999"])(
    "retryAfter: %j, as it is",
    (value) =>
      Effect.gen(function* () {
        const received = yield* withFault(Fault.combine(Fault.status(429), Fault.retryAfter(value)))
        assert.strictEqual(received.headers["retry-after"], value)
      }).pipe(withEmulator)
  )

  it.effect("retryAfterDate: counted from the answer's own date, on Effect's clock", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse("2026-01-01T00:00:00Z"))
      for (const seconds of [90, -90]) {
        const { headers } = yield* withFault(
          Fault.combine(Fault.status(503), Fault.retryAfterDate({ seconds }))
        )
        assert.strictEqual(headers.date, "Thu, 01 Jan 2026 00:00:00 GMT")
        const difference =
          Date.parse(String(headers["retry-after"])) - Date.parse(String(headers.date))
        assert.strictEqual(difference, seconds * 1000)
      }
    }).pipe(withEmulator)
  )

  it.scopedLive("retryAfterMs, shouldRetry, contentType, header", () =>
    Effect.gen(function* () {
      const { headers } = yield* withFault(
        Fault.combine(
          Fault.status(429),
          Fault.retryAfterMs(250),
          Fault.shouldRetry(false),
          Fault.contentType("text/plain"),
          Fault.header("X-Own", "own")
        )
      )
      assert.deepInclude(headers, {
        "retry-after-ms": "250",
        "x-should-retry": "false",
        "content-type": "text/plain",
        "x-own": "own"
      })
    }).pipe(withEmulator)
  )

  it.scopedLive("oversizedHeaders: at least as many bytes", () =>
    Effect.gen(function* () {
      const answer = yield* withFault(Fault.oversizedHeaders({ bytes: 100_000 }))
      const bytes = Object.entries(answer.headers).flat().join("").length
      assert.isAtLeast(bytes, 100_000)
      assert.deepStrictEqual(json(answer)["data"], getApiKey.data)
    }).pipe(withEmulator)
  )
})

describe("work", () => {
  const created = (fault: Fault.Fault) =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const before = yield* emulator.apiKeys.all
      yield* emulator.script([fault])
      yield* Effect.ignore(
        request({ method: "POST", path: "/developers/api_keys", json: { label: "new" } })
      )
      return (yield* emulator.apiKeys.all).length - before.length
    })

  it.scopedLive("Status, HtmlError and Redirect come instead of it", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* created(Fault.status(503)), 0)
      assert.strictEqual(yield* created(Fault.htmlError(502)), 0)
      assert.strictEqual(yield* created(Fault.redirect("SameOrigin")), 0)
    }).pipe(withEmulator)
  )

  it.scopedLive("other faults come after it: the client can't know", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* created(Fault.resetBeforeHeaders), 1)
      assert.strictEqual(yield* created(Fault.truncatedJson), 1)
    }).pipe(withEmulator)
  )
})

describe("data", () => {
  const every: ReadonlyArray<Fault.Fault> = [
    Fault.none,
    Fault.delayHeaders("1 second"),
    Fault.stallBody(),
    Fault.dribbleBody(),
    Fault.rawBody(new Uint8Array([0, 255])),
    Fault.redirect("OtherOrigin"),
    Fault.combine(Fault.status(429), Fault.combine(Fault.retryAfter(1), Fault.shouldRetry(true)))
  ]

  it.effect("a fault is the same behind its JSON form", () =>
    Effect.gen(function* () {
      for (const fault of every) {
        const encoded: unknown = JSON.parse(
          JSON.stringify(yield* Schema.encode(Fault.Fault)(fault))
        )
        assert.deepStrictEqual(yield* Schema.decodeUnknown(Fault.Fault)(encoded), fault)
      }
    })
  )

  it("what no server can send is no fault", () => {
    assert.throws(() => Fault.status(99))
    assert.throws(() => Fault.status(600))
    assert.throws(() => Fault.header("a header", "x"))
    assert.throws(() => Fault.header("x", "two\r\nlines"))
    assert.throws(() => Fault.retryAfter("€"))
  })

  it.scopedLive("a reset is what a client calls one", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* errorWith(Fault.resetBeforeHeaders), "ECONNRESET")
    }).pipe(withEmulator)
  )
})
