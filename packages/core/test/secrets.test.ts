/**
 * What holds a secret, or was told one, doesn't show it. For errors see `secrets.errors.test.ts`.
 */
import { assert, describe, it } from "@effect/vitest"
import {
  Config,
  ConfigProvider,
  Effect,
  Exit,
  Fiber,
  Layer,
  Metric,
  Option,
  Redacted,
  Schema,
  Struct
} from "effect"
import { ApiKey, ApiKeyId, ApiKeys, BitGpt, BitGptError } from "../src/index.js"
import { clients } from "./support/loopback.js"
import { recordingTracer } from "./support/recordingTracer.js"
import { clientOf, found, getKey } from "./support/scriptedServer.js"
import { assertNoSecret, hostileSecret, hostileToken } from "./support/secrets.js"
import { httpServer, json } from "./support/server.js"
import { logged, shown, shownError, type Sunk } from "./support/sinks.js"
import { getApiKey, getApiKeyWithSecret } from "./support/wire.js"

const secretText = Redacted.value(hostileToken)
const withSecret = { ...getApiKeyWithSecret.data, secret: hostileSecret }

const assertNone = (sinks: ReadonlyArray<Sunk>) => {
  for (const [sink, text] of sinks) assertNoSecret(sink, text)
}

describe("a key with its secret", () => {
  const key = Schema.decodeUnknownSync(ApiKey)(withSecret)

  it("has it", () => {
    assert.strictEqual(Redacted.value(Option.getOrThrow(key.secret)), hostileSecret)
  })

  it.effect("doesn't show it", () =>
    Effect.gen(function* () {
      const [, lines] = yield* logged(
        Effect.gen(function* () {
          yield* Effect.log(key)
          yield* Effect.log({ key })
          yield* Effect.log("annotated").pipe(Effect.annotateLogs({ key }))
          yield* Effect.logError(Exit.fail(key))
        })
      )
      assert.isAtLeast(lines.length, 16)
      assertNone([...shown("key", key), ...shown("secret", key.secret), ...lines])
    })
  )
})

describe.each(clients)("a client over $name", ({ layer }) => {
  const options = { accessToken: hostileToken, baseUrl: "http://127.0.0.1:9" }

  it.scoped("doesn't show the token in layer, context and service", () =>
    Effect.gen(function* () {
      const client = layer(options)
      const context = yield* Layer.build(client)
      const apiKeys = yield* Effect.provide(ApiKeys, context)
      const call = apiKeys.get("api_key_1")
      const runtime = yield* Effect.provide(Effect.runtime<ApiKeys>(), context)
      const [, lines] = yield* logged(Effect.log({ client, context, apiKeys, call, runtime }))
      assertNone([
        ...shown("layer", client),
        ...shown("context", context),
        ...shown("service", apiKeys),
        ...shown("call", call),
        ...shown("runtime", runtime),
        ...lines
      ])
    })
  )

  it.scopedLive("tells nobody what a successful answer repeats", () =>
    Effect.gen(function* () {
      const server = yield* httpServer((request, response) => {
        const echo = `${request.headers.authorization ?? ""} ${hostileSecret}`
        const said = {
          message: echo,
          env: echo,
          log: { [echo]: echo, list: [{ echo }] },
          validator: { [echo]: [echo], nested: { echo } },
          support_id: echo
        }
        json(response, 200, { ...getApiKey, ...said }, { "x-request-id": echo, server: echo })
      })
      const { spans, tracer } = recordingTracer()
      const [response, lines] = yield* Effect.flatMap(ApiKeys, (apiKeys) =>
        apiKeys.withResponse.get("api_key_1")
      ).pipe(
        Effect.provide(layer({ ...options, baseUrl: server.baseUrl })),
        Effect.withTracer(tracer),
        logged
      )
      const supportId = Option.getOrThrow(response.envelope.supportId)
      assert.strictEqual(supportId, "Bearer <redacted> <redacted>")
      const around = Struct.omit(response.envelope, "data")
      assert.deepStrictEqual(around.message, Option.some("Bearer <redacted> <redacted>"))
      assert.strictEqual(response.headers["x-request-id"], "Bearer <redacted> <redacted>")
      assert.lengthOf(spans, 2)
      assertNone([
        ...shown("headers", { ...response.headers }),
        ...shown("envelope", around),
        ...lines,
        ...spans.flatMap(({ attributes, events, links }) =>
          shown("span", [[...attributes], events, links])
        ),
        ...shown("metrics", yield* Metric.snapshot)
      ])
    })
  )
})

describe("settings that can't work", () => {
  const refused: ReadonlyArray<readonly [name: string, options: BitGpt.ClientOptions]> = [
    ...["\n", "\r\n", " ", "\t", "\u0000", "\u007f", "\u0085", "\u2028", "ü", "\ud800"].flatMap(
      (wrong) =>
        ["", secretText].map(
          (after) =>
            [
              `a token with ${JSON.stringify(wrong)} ${after === "" ? "at its end" : "in it"}`,
              { accessToken: Redacted.make(`${secretText}${wrong}${after}`) }
            ] as const
        )
    ),
    ...[
      secretText,
      `https://user:${encodeURIComponent(secretText)}@bitgpt.example`,
      `https://${encodeURIComponent(secretText)}@bitgpt.example`,
      `https://bitgpt.example/?token=${secretText}`,
      `https://bitgpt.example/#${secretText}`,
      `ftp://bitgpt.example/${hostileSecret}`,
      `http://bitgpt.example/${hostileSecret}`,
      `https://exa mple/${hostileSecret}`
    ].map(
      (baseUrl, index) => [`base URL ${index}`, { accessToken: hostileToken, baseUrl }] as const
    )
  ]

  it.scoped.each(refused)("don't show themselves: %s", ([, options]) =>
    Effect.gen(function* () {
      const { accessToken, baseUrl = "https://bitgpt.example" } = options
      if (!Redacted.isRedacted(accessToken)) return assert.fail("no token")
      const fromConfig = BitGpt.layerConfig({ accessToken: Config.succeed(accessToken) }).pipe(
        Layer.provide(
          Layer.setConfigProvider(ConfigProvider.fromMap(new Map([["BITGPT_BASE_URL", baseUrl]])))
        )
      )
      for (const client of [BitGpt.layer(options), fromConfig]) {
        const [exit, lines] = yield* logged(
          Effect.tapErrorCause(Layer.build(client), Effect.logError).pipe(Effect.exit)
        )
        if (Exit.isSuccess(exit)) return assert.fail("it was built")
        assertNone([...shown("exit", exit), ...shown("cause", exit.cause), ...lines])
      }
    })
  )
})

describe("input that is refused", () => {
  const wrongInputs: ReadonlyArray<readonly [name: string, id: unknown]> = [
    ["a key's secret", hostileSecret],
    ["a secret and a path", `${hostileSecret}/..`],
    ["a list", [hostileSecret]],
    ["an object", { secret: hostileSecret }],
    ["a function", () => hostileSecret],
    ["a redacted secret", Redacted.make(hostileSecret)]
  ]

  it.scoped.each(wrongInputs)("isn't repeated: %s", ([, id]) =>
    Effect.gen(function* () {
      const apiKeys = yield* ApiKeys
      // @ts-expect-error A program without types may hand in anything.
      const error = yield* Effect.flip(apiKeys.get(id))
      if (error._tag !== "ValidationError") return assert.fail(error._tag)
      assert.deepStrictEqual(Object.keys(error.fields), ["id"])
      assertNone([
        ...shownError("error", error),
        [
          "the encoded error",
          JSON.stringify(yield* Effect.orDie(Schema.encode(BitGptError)(error)))
        ]
      ])
    }).pipe(Effect.provide(BitGpt.layer({ accessToken: hostileToken })))
  )

  it.each(wrongInputs)("isn't in the text of the schema's own problem: %s", (_, id) => {
    const result = Schema.decodeUnknownEither(ApiKeyId)(id)
    if (result._tag === "Right") return assert.fail("it was accepted")
    assertNoSecret("the problem", result.left.message)
    assertNoSecret("the problem", String(result.left))
    return undefined
  })
})

it.effect(
  "a fiber of the application's HTTP client is not logged when it fails with the token",
  () =>
    Effect.gen(function* () {
      const reply = Effect.gen(function* () {
        yield* Effect.logDebug("the client is at work")
        const sending = yield* Effect.fork(Effect.fail(`sent ${secretText}`))
        yield* Fiber.await(sending)
        return yield* found
      })
      const [key, lines] = yield* getKey.pipe(
        Effect.provide(clientOf([reply], { accessToken: hostileToken })),
        logged
      )
      assert.strictEqual(key.label, getApiKey.data.label)
      assert.isTrue(lines.some(([, text]) => text.includes("the client is at work")))
      assertNone(lines)
    })
)
