import { FetchHttpClient, HttpClient, HttpClientError } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { type ApiKeys, BitGpt, RetryPolicy } from "../src/index.js"
import { Reply, TestHttp } from "../src/testing.js"
import { assertTag } from "./support/assertTag.js"
import { clientOf, found, getKey, sentRequests } from "./support/scriptedServer.js"
import { getApiKey } from "./support/wire.js"

const accessToken = Redacted.make("token-of-the-tests")
const path = `/developers/api_keys/${getApiKey.data.id}`

/** The first request that a client sends, over a server that has the key. */
const firstRequest = (options: BitGpt.ClientOptions) =>
  Effect.gen(function* () {
    yield* getKey
    const [request] = yield* sentRequests
    return request ?? assert.fail("no request")
  }).pipe(Effect.provide(clientOf([found], { baseUrl: undefined, ...options })))

/** The tokens that the scripted server was sent. */
const sentTokens = Effect.map(sentRequests, (requests) =>
  requests.map(({ accessToken }) =>
    accessToken === undefined ? undefined : Redacted.value(accessToken)
  )
)

/** The problem with settings, which shows before any call. */
const problemOf = <R>(layer: Layer.Layer<ApiKeys, ConfigError.ConfigError, R>) =>
  Effect.gen(function* () {
    const error = yield* Effect.flip(Layer.build(layer))
    return error._op === "InvalidData" || error._op === "MissingData"
      ? error
      : assert.fail(error._op)
  })

const noServer = TestHttp.layer([])

describe("the base URL", () => {
  it.effect.each([
    [undefined, "https://api.bitgpt.xyz"],
    ["https://bitgpt.example", "https://bitgpt.example"],
    ["https://bitgpt.example/", "https://bitgpt.example"],
    ["https://bitgpt.example///", "https://bitgpt.example"],
    ["https://bitgpt.example:8443", "https://bitgpt.example:8443"],
    ["https://bitgpt.example/gateway", "https://bitgpt.example/gateway"],
    ["https://bitgpt.example/gateway/", "https://bitgpt.example/gateway"],
    ["https://bitgpt.example/a/b%2Fc//", "https://bitgpt.example/a/b%2Fc"],
    ["HTTPS://BitGPT.example/Gateway", "https://bitgpt.example/Gateway"],
    ["http://localhost:4010/v1", "http://localhost:4010/v1"]
  ] as const)("%s stands before the path of the call", ([baseUrl, before]) =>
    Effect.gen(function* () {
      const { url } = yield* firstRequest({ accessToken, baseUrl })
      assert.strictEqual(url, before + path)
    })
  )

  it.effect.each([
    "http://localhost",
    "http://LOCALHOST:8080",
    "http://127.0.0.1:4010",
    "http://127.255.0.7",
    "http://127.0.10.255",
    "http://127.1",
    "http://[::1]:4010",
    "http://[0:0:0:0:0:0:0:1]"
  ])("may be %s, which is this machine", (baseUrl) => firstRequest({ accessToken, baseUrl }))

  const insecure = /must begin with https:.*allowInsecureHttp/
  const refused = [
    ["", /must be absolute, for example https:/],
    ["/developers", /must be absolute/],
    ["bitgpt.example", /must be absolute/],
    ["//bitgpt.example", /must be absolute/],
    ["https://", /must be absolute/],
    ["https://bitgpt.example:99999", /must be absolute/],
    ["ftp://bitgpt.example", /must begin with https:/],
    ["file:///bitgpt", /must begin with https:/],
    ["localhost:4010", /must begin with https:/],
    ["https://user@bitgpt.example", /must not hold a user name or a password/],
    ["https://user:pass@bitgpt.example", /must not hold a user name or a password/],
    ["https://:pass@bitgpt.example", /must not hold a user name or a password/],
    ["http://user:pass@localhost", /must not hold a user name or a password/],
    ["https://bitgpt.example?key=1", /must not have a query or a fragment/],
    ["https://bitgpt.example/?", /must not have a query or a fragment/],
    ["https://bitgpt.example#top", /must not have a query or a fragment/],
    ["http://bitgpt.example", insecure],
    ["http://bitgpt.localhost", insecure],
    ["http://10.0.0.1", insecure],
    ["http://0.0.0.0", insecure],
    ["http://[::2]", insecure],
    ["http://128.0.0.1", insecure],
    ["http://127.0.0.1.bitgpt.example", insecure],
    ["http://localhost.bitgpt.example", insecure],
    ["http://notlocalhost", insecure]
  ] as const

  it.scoped.each(refused)("may not be %j", ([baseUrl, expected]) =>
    Effect.gen(function* () {
      const options = { accessToken, baseUrl }
      const fromConfig = BitGpt.layerConfig({ accessToken: Config.succeed(accessToken) }).pipe(
        Layer.provide(
          Layer.setConfigProvider(ConfigProvider.fromMap(new Map([["BITGPT_BASE_URL", baseUrl]])))
        )
      )
      for (const [layer, name] of [
        [BitGpt.layer(options), "baseUrl"],
        [Layer.provide(BitGpt.layerNoDeps(options), noServer), "baseUrl"],
        // An empty variable is one that is not set.
        ...(baseUrl === "" ? [] : [[fromConfig, "BITGPT_BASE_URL"] as const])
      ] as const) {
        const problem = yield* problemOf(layer)
        assert.deepStrictEqual(problem.path, [name])
        assert.match(problem.message, expected)
        assert.notMatch(
          problem.message,
          /user|pass@|key=1/i.test(baseUrl) ? /user@|pass@|key=1/ : /^$/
        )
      }
    })
  )

  it.effect("may be of another machine over http: where that is allowed", () =>
    Effect.gen(function* () {
      const baseUrl = "http://bitgpt.example"
      const { url } = yield* firstRequest({ accessToken, baseUrl, allowInsecureHttp: true })
      assert.strictEqual(url, baseUrl + path)
    })
  )

  it.scoped("may not be of another kind where http: is allowed", () =>
    Effect.gen(function* () {
      const options = { accessToken, allowInsecureHttp: true }
      for (const baseUrl of ["ftp://bitgpt.example", "http://user:pass@bitgpt.example"]) {
        yield* problemOf(BitGpt.layer({ ...options, baseUrl }))
      }
    })
  )
})

describe("the access token", () => {
  it.scoped("may not be empty", () =>
    Effect.gen(function* () {
      const options = { accessToken: Redacted.make("") }
      for (const layer of [
        BitGpt.layer(options),
        Layer.provide(BitGpt.layerNoDeps(options), noServer)
      ]) {
        assert.match((yield* problemOf(layer)).message, /The access token is empty/)
      }
      const { message, path } = yield* problemOf(
        BitGpt.layerConfig({ accessToken: Config.redacted("TOKEN") })
      ).pipe(Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["TOKEN", ""]]))))
      assert.deepStrictEqual(path, ["TOKEN"])
      assert.match(message, /The access token is missing: set TOKEN /)
    })
  )

  it.scoped.each([
    ["Bearer abc", /white space.*without "Bearer "/],
    ["abc\n", /line break/],
    ["a\r\nb", /line break/],
    ["abc\u0000", /characters that no header can carry/],
    ["äbc", /characters that no header can carry/],
    ["abc\u200b", /characters that no header can carry/]
  ] as const)("may not be %j", ([token, expected]) =>
    Effect.gen(function* () {
      const options = { accessToken: Redacted.make(token) }
      for (const [layer, name] of [
        [BitGpt.layer(options), "accessToken"],
        [Layer.provide(BitGpt.layerNoDeps(options), noServer), "accessToken"],
        [BitGpt.layerConfig({ accessToken: Config.redacted("TOKEN") }), "TOKEN"]
      ] as const) {
        const problem = yield* problemOf(layer).pipe(
          Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["TOKEN", token]])))
        )
        assert.deepStrictEqual(problem.path, [name])
        assert.match(problem.message, expected)
      }
    })
  )

  it.effect("may have every visible character of ASCII", () =>
    Effect.gen(function* () {
      const token = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 0x21 + index))
      const sent = yield* firstRequest({ accessToken: Redacted.make(token) })
      assert.strictEqual(Redacted.value(sent.accessToken ?? accessToken), token)
    })
  )

  class TokenStore extends Context.Tag("TokenStore")<
    TokenStore,
    { readonly current: Effect.Effect<Redacted.Redacted, Error> }
  >() {}

  const stored = Effect.flatMap(TokenStore, ({ current }) => current)

  it.effect("may come from a service, which is asked at each call", () =>
    Effect.gen(function* () {
      let number = 0
      const store = Layer.succeed(TokenStore, {
        current: Effect.sync(() => Redacted.make(`token-${(number += 1)}`))
      })
      const client = BitGpt.layerNoDeps({ accessToken: stored }).pipe(
        Layer.provide(store),
        Layer.provideMerge(TestHttp.layer([found, found]))
      )
      const tokens = yield* Effect.zipRight(Effect.zipRight(getKey, getKey), sentTokens).pipe(
        Effect.provide(client)
      )
      assert.deepStrictEqual(tokens, ["token-1", "token-2"])
    })
  )

  it.effect("may come from configuration, that of each call", () =>
    Effect.gen(function* () {
      const getWith = (token: string) =>
        Effect.withConfigProvider(getKey, ConfigProvider.fromMap(new Map([["TOKEN", token]])))
      yield* getWith("first")
      yield* getWith("second")
      assert.deepStrictEqual(yield* sentTokens, ["first", "second"])
    }).pipe(Effect.provide(clientOf([found, found], { accessToken: Config.redacted("TOKEN") })))
  )

  it.effect("that is not available ends the call, without a request and without a retry", () =>
    Effect.gen(function* () {
      let asked = 0
      const store = Layer.succeed(TokenStore, {
        current: Effect.suspend(() => {
          asked += 1
          // @effect-diagnostics-next-line globalErrorInEffectFailure:off  An application may.
          return Effect.fail(new TypeError("the vault is sealed"))
        })
      })
      const client = BitGpt.layerNoDeps({ accessToken: stored }).pipe(
        Layer.provide([noServer, store])
      )
      const error = yield* Effect.flip(Effect.provide(getKey, client))
      if (error._tag !== "AuthenticationError") return assert.fail(error._tag)
      assert.strictEqual(asked, 1)
      assert.strictEqual(error.attempts, 0)
      assert.isUndefined(error.status)
      assert.isFalse(error.isRetryable)
      assert.include(error.message, "TypeError")
      assert.notInclude(error.message, "sealed")
    })
  )

  it.effect("that is not available after an answer leaves the count of requests as it is", () => {
    let asked = 0
    const token = Effect.suspend(() =>
      (asked += 1) === 1 ? Effect.succeed(accessToken) : Effect.fail("no more")
    )
    return Effect.gen(function* () {
      const error = yield* getKey.pipe(
        Effect.provide(RetryPolicy.layer({ baseDelay: 0 })),
        Effect.flip
      )
      assertTag(error, "AuthenticationError")
      assert.strictEqual(error.attempts, 1)
      assert.lengthOf(yield* sentRequests, 1)
    }).pipe(Effect.provide(clientOf([Reply.error(503)], { accessToken: token })))
  })

  const failures: ReadonlyArray<readonly [failure: unknown, name: string]> = [
    [{ _tag: "SecretStoreError", secret: "sealed" }, "SecretStoreError"],
    [Object.assign(new RangeError("sealed"), { _tag: 7 }), "RangeError"],
    [{ sealed: true }, "object"],
    ["sealed", "string"],
    [ConfigError.MissingData(["PAYMENTS", "TOKEN"], "sealed"), "ConfigError PAYMENTS.TOKEN"],
    [
      ConfigError.And(
        ConfigError.InvalidData([], "sealed"),
        ConfigError.Or(
          ConfigError.MissingData(["FIRST"], "sealed"),
          ConfigError.Unsupported(["SECOND"], "sealed")
        )
      ),
      "ConfigError FIRST SECOND"
    ]
  ]

  it.effect.each(failures)(
    "that is not available: the error names the kind of failure, without its text",
    (failed) =>
      Effect.gen(function* () {
        const [failure, name] = failed
        const client = BitGpt.layerNoDeps({ accessToken: Effect.fail(failure) }).pipe(
          Layer.provide(noServer)
        )
        const error = yield* Effect.flip(Effect.provide(getKey, client))
        assert.include(error.message, `The accessToken effect failed (${name}).`)
        assert.notInclude(error.message, "sealed")
      })
  )

  it.effect("that is no header ends the call as well", () =>
    Effect.gen(function* () {
      const token = Effect.succeed(Redacted.make("abc\n"))
      const client = BitGpt.layerNoDeps({ accessToken: token }).pipe(Layer.provide(noServer))
      const error = yield* Effect.flip(Effect.provide(getKey, client))
      assert.strictEqual(error._tag, "AuthenticationError")
      assert.include(error.message, "line break")
    })
  )
})

describe("maxResponseBytes", () => {
  it.scoped.each([0, -1, 1.5, NaN, Infinity, 2 ** 53])("may not be %d", (maxResponseBytes) =>
    Effect.gen(function* () {
      for (const [layer, path] of [
        [BitGpt.layer({ accessToken, maxResponseBytes }), ["maxResponseBytes"]],
        [
          BitGpt.layerConfig({
            accessToken: Config.succeed(accessToken),
            maxResponseBytes: Config.succeed(maxResponseBytes)
          }),
          ["maxResponseBytes"]
        ]
      ] as const) {
        const problem = yield* problemOf(layer)
        assert.deepStrictEqual<ReadonlyArray<string>>(problem.path, path)
        assert.match(problem.message, /whole number of bytes/)
      }
    })
  )

  it.effect("is 10 MiB", () =>
    Effect.gen(function* () {
      const ofLength = (length: number) => {
        const rest = JSON.stringify({ ...getApiKey, log: "" }).length
        return Reply.json({ ...getApiKey, log: "x".repeat(length - rest) })
      }
      const limit = 10 * 1024 * 1024
      const error = yield* Effect.zipRight(getKey, Effect.flip(getKey)).pipe(
        Effect.provide(clientOf([ofLength(limit), ofLength(limit + 1)]))
      )
      assert.propertyVal(error, "reason", "BodyTooLarge")
      assert.include(error.message, "maxResponseBytes")
    })
  )
})

/** A client as `fetch` sees it: what it fetches, and an answer. */
const withFetch = () => {
  const urls: Array<string> = []
  const authorizations: Array<string | null> = []
  const inits: Array<RequestInit | undefined> = []
  const fetch: typeof globalThis.fetch = (input, init) => {
    urls.push(input instanceof Request ? input.url : String(input))
    authorizations.push(new Headers(init?.headers).get("authorization"))
    inits.push(init)
    return Promise.resolve(new Response(JSON.stringify(getApiKey)))
  }
  return {
    fetch,
    urls,
    authorizations,
    inits,
    provide: Effect.provideService(FetchHttpClient.Fetch, fetch)
  }
}

describe("layer", () => {
  it.effect.each([
    ["fails", () => Promise.reject(new Error("not to be cancelled"))],
    ["never ends", () => new Promise<void>(() => undefined)]
  ] as const)("says that a body is too large, also where to cancel it %s", ([, cancel]) =>
    Effect.gen(function* () {
      const fetch = () =>
        Promise.resolve(
          new Response(
            new ReadableStream({
              start: (controller) => {
                controller.enqueue(new Uint8Array(100))
              },
              cancel
            })
          )
        )
      const error = yield* getKey.pipe(
        Effect.provide(BitGpt.layer({ accessToken, maxResponseBytes: 10 })),
        Effect.provideService(FetchHttpClient.Fetch, fetch),
        Effect.flip
      )
      assert.propertyVal(error, "reason", "BodyTooLarge")
    })
  )

  it.effect("goes over fetch", () =>
    Effect.gen(function* () {
      const { authorizations, inits, provide, urls } = withFetch()
      const key = yield* getKey.pipe(Effect.provide(BitGpt.layer({ accessToken })), provide)
      assert.strictEqual(key.label, "My API Key")
      assert.strictEqual(new Headers(inits[0]?.headers).get("accept"), "application/json")
      assert.deepStrictEqual(urls, [`https://api.bitgpt.xyz${path}`])
      assert.deepStrictEqual(authorizations, ["Bearer token-of-the-tests"])
    })
  )

  it.effect("passes on what the application wants of fetch, but follows no redirect", () =>
    Effect.gen(function* () {
      const { inits, provide } = withFetch()
      const wanted = Effect.provideService(FetchHttpClient.RequestInit, {
        cache: "no-store",
        redirect: "follow"
      })
      yield* getKey.pipe(Effect.provide(BitGpt.layer({ accessToken })), wanted, provide)
      assert.propertyVal(inits[0], "cache", "no-store")
      assert.propertyVal(inits[0], "redirect", "manual")
    })
  )

  it.effect("gives each request headers of its own, which the application's fetch may change", () =>
    Effect.gen(function* () {
      const { inits, provide } = withFetch()
      const twice = Effect.gen(function* () {
        yield* getKey
        Object.assign(inits[0]?.headers ?? {}, { "x-first": "1" })
        yield* getKey
      })
      yield* twice.pipe(Effect.provide(BitGpt.layer({ accessToken })), provide)
      assert.isTrue(new Headers(inits[0]?.headers).has("x-first"))
      assert.isFalse(new Headers(inits[1]?.headers).has("x-first"))
    })
  )

  it.effect("adds the headers that the application wants, but keeps its own", () =>
    Effect.gen(function* () {
      const { inits, provide } = withFetch()
      const wanted = Effect.provideService(FetchHttpClient.RequestInit, {
        headers: { "X-Team": "payments", Authorization: "Bearer another" }
      })
      yield* getKey.pipe(Effect.provide(BitGpt.layer({ accessToken })), wanted, provide)
      const headers = new Headers(inits[0]?.headers)
      assert.strictEqual(headers.get("x-team"), "payments")
      assert.isNull(headers.get("content-type"))
      assert.strictEqual(headers.get("authorization"), "Bearer token-of-the-tests")
    })
  )

  it.effect("lets a call want something else of fetch than its client does", () =>
    Effect.gen(function* () {
      const { inits, provide } = withFetch()
      const client = BitGpt.layer({ accessToken }).pipe(
        Layer.provide(
          Layer.succeed(FetchHttpClient.RequestInit, { cache: "no-store", mode: "same-origin" })
        )
      )
      const call = Effect.provideService(getKey, FetchHttpClient.RequestInit, { cache: "reload" })
      yield* Effect.zipRight(getKey, call).pipe(Effect.provide(client), provide)
      assert.deepStrictEqual(
        inits.map((init) => [init?.cache, init?.mode]),
        [
          ["no-store", "same-origin"],
          ["reload", "same-origin"]
        ]
      )
    })
  )

  it.effect("lets a call go over another fetch than its client does", () =>
    Effect.gen(function* () {
      const [ofClient, ofCall] = [withFetch(), withFetch()]
      const client = Layer.provide(
        BitGpt.layer({ accessToken }),
        Layer.succeed(FetchHttpClient.Fetch, ofClient.fetch)
      )
      yield* Effect.zipRight(getKey, ofCall.provide(getKey)).pipe(Effect.provide(client))
      assert.lengthOf(ofClient.urls, 1)
      assert.lengthOf(ofCall.urls, 1)
    })
  )
})

describe("layerNoDeps", () => {
  it.effect("takes for an answer what the application's client takes for a failure", () =>
    Effect.gen(function* () {
      const strict = Layer.effect(
        HttpClient.HttpClient,
        Effect.map(HttpClient.HttpClient, HttpClient.filterStatusOk)
      )
      const client = BitGpt.layerNoDeps({ accessToken }).pipe(
        Layer.provide(strict),
        Layer.provide(TestHttp.layer([Reply.error(404)]))
      )
      const error = yield* getKey.pipe(Effect.flip, Effect.provide(client))
      assert.propertyVal(error, "_tag", "NotFoundError")
      assert.propertyVal(error, "serverMessage", "Error 404")
    })
  )

  it.effect("takes for no answer what the application's client could not read", () =>
    Effect.gen(function* () {
      const unreadable = Layer.effect(
        HttpClient.HttpClient,
        Effect.map(
          HttpClient.HttpClient,
          HttpClient.transformResponse(
            Effect.flatMap((response) =>
              Effect.fail(
                new HttpClientError.ResponseError({
                  request: response.request,
                  response,
                  reason: "Decode"
                })
              )
            )
          )
        )
      )
      const client = BitGpt.layerNoDeps({ accessToken }).pipe(
        Layer.provide(unreadable),
        Layer.provide(TestHttp.layer([Reply.error(404)]))
      )
      const error = yield* getKey.pipe(
        Effect.provide(RetryPolicy.none),
        Effect.flip,
        Effect.provide(client)
      )
      assertTag(error, "TransportError")
    })
  )
})

const fromObject = (
  values: Record<string, string>,
  options?: Partial<ConfigProvider.ConfigProvider.FromMapConfig>
) => ConfigProvider.fromMap(new Map(Object.entries(values)), options)

describe("layerConfig", () => {
  const requestWith = (
    config: BitGpt.ClientConfig | undefined,
    provider: ConfigProvider.ConfigProvider
  ) =>
    Effect.gen(function* () {
      const { authorizations, provide, urls } = withFetch()
      const client = BitGpt.layerConfig(config)
      yield* getKey.pipe(Effect.provide(client), Effect.withConfigProvider(provider), provide)
      return [urls[0], authorizations[0]]
    })

  it.effect("reads token and base URL", () =>
    Effect.gen(function* () {
      const provider = fromObject({
        BITGPT_ACCESS_TOKEN: "from-config",
        BITGPT_BASE_URL: "https://bitgpt.example/v1"
      })
      assert.deepStrictEqual(yield* requestWith(undefined, provider), [
        `https://bitgpt.example/v1${path}`,
        "Bearer from-config"
      ])
    })
  )

  it.effect("does without a base URL", () =>
    Effect.gen(function* () {
      const provider = fromObject({ BITGPT_ACCESS_TOKEN: "from-config" })
      assert.deepStrictEqual(yield* requestWith({}, provider), [
        `https://api.bitgpt.xyz${path}`,
        "Bearer from-config"
      ])
    })
  )

  it.effect("sends the trace, and a User-Agent without more, where nothing else is set", () =>
    Effect.gen(function* () {
      const { inits, provide } = withFetch()
      const client = BitGpt.layerConfig({ accessToken: Config.succeed(accessToken) })
      yield* getKey.pipe(Effect.withSpan("checkout"), Effect.provide(client), provide)
      const headers = new Headers(inits[0]?.headers)
      assert.isTrue(headers.has("traceparent"))
      assert.match(headers.get("user-agent") ?? "", /^effect-bitgpt\/\S+$/)
    })
  )

  it.effect("reads from a provider of any form", () =>
    Effect.gen(function* () {
      const nested = fromObject({ "PAYMENTS.BITGPT_ACCESS_TOKEN": "nested" }).pipe(
        ConfigProvider.nested("PAYMENTS")
      )
      assert.strictEqual((yield* requestWith(undefined, nested))[1], "Bearer nested")
      const json = ConfigProvider.fromJson({ bitgpt: { accessToken: "json" } })
      const own = { accessToken: Config.redacted("accessToken").pipe(Config.nested("bitgpt")) }
      assert.strictEqual((yield* requestWith(own, json))[1], "Bearer json")
      const constant = fromObject({ bitgpt_access_token: "other-case" }).pipe(
        ConfigProvider.mapInputPath((name) => name.toLowerCase())
      )
      assert.strictEqual((yield* requestWith(undefined, constant))[1], "Bearer other-case")
    })
  )

  it.effect("reads the caller's own Configs, and not the names they replace", () =>
    Effect.gen(function* () {
      const own = { TOKEN: "own", URL: "http://bitgpt.example", INSECURE: "true", BYTES: "100000" }
      const provider = fromObject({
        ...own,
        BITGPT_ACCESS_TOKEN: "not this",
        BITGPT_BASE_URL: "https://not.this.example"
      })
      const config = {
        accessToken: Config.redacted("TOKEN"),
        baseUrl: Config.string("URL"),
        allowInsecureHttp: Config.boolean("INSECURE"),
        maxResponseBytes: Config.integer("BYTES"),
        tracePropagation: Config.succeed(false)
      }
      assert.deepStrictEqual(yield* requestWith(config, provider), [
        `http://bitgpt.example${path}`,
        "Bearer own"
      ])
    })
  )

  it.effect("takes an empty variable of the caller's own Config for one that is not set", () =>
    Effect.gen(function* () {
      const config = {
        accessToken: Config.redacted("TOKEN"),
        baseUrl: Config.withDefault(Config.string("URL"), "https://bitgpt.example")
      }
      assert.deepStrictEqual(yield* requestWith(config, fromObject({ TOKEN: "own", URL: "" })), [
        `https://bitgpt.example${path}`,
        "Bearer own"
      ])
    })
  )

  it.scoped("names the caller's own setting where its value can't work", () =>
    Effect.gen(function* () {
      const nested = (name: string) => ["PAYMENTS", name]
      const good = { accessToken: Config.succeed(accessToken) }
      const cases: ReadonlyArray<readonly [BitGpt.ClientConfig, string]> = [
        [{ accessToken: Config.nested(Config.redacted("TOKEN"), "PAYMENTS") }, "TOKEN"],
        [{ ...good, baseUrl: Config.nested(Config.string("URL"), "PAYMENTS") }, "URL"],
        [
          {
            ...good,
            maxResponseBytes: Config.nested(
              Config.map(Config.integer("BYTES"), (bytes) => bytes),
              "PAYMENTS"
            )
          },
          "BYTES"
        ]
      ]
      const whole = fromObject({
        "PAYMENTS.TOKEN": "a b",
        "PAYMENTS.URL": "ftp://a",
        "PAYMENTS.BYTES": "0"
      })
      for (const [config, name] of cases) {
        const problem = yield* problemOf(BitGpt.layerConfig(config)).pipe(
          Effect.withConfigProvider(whole)
        )
        assert.strictEqual(problem._op, "InvalidData")
        assert.deepStrictEqual(problem.path, nested(name))
      }
    })
  )

  it.scoped.each([
    ["accessToken", { accessToken: Config.succeed(Redacted.make("a b")) }],
    ["baseUrl", { baseUrl: Config.succeed("ftp://a") }],
    ["maxResponseBytes", { maxResponseBytes: Config.succeed(0) }],
    ["userAgent", { userAgent: Config.succeed("shop\n") }]
  ] as const)("names the setting where its Config reads nothing: %s", ([name, config]) =>
    Effect.gen(function* () {
      const layer = BitGpt.layerConfig({ accessToken: Config.succeed(accessToken), ...config })
      assert.deepInclude(yield* problemOf(layer), { _op: "InvalidData", path: [name] })
    })
  )

  it.scoped("names the variable where its provider has it", () =>
    Effect.gen(function* () {
      const problem = yield* problemOf(BitGpt.layerConfig()).pipe(
        Effect.withConfigProvider(
          ConfigProvider.nested(
            fromObject({
              "STEWARD.BITGPT_ACCESS_TOKEN": "token",
              "STEWARD.BITGPT_BASE_URL": "bitgpt"
            }),
            "STEWARD"
          )
        )
      )
      assert.deepStrictEqual(problem.path, ["STEWARD", "BITGPT_BASE_URL"])
    })
  )

  it.scoped("takes an empty variable for one that is not set", () =>
    Effect.gen(function* () {
      const provider = fromObject({ BITGPT_ACCESS_TOKEN: "token", BITGPT_BASE_URL: " " })
      assert.deepStrictEqual(yield* requestWith(undefined, provider), [
        `https://api.bitgpt.xyz${path}`,
        "Bearer token"
      ])
      const problem = yield* problemOf(BitGpt.layerConfig()).pipe(
        Effect.withConfigProvider(fromObject({ BITGPT_ACCESS_TOKEN: "" }))
      )
      assert.strictEqual(problem._op, "MissingData")
      assert.deepStrictEqual(problem.path, ["BITGPT_ACCESS_TOKEN"])
      assert.include(
        problem.message,
        "set BITGPT_ACCESS_TOKEN (`npx effect-bitgpt-emulator` prints one"
      )
    })
  )

  it.scoped("names what is missing", () =>
    Effect.gen(function* () {
      for (const [config, ...path] of [
        [undefined, "BITGPT_ACCESS_TOKEN"],
        [{ accessToken: Config.redacted("OWN") }, "OWN"],
        [{ accessToken: Config.nested(Config.redacted("OWN"), "PAYMENTS") }, "PAYMENTS", "OWN"]
      ] as const) {
        const exit = yield* Layer.build(BitGpt.layerConfig(config)).pipe(
          Effect.withConfigProvider(fromObject({})),
          Effect.exit
        )
        if (Exit.isSuccess(exit)) return assert.fail("it was built")
        const error = Option.getOrThrow(Cause.failureOption(exit.cause))
        if (error._op !== "MissingData") return assert.fail(error._op)
        assert.deepStrictEqual(error.path, path)
        assert.include(error.message, `set ${path.join("_")} (`)
      }
    })
  )

  it.effect("limits the size of answers", () =>
    Effect.gen(function* () {
      const config = { maxResponseBytes: Config.succeed(10) }
      const provider = fromObject({ BITGPT_ACCESS_TOKEN: "from-config" })
      const error = yield* Effect.flip(requestWith(config, provider))
      assert.propertyVal(error, "reason", "BodyTooLarge")
    })
  )
})

describe("layerConfigNoDeps", () => {
  const configured = (values: Record<string, string>) => Layer.setConfigProvider(fromObject(values))

  it.effect("reads the same settings, and goes over the client that it is given", () =>
    Effect.gen(function* () {
      const layer = BitGpt.layerConfigNoDeps().pipe(
        Layer.provide(
          configured({
            BITGPT_ACCESS_TOKEN: "from-config",
            BITGPT_BASE_URL: "https://bitgpt.example/v1"
          })
        ),
        Layer.provideMerge(TestHttp.layer([found]))
      )
      const [[request], tokens] = yield* Effect.zipRight(
        getKey,
        Effect.zip(sentRequests, sentTokens)
      ).pipe(Effect.provide(layer))
      assert.strictEqual(request?.url, `https://bitgpt.example/v1${path}`)
      assert.deepStrictEqual(tokens, ["from-config"])
    })
  )

  it.effect("reads the caller's own Configs", () =>
    Effect.gen(function* () {
      const layer = BitGpt.layerConfigNoDeps({ accessToken: Config.redacted("OWN") }).pipe(
        Layer.provide(configured({ OWN: "own" })),
        Layer.provideMerge(TestHttp.layer([found]))
      )
      const tokens = yield* Effect.zipRight(getKey, sentTokens).pipe(Effect.provide(layer))
      assert.deepStrictEqual(tokens, ["own"])
    })
  )

  it.scoped.each([
    [{}, "BITGPT_ACCESS_TOKEN"],
    [{ BITGPT_ACCESS_TOKEN: "from-config", BITGPT_BASE_URL: "bitgpt" }, "BITGPT_BASE_URL"]
  ] as const)("names what is missing or can't work when it is built", ([values, name]) =>
    Effect.gen(function* () {
      const problem = yield* problemOf(
        BitGpt.layerConfigNoDeps().pipe(Layer.provide(noServer), Layer.provide(configured(values)))
      )
      assert.deepStrictEqual(problem.path, [name])
    })
  )
})
