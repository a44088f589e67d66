import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { ApiKeys, type BitGptError, Files, RetryPolicy } from "../../../src/index.js"
import { Reply } from "../../../src/testing.js"
import { clientOf, getKey, sentRequests } from "../../support/scriptedServer.js"
import { withTime } from "../../support/time.js"
import { getApiKey } from "../../support/wire.js"

/** One call, answered with this. */
const callAnswered = (status: number, body: unknown) =>
  Effect.provide(getKey, clientOf([Reply.json(body, { status })]))

describe("a success", () => {
  it.effect("may have an empty error in its envelope", () =>
    Effect.gen(function* () {
      const { label } = yield* callAnswered(200, { ...getApiKey, error: "" })
      assert.strictEqual(label, getApiKey.data.label)
    })
  )

  it.effect("may have any status from 200 to 299", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* callAnswered(299, getApiKey)).label, getApiKey.data.label)
    })
  )

  it.effect("with an error in its envelope is one, though both statuses say success", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(callAnswered(200, { ...getApiKey, error: "no quota" }))
      assert.propertyVal(error, "_tag", "UnexpectedStatusError")
      assert.propertyVal(error, "serverMessage", "no quota")
    })
  )
})

describe("an error", () => {
  it.effect("has no empty texts", () =>
    Effect.gen(function* () {
      const body = { status: 404, error: "", message: "Gone", support_id: "" }
      const error = yield* Effect.flip(callAnswered(404, body))
      assert.propertyVal(error, "_tag", "NotFoundError")
      assert.propertyVal(error, "serverMessage", "Gone")
      assert.propertyVal(error, "supportId", undefined)
    })
  )

  it.effect("names fields as the input does, also those that BitGPT found wrong", () =>
    Effect.gen(function* () {
      const validator = {
        ip_allow_list: { "0": "is no address" },
        expires_at: "is over",
        "ip_allow_list.1": "is no address",
        label: "is taken",
        created_at: "is not part of a request",
        toString: "neither"
      }
      const refused = Reply.error(422, { validator })
      const error = yield* Effect.flatMap(ApiKeys, (apiKeys) =>
        apiKeys.create({ label: "Checkout" })
      ).pipe(Effect.flip, Effect.provide(clientOf([refused])))
      if (error._tag !== "ValidationError") return assert.fail(error._tag)
      assert.deepStrictEqual(error.fields, {
        "ipAllowList[0]": "is no address",
        expiresAt: "is over",
        "ipAllowList[1]": "is no address",
        label: "is taken",
        created_at: "is not part of a request",
        toString: "neither"
      })
      assert.include(error.message, "expiresAt: is over")
    })
  )
})

/** What one attempt comes to: its error, or "success". */
const outcome = (reply: Reply.Reply): Effect.Effect<BitGptError | "success"> =>
  Effect.match(getKey, { onFailure: (error) => error, onSuccess: () => "success" as const }).pipe(
    Effect.provide([clientOf([reply]), RetryPolicy.none])
  )

describe("a success whose body can't be used", () => {
  const { data, ...around } = getApiKey

  it.effect.each([
    [Reply.text(""), "EmptyBody", undefined],
    [Reply.text(" \r\n\t"), "EmptyBody", undefined],
    [Reply.text("{"), "InvalidJson", undefined],
    [Reply.text("OK"), "InvalidJson", undefined],
    [Reply.bytes(Uint8Array.of(0x22, 0xff, 0x22)), "InvalidEncoding", undefined],
    [Reply.json([]), "UnexpectedShape", undefined],
    [Reply.json("OK"), "UnexpectedShape", undefined],
    [Reply.json(around), "UnexpectedShape", "data"],
    [Reply.json({ ...around, data: { ...data, id: 7 } }), "UnexpectedShape", "data.id"]
  ] as const)("has the reason and, where there is one, the place: %#", ([reply, reason, path]) =>
    Effect.gen(function* () {
      const error = yield* outcome(reply)
      assert.deepInclude(error, { _tag: "DecodeError", status: 200, reason, path })
    })
  )

  it.effect("may be larger than the client reads", () =>
    Effect.gen(function* () {
      const error = yield* getKey.pipe(
        Effect.flip,
        Effect.provide([
          clientOf([Reply.json(getApiKey)], { maxResponseBytes: 10 }),
          RetryPolicy.none
        ])
      )
      assert.deepInclude(error, { _tag: "DecodeError", reason: "BodyTooLarge", isRetryable: false })
    })
  )

  it.effect("may break off, or not be what its compression says", () =>
    Effect.gen(function* () {
      const brokenBy = (error: Error) =>
        outcome(
          Effect.map(Reply.json(getApiKey), (answer) => ({ ...answer, body: Stream.fail(error) }))
        )
      assert.deepInclude(yield* brokenBy(new TypeError("terminated")), {
        _tag: "TransportError",
        reason: "IncompleteBody",
        status: 200,
        isRetryable: true
      })
      const unpacked = Object.assign(new Error("incorrect header"), { code: "Z_DATA_ERROR" })
      assert.deepInclude(yield* brokenBy(unpacked), {
        _tag: "DecodeError",
        reason: "InvalidEncoding",
        status: 200,
        isRetryable: false
      })
    })
  )

  it.effect("has the support id, and no secret in any text", () =>
    Effect.gen(function* () {
      const secret = ["sk", "live", "abc"].join("_")
      const withId = (supportId: unknown) =>
        outcome(Reply.json({ status: 200, data: null, support_id: supportId }))
      assert.deepInclude(yield* withId(`support_1 ${secret}`), {
        supportId: "support_1 <redacted>"
      })
      assert.deepInclude(yield* withId(1), { supportId: undefined })
    })
  )
})

describe("the status in an envelope", () => {
  it.effect.each([
    [200, 404, 404],
    [200, 599, 599],
    [200, 100, 100],
    [200, 199, 199],
    [200, 300, 300],
    [201, 503, 503],
    [404, 200, 404],
    [500, 404, 500]
  ] as const)("may take a success back, no error: %i with %i is %i", ([status, inBody, expected]) =>
    Effect.gen(function* () {
      const error = yield* outcome(Reply.json({ ...getApiKey, status: inBody }, { status }))
      assert.propertyVal(error, "status", expected)
    })
  )

  it.effect.each([200, 299, 99, 600, 404.5, "404", null, undefined])(
    "that is %j takes nothing back",
    (status) =>
      Effect.gen(function* () {
        assert.strictEqual(yield* outcome(Reply.json({ ...getApiKey, status })), "success")
      })
  )
})

describe("an error answer", () => {
  it.effect.each([
    [Reply.json({ status: 404 }, { status: 404 }), true],
    [Reply.json({ support_id: null }, { status: 404 }), true],
    [Reply.json({ validator: null }, { status: 404 }), true],
    [Reply.json({ error: "Not found" }, { status: 404 }), false],
    [Reply.json({ type: "about:blank", title: "Not Found", status: 404 }, { status: 404 }), false],
    [Reply.json({ status: 404, detail: "No route" }, { status: 404 }), false],
    [Reply.json({ timestamp: 1, status: 404, error: "Not Found" }, { status: 404 }), false],
    [Reply.json({ title: "Not Found", status: 404, support_id: "s" }, { status: 404 }), true],
    [Reply.json({ status: "404" }, { status: 404 }), false],
    [Reply.json([], { status: 404 }), false],
    [Reply.text("Not found", { status: 404 }), false],
    [Reply.empty({ status: 404 }), false]
  ] as const)("is BitGPT's where its body has what BitGPT documents: %#", ([reply, isFromBitGpt]) =>
    Effect.gen(function* () {
      const error = yield* outcome(reply)
      assert(error !== "success")
      assert.deepInclude(error, { _tag: "NotFoundError", isFromBitGpt })
      assert.strictEqual(error.message.includes("did not come from BitGPT"), !isFromBitGpt)
    })
  )

  it.effect("whose body breaks off is told by its status, and as nobody's", () =>
    Effect.gen(function* () {
      const error = yield* outcome(Reply.error(404).pipe(Reply.breakOff(3)))
      assert.deepInclude(error, { _tag: "NotFoundError", isFromBitGpt: false })
      assert.include(error === "success" ? "" : error.message, "body of the answer was not read")
    })
  )

  it.effect.each([
    [404, " TRUE ", true],
    [404, "perhaps", false],
    [503, "False", false],
    [503, "perhaps", true]
  ] as const)("of %i with x-should-retry %j: worth another attempt is %j", ([status, word, is]) =>
    Effect.gen(function* () {
      const headers = { "x-should-retry": word }
      assert.propertyVal(yield* outcome(Reply.error(status, { headers })), "isRetryable", is)
    })
  )

  it.effect("with a success status may have that header too", () =>
    Effect.gen(function* () {
      const headers = { "x-should-retry": "true" }
      assert.propertyVal(yield* outcome(Reply.text("", { headers })), "isRetryable", true)
      assert.propertyVal(yield* outcome(Reply.text("")), "isRetryable", false)
    })
  )
})

describe("a 404 to a deletion", () => {
  const deleted = (...script: ReadonlyArray<Reply.Reply>) =>
    Effect.flatMap(Files, (files) => files.delete("file_1")).pipe(
      Effect.match({ onFailure: ({ _tag }) => _tag, onSuccess: () => "success" }),
      Effect.zip(sentRequests),
      withTime,
      Effect.provide(clientOf(script)),
      Effect.map(([result, requests]) => `${requests.length}: ${result}`)
    )

  it.effect("that an earlier attempt may have done is its success", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* deleted(Reply.error(503), Reply.error(404)), "2: success")
    })
  )

  it.effect("is an error at the first attempt, or where it is not BitGPT's", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* deleted(Reply.error(404)), "1: NotFoundError")
      assert.strictEqual(
        yield* deleted(Reply.error(503), Reply.text("Not found", { status: 404 })),
        "2: NotFoundError"
      )
      assert.strictEqual(
        yield* deleted(Reply.error(503), Reply.error(403)),
        "2: PermissionDeniedError"
      )
    })
  )

  it.effect("is none of any other call", () =>
    Effect.gen(function* () {
      const update = Effect.flatMap(ApiKeys, (_) => _.update("api_key_1", { label: "Checkout" }))
      for (const call of [getKey, update]) {
        const error = yield* call.pipe(
          Effect.flip,
          withTime,
          Effect.provide(clientOf([Reply.error(503), Reply.error(404)]))
        )
        assert.strictEqual(error._tag, "NotFoundError")
      }
    })
  )
})
