import { Headers, HttpClient, HttpClientRequest } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { ApiKeys } from "effect-bitgpt"
import { makeApiKey, Reply, TestHttp } from "effect-bitgpt/testing"
import { Deferred, Effect, Fiber, Option, Redacted, Schedule, Stream, TestClock } from "effect"
import { inspect } from "node:util"
import { updateApiKey } from "../support/wire.js"
import { clientOver, defectOf, onceOver, token } from "./support.js"

const key = makeApiKey({ id: "api_key_1" })

const get = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1"))

const requests = Effect.flatMap(TestHttp, (http) => http.requests)

/** What `get` ends with over this one reply, without retries. */
const outcomeOf = (reply: Reply.Reply) =>
  get.pipe(
    Effect.match({ onSuccess: (key) => key.label, onFailure: (error) => error._tag }),
    Effect.provide(onceOver([reply]))
  )

describe("TestHttp.layer", () => {
  it.effect("records what the real client sends, and keeps the token out of sight", () =>
    Effect.gen(function* () {
      yield* TestClock.adjust("5 seconds")
      yield* get
      const [request, ...others] = yield* requests
      assert.lengthOf(others, 0)
      assert(request !== undefined)
      assert.strictEqual(request.method, "GET")
      assert.strictEqual(request.url, "https://api.bitgpt.xyz/developers/api_keys/api_key_1")
      assert.strictEqual(request.headers["accept"], "application/json")
      assert.strictEqual(request.headers["authorization"], "<redacted>")
      assert.strictEqual(request.accessToken && Redacted.value(request.accessToken), token)
      assert.strictEqual(request.body, undefined)
      assert.strictEqual(request.sentAt, 5000)
      for (const shown of [
        JSON.stringify(request),
        inspect(request, { depth: 9, showHidden: true, customInspect: false })
      ]) {
        assert.notInclude(shown, token)
      }
    }).pipe(Effect.provide(clientOver([Reply.apiKey(key)])))
  )

  it.effect("records bodies and redacts every header that carries secrets", () =>
    Effect.gen(function* () {
      const http = yield* HttpClient.HttpClient
      yield* HttpClientRequest.post("https://api.example/things", {
        headers: { cookie: "session=1", "x-request": "7" }
      }).pipe(HttpClientRequest.bodyUnsafeJson({ label: "Shop" }), http.execute)
      const [request] = yield* requests
      assert(request !== undefined)
      assert.strictEqual(request.body, '{"label":"Shop"}')
      assert.strictEqual(request.headers["cookie"], "<redacted>")
      assert.strictEqual(request.headers["x-request"], "7")
      assert.strictEqual(request.accessToken, undefined)
    }).pipe(Effect.provide(TestHttp.layer([Reply.empty({ status: 204 })])))
  )

  it.effect("records the kind of a body that is no text, and no token but a bearer's", () =>
    Effect.gen(function* () {
      const http = yield* HttpClient.HttpClient
      for (const authorization of ["Basic abc", "NoBearer abc"]) {
        yield* HttpClientRequest.post("https://api.example/things", {
          headers: { authorization }
        }).pipe(HttpClientRequest.bodyFormData(new FormData()), http.execute)
      }
      yield* http.get("https://api.example/things")
      const [basic, other, none] = yield* requests
      assert.strictEqual(basic?.body, "(FormData)")
      assert.isUndefined(basic?.accessToken)
      assert.isUndefined(other?.accessToken)
      assert.isDefined(none)
      assert.isUndefined(none.accessToken)
    }).pipe(Effect.provide(TestHttp.layer(() => Reply.empty())))
  )

  it.effect("redacts the token whatever else is told to be redacted", () =>
    Effect.gen(function* () {
      yield* Effect.locally(get, Headers.currentRedactedNames, [])
      const [request] = yield* requests
      assert.strictEqual(request?.headers["authorization"], "<redacted>")
    }).pipe(Effect.provide(clientOver([Reply.apiKey(key)])))
  )

  it.effect("dies where no reply is left, and names the request", () =>
    Effect.gen(function* () {
      const exit = yield* get.pipe(
        Effect.catchAll(() => Effect.succeed("swallowed")),
        Effect.exit
      )
      const defect = defectOf(exit) ?? "none"
      assert.include(defect, "the script has 1")
      assert.include(defect, "request 2, GET https://api.bitgpt.xyz/developers/api_keys/api_key_1")
      assert.notInclude(defect, token)
      assert.lengthOf(yield* requests, 2)
    }).pipe(Effect.provide(clientOver([Reply.error(503, { headers: { "retry-after": "0" } })])))
  )

  it.effect("begins its script anew with every build", () => {
    const layer = clientOver([Reply.apiKey(key)])
    return Effect.gen(function* () {
      assert.strictEqual((yield* Effect.provide(get, layer)).id, key.id)
      assert.strictEqual((yield* Effect.provide(get, layer)).id, key.id)
    })
  })

  it.effect("finds replies by request", () =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      assert.strictEqual((yield* apiKeys.get("api_key_1")).id, key.id)
      assert.strictEqual((yield* Effect.flip(apiKeys.get("api_key_2")))._tag, "NotFoundError")
    }).pipe(
      Effect.provide(
        clientOver(({ url }) => (url.endsWith("/api_key_1") ? Reply.apiKey(key) : Reply.error(404)))
      )
    )
  )

  it.effect("shows the client's pauses on the test clock", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.fork(get)
      yield* TestClock.adjust("1 minute")
      yield* fiber
      assert.deepStrictEqual(
        (yield* requests).map((_) => _.sentAt),
        [0, 2000, 2750]
      )
    }).pipe(
      Effect.provide(
        clientOver([
          Reply.error(429, { headers: { "retry-after": "2" } }),
          Reply.error(503, { headers: { "retry-after-ms": "750" } }),
          Reply.apiKey(key)
        ])
      )
    )
  )

  it.effect("interrupts a reply together with the call", () =>
    Effect.gen(function* () {
      const aborted = yield* Deferred.make<boolean>()
      const reply = Effect.onInterrupt(Reply.never, () => Deferred.succeed(aborted, true))
      const fiber = yield* Effect.fork(Effect.provide(get, onceOver([reply])))
      yield* TestClock.adjust("1 second")
      assert.isFalse(yield* Deferred.isDone(aborted))
      yield* Fiber.interrupt(fiber)
      assert.isTrue(yield* Deferred.isDone(aborted))
    })
  )

  it.effect("gives any user of HttpClient the whole answer", () =>
    Effect.gen(function* () {
      const http = yield* HttpClient.HttpClient
      const ask = http.get("https://api.example/")
      const response = yield* ask
      assert.strictEqual(response.status, 201)
      assert.strictEqual(response.headers["x-id"], "7")
      assert.deepStrictEqual(yield* response.json, { a: "ü" })
      assert.strictEqual(yield* Effect.flatMap(ask, (_) => _.text), '{"a":"ü"}')
      const params = yield* Effect.flatMap(ask, (_) => _.urlParamsBody)
      assert.deepStrictEqual(Array.from(params), [["b", "1"]])
      assert.strictEqual((yield* Effect.flip(Effect.flatMap(ask, (_) => _.json))).reason, "Decode")
      assert.isNull(yield* Effect.flatMap(ask, (_) => _.json))
      const form = yield* Effect.flip(Effect.flatMap(ask, (_) => _.formData))
      assert.propertyVal(form, "reason", "Decode")
      assert.include(String(form.cause), "no form data")
      const cut = yield* Effect.flip(Effect.flatMap(ask, (_) => _.text))
      assert.propertyVal(cut, "reason", "Decode")
      assert.propertyVal(yield* Effect.flip(ask), "reason", "Transport")
      assert.deepInclude(response.toJSON(), { status: 201 })
    }).pipe(
      Effect.provide(
        TestHttp.layer([
          Reply.json({ a: "ü" }, { status: 201, headers: { "X-Id": "7" } }),
          Reply.json({ a: "ü" }),
          Reply.text("b=1"),
          Reply.text("{"),
          Reply.text(""),
          Reply.text("a=1"),
          Reply.breakOff(Reply.text("a=1"), 1),
          Reply.transportError("Network")
        ])
      )
    )
  )
})

describe("Reply", () => {
  it.effect.each([
    "Dns",
    "ConnectionRefused",
    "ConnectionReset",
    "ConnectTimeout",
    "Tls",
    "InvalidHttp",
    "Network"
  ] as const)("transportError leads to TransportError with reason %s", (reason) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(get)
      assert.strictEqual(error._tag, "TransportError")
      assert.strictEqual("reason" in error && error.reason, reason)
    }).pipe(Effect.provide(onceOver([Reply.transportError(reason)])))
  )

  // What Node's fetch (undici) throws.
  it.effect.each([
    ["Dns", "ENOTFOUND", "getaddrinfo ENOTFOUND"],
    ["ConnectionRefused", "ECONNREFUSED", "connect ECONNREFUSED"],
    ["ConnectionReset", "ECONNRESET", "read ECONNRESET"],
    ["ConnectTimeout", "UND_ERR_CONNECT_TIMEOUT", "Connect Timeout Error"],
    ["Tls", "CERT_HAS_EXPIRED", "certificate has expired"],
    ["InvalidHttp", "HPE_INVALID_CONSTANT", "Expected HTTP/"]
  ] as const)("transportError %s is thrown with its code and text", ([reason, code, text]) =>
    Effect.gen(function* () {
      const thrown = yield* Effect.flip(Reply.transportError(reason))
      assert.instanceOf(thrown, TypeError)
      assert.strictEqual(thrown.message, "fetch failed")
      assert.instanceOf(thrown.cause, Error)
      assert.propertyVal(thrown.cause, "code", code)
      assert.include(thrown.cause.message, text)
    })
  )

  it.effect("transportError Network is what a browser throws, which gives no cause", () =>
    Effect.gen(function* () {
      const thrown = yield* Effect.flip(Reply.transportError("Network"))
      assert.instanceOf(thrown, TypeError)
      assert.strictEqual(thrown.message, "Failed to fetch")
      assert.isUndefined(thrown.cause)
    })
  )

  it.effect.each([
    [
      "text",
      Reply.text("ü"),
      { "content-type": "text/plain; charset=utf-8", "content-length": "2" }
    ],
    ["json", Reply.json({}), { "content-type": "application/json", "content-length": "2" }],
    [
      "bytes",
      Reply.bytes(new Uint8Array(3)),
      { "content-type": "application/octet-stream", "content-length": "3" }
    ],
    ["empty", Reply.empty(), {}],
    [
      "with headers of its own",
      Reply.text("ü", { headers: { "Content-Type": "text/html", "Content-Length": "9" } }),
      { "content-type": "text/html", "content-length": "9" }
    ]
  ] as const)("%s says what is sent", ([, reply, headers]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual({ ...(yield* reply).headers }, headers)
    })
  )

  it.effect("any failure is what fetch throws", () =>
    Effect.gen(function* () {
      const cause = Object.assign(new Error("broken pipe"), { code: "EPIPE" })
      assert.strictEqual(yield* outcomeOf(Effect.fail(cause)), "TransportError")
    })
  )

  it.effect.each([
    ["never", Reply.never],
    ["a late head", Effect.delay(Reply.apiKey(key), "10001 millis")],
    ["a late body", Reply.delayBody(Reply.apiKey(key), "10001 millis")],
    ["a body that never comes", Reply.delayBody(Reply.apiKey(key), Infinity)]
  ] as const)("%s runs into the attempt's time limit, and not before", ([, reply]) =>
    Effect.gen(function* () {
      const fiber = yield* Effect.fork(outcomeOf(reply))
      yield* TestClock.adjust("9999 millis")
      assert.isTrue(Option.isNone(yield* fiber.poll))
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(yield* fiber, "TimeoutError")
    })
  )

  it.effect.each([
    ["a late head", Effect.delay(Reply.apiKey(key), "9 seconds")],
    ["a late body", Reply.apiKey(key).pipe(Reply.delayBody("9 seconds"))],
    ["both", Effect.delay(Reply.delayBody(Reply.apiKey(key), "4 seconds"), "5 seconds")]
  ] as const)("%s within the time limit is an answer", ([, reply]) =>
    Effect.gen(function* () {
      const fiber = yield* Effect.fork(outcomeOf(reply))
      yield* TestClock.adjust("8999 millis")
      assert.isTrue(Option.isNone(yield* fiber.poll))
      yield* TestClock.adjust("1 millis")
      assert.strictEqual(yield* fiber, key.label)
    })
  )

  it.effect("breakOff sends so many bytes and then loses the connection", () =>
    Effect.gen(function* () {
      const http = yield* HttpClient.HttpClient
      const response = yield* http.get("https://api.example/")
      let received = 0

      const error = yield* Stream.runForEach(response.stream, (chunk) =>
        Effect.sync(() => {
          received += chunk.byteLength
        })
      ).pipe(Effect.flip)
      assert.strictEqual(error.reason, "Decode")
      assert.strictEqual(received, 3)
    }).pipe(Effect.provide(TestHttp.layer([Reply.text("abcdef").pipe(Reply.breakOff(3))])))
  )

  it.effect.each([
    [0, ""],
    [1, "a"],
    [2, "ab"],
    [3, "abc"],
    [4, "abcd"]
  ] as const)(
    "breakOff after %i bytes cuts parts where they are, and waits for none",
    ([after, sent]) =>
      Effect.gen(function* () {
        const parts = Stream.make("ab", "cd").pipe(Stream.encodeText, Stream.concat(Stream.never))
        const cut = Reply.breakOff(
          Effect.map(Reply.empty(), (head) => ({ ...head, body: parts })),
          after
        )
        const received: Array<string> = []
        const thrown = yield* Stream.unwrap(
          Effect.map(cut, ({ body = Stream.empty }) => body)
        ).pipe(
          Stream.decodeText(),
          Stream.runForEach((part) => Effect.sync(() => received.push(part))),
          Effect.flip
        )
        assert.strictEqual(received.join(""), sent)
        assert.instanceOf(thrown, TypeError)
        assert.strictEqual(thrown.message, "terminated")
        assert.instanceOf(thrown.cause, Error)
        assert.propertyVal(thrown.cause, "code", "UND_ERR_SOCKET")
        assert.strictEqual(thrown.cause.message, "other side closed")
      })
  )

  it.effect.each([
    ["whole", Reply.apiKey(key)],
    ["in chunks", Reply.apiKey(key, { headers: { "transfer-encoding": "chunked" } })]
  ] as const)("breakOff of a body sent %s is a TransportError", ([, reply]) =>
    Effect.gen(function* () {
      for (const afterBytes of [0, 1, 20, 100_000]) {
        const error = yield* get.pipe(
          Effect.flip,
          Effect.provide(onceOver([Reply.breakOff(reply, afterBytes)]))
        )
        assert.strictEqual("reason" in error && error.reason, "IncompleteBody")
      }
    })
  )

  it.effect.each([
    [Reply.empty({ status: 204 }), "DecodeError"],
    [Reply.empty({ status: 302 }), "UnexpectedStatusError"],
    [Reply.empty({ status: 0 }), "UnexpectedStatusError"],
    [Reply.text("<h1>Bad gateway</h1>", { status: 502 }), "ServerError"],
    [Reply.error(599), "ServerError"],
    [Reply.json({ status: 200 }), "DecodeError"],
    [Reply.json({ status: 404, error: "no", support_id: null }), "NotFoundError"],
    [Reply.bytes(new Uint8Array([0xff, 0xfe])), "DecodeError"],
    [Reply.apiKey(key, { status: 202 }), "My API Key"]
  ] as const)("%o goes through the real codec", ([reply, outcome]) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* outcomeOf(reply), outcome)
    })
  )

  it.effect("empty has no body at all", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(get)
      assert.strictEqual("reason" in error && error.reason, "EmptyBody")
    }).pipe(Effect.provide(onceOver([Reply.empty()])))
  )

  it.effect("a body may be any stream", () => {
    const body = Stream.make("a", "bc", "def").pipe(
      Stream.encodeText,
      Stream.schedule(Schedule.spaced("1 second"))
    )
    return Effect.gen(function* () {
      const http = yield* HttpClient.HttpClient
      const text = yield* http.get("https://api.example/").pipe(
        Effect.flatMap((response) => response.text),
        Effect.fork
      )
      yield* TestClock.adjust("3 seconds")
      assert.strictEqual(yield* text, "abcdef")
    }).pipe(
      Effect.provide(TestHttp.layer([Effect.map(Reply.empty(), (head) => ({ ...head, body }))]))
    )
  })

  it.effect("updatedApiKey holds what the documentation prints", () =>
    Effect.gen(function* () {
      const http = yield* HttpClient.HttpClient
      const { json } = yield* http.get("https://api.example/")
      assert.deepInclude(yield* json, { data: updateApiKey.data, message: updateApiKey.message })
    }).pipe(Effect.provide(TestHttp.layer([Reply.updatedApiKey()])))
  )

  it.effect("error names its status, and has a support id", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(get)
      if (error._tag !== "ServerError") return assert.fail(error._tag)
      assert.strictEqual(error.serverMessage, "Error 500")
      assert.match(error.supportId ?? "", /^support_[0-9a-f-]{36}$/)
    }).pipe(Effect.provide(onceOver([Reply.error(500)])))
  )

  it.effect("error carries what BitGPT says", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(get)
      if (error._tag !== "ValidationError") return assert.fail(error._tag)
      assert.deepStrictEqual(error.fields, { id: "is no id" })
      assert.strictEqual(error.serverMessage, "Refused")
      assert.strictEqual(error.supportId, undefined)
    }).pipe(
      Effect.provide(
        onceOver([
          Reply.error(400, { error: "Refused", supportId: null, validator: { id: "is no id" } })
        ])
      )
    )
  )
})
