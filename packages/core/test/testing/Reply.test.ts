import { HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import { ApiKeys } from "effect-bitgpt"
import { makeApiKey, Reply, TestHttp } from "effect-bitgpt/testing"
import { Duration, Effect, Option, Schedule, Stream, Struct, TestClock } from "effect"
import { clientWithoutRetries } from "./support.js"

const key = makeApiKey({ id: "api_key_1" })

const get = Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get("api_key_1"))

/** What `get` ends with over this one reply, without retries. */
const outcomeOf = (reply: Reply.Reply) =>
  get.pipe(
    Effect.match({ onSuccess: (key) => key.label, onFailure: (error) => error._tag }),
    Effect.provide(clientWithoutRetries([reply]))
  )

/** The same, after exactly so much time. */
const outcomeAt = (time: Duration.DurationInput, reply: Reply.Reply) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.fork(outcomeOf(reply))
    yield* TestClock.adjust(Duration.subtract(time, 1))
    assert.isTrue(Option.isNone(yield* fiber.poll))
    yield* TestClock.adjust("1 millis")
    return yield* fiber
  })

describe("Reply", () => {
  const reasons = ["Dns", "Tls", "InvalidHttp", "Network"] as const
  const connections = ["ConnectionRefused", "ConnectionReset", "ConnectTimeout"] as const

  it.effect.each([...reasons, ...connections])(
    "transportError leads to TransportError with reason %s",
    (reason) =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(get)
        assert.strictEqual(error._tag, "TransportError")
        assert.strictEqual("reason" in error && error.reason, reason)
      }).pipe(Effect.provide(clientWithoutRetries([Reply.transportError(reason)])))
  )

  // What Node's fetch (undici) throws.
  const causes = {
    Dns: ["ENOTFOUND", "getaddrinfo ENOTFOUND"],
    ConnectionRefused: ["ECONNREFUSED", "connect ECONNREFUSED"],
    ConnectionReset: ["ECONNRESET", "read ECONNRESET"],
    ConnectTimeout: ["UND_ERR_CONNECT_TIMEOUT", "Connect Timeout Error"],
    Tls: ["CERT_HAS_EXPIRED", "certificate has expired"],
    InvalidHttp: ["HPE_INVALID_CONSTANT", "Expected HTTP/"]
  } as const

  it.effect.each(Struct.entries(causes))(
    "transportError %s is thrown with its code and text",
    ([reason, [code, text]]) =>
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
    ["a late head", Effect.delay(Reply.success(ApiKeys.endpoints.get, key), "10001 millis")],
    ["a late body", Reply.delayBody(Reply.success(ApiKeys.endpoints.get, key), "10001 millis")],
    [
      "a body that never comes",
      Reply.delayBody(Reply.success(ApiKeys.endpoints.get, key), Infinity)
    ]
  ] as const)("%s runs into the attempt's time limit, and not before", ([, reply]) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* outcomeAt("10 seconds", reply), "TimeoutError")
    })
  )

  it.effect.each([
    ["a late head", Effect.delay(Reply.success(ApiKeys.endpoints.get, key), "9 seconds")],
    ["a late body", Reply.success(ApiKeys.endpoints.get, key).pipe(Reply.delayBody("9 seconds"))],
    [
      "both",
      Effect.delay(
        Reply.delayBody(Reply.success(ApiKeys.endpoints.get, key), "4 seconds"),
        "5 seconds"
      )
    ]
  ] as const)("%s within the time limit is an answer", ([, reply]) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* outcomeAt("9 seconds", reply), key.label)
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
    ["whole", Reply.success(ApiKeys.endpoints.get, key)],
    [
      "in chunks",
      Reply.success(ApiKeys.endpoints.get, key, { headers: { "transfer-encoding": "chunked" } })
    ]
  ] as const)("breakOff of a body sent %s is a TransportError", ([, reply]) =>
    Effect.gen(function* () {
      for (const afterBytes of [0, 1, 20, 100_000]) {
        const error = yield* get.pipe(
          Effect.flip,
          Effect.provide(clientWithoutRetries([Reply.breakOff(reply, afterBytes)]))
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
    [Reply.success(ApiKeys.endpoints.get, key, { status: 202 }), "My API Key"]
  ] as const)("%o goes through the real codec", ([reply, outcome]) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* outcomeOf(reply), outcome)
    })
  )

  it.effect("empty has no body at all", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(get)
      assert.strictEqual("reason" in error && error.reason, "EmptyBody")
    }).pipe(Effect.provide(clientWithoutRetries([Reply.empty()])))
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

  it.effect("error names its status, and has a support id", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(get)
      if (error._tag !== "ServerError") return assert.fail(error._tag)
      assert.strictEqual(error.serverMessage, "Error 500")
      assert.match(error.supportId ?? "", /^support_[0-9a-f-]{36}$/)
    }).pipe(Effect.provide(clientWithoutRetries([Reply.error(500)])))
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
        clientWithoutRetries([
          Reply.error(400, { error: "Refused", supportId: null, validator: { id: "is no id" } })
        ])
      )
    )
  )
})
