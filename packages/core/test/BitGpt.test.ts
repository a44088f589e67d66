import { FetchHttpClient, HttpClient } from "@effect/platform"
import { assert, describe, it } from "@effect/vitest"
import {
  Cause,
  Config,
  ConfigError,
  ConfigProvider,
  Context,
  Effect,
  Exit,
  Layer,
  Option,
  Redacted
} from "effect"
import { type ApiKeys, BitGpt, RetryPolicy } from "../src/index.js"
import { found, getKey, keyId } from "./support/calls.js"
import { answers, scriptedHttpClient } from "./support/scriptedHttpClient.js"
import { getApiKey } from "./support/wire.js"

const accessToken = Redacted.make("token-of-the-tests")
const path = `/developers/api_keys/${keyId}`

/** The first request that a client sends, over a server that has the key. */
const firstRequest = (options: BitGpt.ClientOptions) =>
  Effect.gen(function* () {
    const http = scriptedHttpClient([answers(200, getApiKey)])
    yield* Effect.provide(getKey, Layer.provide(BitGpt.layerNoDeps(options), http.layer))
    const [request] = http.requests
    return request ?? assert.fail("no request")
  })

/** The problem with settings, which shows before any call. */
const problemOf = <R>(layer: Layer.Layer<ApiKeys, ConfigError.ConfigError, R>) =>
  Effect.gen(function* () {
    const error = yield* Effect.flip(Layer.build(layer))
    return error._op === "InvalidData" || error._op === "MissingData"
      ? error
      : assert.fail(error._op)
  })

const noServer = scriptedHttpClient([]).layer

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
    "http://bitgpt.localhost",
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
        [fromConfig, "BITGPT_BASE_URL"]
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
  it.scoped.each([
    ["", /The access token is empty/],
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
        [BitGpt.layerConfig({ accessToken: Config.succeed(options.accessToken) }), "accessToken"],
        [
          BitGpt.layerConfig().pipe(
            Layer.provide(
              Layer.setConfigProvider(
                ConfigProvider.fromMap(new Map([["BITGPT_ACCESS_TOKEN", token]]))
              )
            )
          ),
          "BITGPT_ACCESS_TOKEN"
        ]
      ] as const) {
        const problem = yield* problemOf(layer)
        assert.deepStrictEqual(problem.path, [name])
        assert.match(problem.message, expected)
      }
    })
  )

  it.effect("may have every visible character of ASCII", () =>
    Effect.gen(function* () {
      const token = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 0x21 + index))
      const { headers } = yield* firstRequest({ accessToken: Redacted.make(token) })
      assert.strictEqual(headers["authorization"], `Bearer ${token}`)
    })
  )

  class TokenStore extends Context.Tag("TokenStore")<
    TokenStore,
    { readonly current: Effect.Effect<Redacted.Redacted, Error> }
  >() {}

  const stored = Effect.flatMap(TokenStore, ({ current }) => current)
  const ok = answers(200, getApiKey)

  it.effect("may come from a service, which is asked at each call", () =>
    Effect.gen(function* () {
      const http = scriptedHttpClient([ok, ok])
      let number = 0
      const store = Layer.succeed(TokenStore, {
        current: Effect.sync(() => Redacted.make(`token-${(number += 1)}`))
      })
      const client = Layer.provide(BitGpt.layerNoDeps({ accessToken: stored }), [http.layer, store])
      yield* Effect.zipRight(getKey, getKey).pipe(Effect.provide(client))
      assert.deepStrictEqual(
        http.requests.map(({ headers }) => headers["authorization"]),
        ["Bearer token-1", "Bearer token-2"]
      )
    })
  )

  it.effect("may come from configuration, that of each call", () =>
    Effect.gen(function* () {
      const http = scriptedHttpClient([ok, ok])
      const client = BitGpt.layerNoDeps({ accessToken: Config.redacted("TOKEN") }).pipe(
        Layer.provide(http.layer)
      )
      const getWith = (token: string) =>
        Effect.withConfigProvider(getKey, ConfigProvider.fromMap(new Map([["TOKEN", token]])))
      yield* Effect.zipRight(getWith("first"), getWith("second")).pipe(Effect.provide(client))
      assert.deepStrictEqual(
        http.requests.map(({ headers }) => headers["authorization"]),
        ["Bearer first", "Bearer second"]
      )
    })
  )

  it.effect("that can't be had ends the call, without a request and without a retry", () =>
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

  it.effect("that can't be had after an answer leaves the count of requests as it is", () =>
    Effect.gen(function* () {
      const http = scriptedHttpClient([answers(503)])
      let asked = 0
      const token = Effect.suspend(() =>
        (asked += 1) === 1 ? Effect.succeed(accessToken) : Effect.fail("no more")
      )
      const error = yield* getKey.pipe(
        Effect.provide(BitGpt.layerNoDeps({ accessToken: token }).pipe(Layer.provide(http.layer))),
        Effect.provide(RetryPolicy.layer({ baseDelay: 0 })),
        Effect.flip
      )
      assert.strictEqual(error._tag, "AuthenticationError")
      assert.propertyVal(error, "attempts", 1)
      assert.lengthOf(http.requests, 1)
    })
  )

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

  it.effect.each(failures)("that can't be had names the failure and nothing of it", (failed) =>
    Effect.gen(function* () {
      const [failure, name] = failed
      const client = BitGpt.layerNoDeps({ accessToken: Effect.fail(failure) }).pipe(
        Layer.provide(noServer)
      )
      const error = yield* Effect.flip(Effect.provide(getKey, client))
      assert.include(error.message, `The access token could not be had (${name}).`)
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
      for (const layer of [
        BitGpt.layer({ accessToken, maxResponseBytes }),
        BitGpt.layerConfig({
          accessToken: Config.succeed(accessToken),
          maxResponseBytes: Config.succeed(maxResponseBytes)
        })
      ]) {
        const problem = yield* problemOf(layer)
        assert.deepStrictEqual(problem.path, ["maxResponseBytes"])
        assert.match(problem.message, /whole number of bytes/)
      }
    })
  )

  it.effect("is 10 MiB", () =>
    Effect.gen(function* () {
      const ofLength = (length: number) => {
        const rest = JSON.stringify({ ...getApiKey, log: "" }).length
        return answers(200, { ...getApiKey, log: "x".repeat(length - rest) })
      }
      const limit = 10 * 1024 * 1024
      const http = scriptedHttpClient([ofLength(limit), ofLength(limit + 1)])
      const client = Layer.provide(BitGpt.layerNoDeps({ accessToken }), http.layer)
      const error = yield* Effect.zipRight(getKey, Effect.flip(getKey)).pipe(Effect.provide(client))
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
      const { authorizations, provide, urls } = withFetch()
      const key = yield* getKey.pipe(Effect.provide(BitGpt.layer({ accessToken })), provide)
      assert.strictEqual(key.label, "My API Key")
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
        Layer.provide(scriptedHttpClient([answers(404)]).layer)
      )
      const error = yield* getKey.pipe(Effect.flip, Effect.provide(client))
      assert.propertyVal(error, "_tag", "NotFoundError")
      assert.propertyVal(error, "serverMessage", "as scripted")
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
      const provider = fromObject({
        TOKEN: "own",
        URL: "http://bitgpt.example",
        INSECURE: "true",
        BYTES: "100000",
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

  it.scoped("names the option that has the caller's own Config where its value can't work", () =>
    Effect.gen(function* () {
      const [token, baseUrl] = [Config.succeed(Redacted.make("a b")), Config.succeed("ftp://a")]
      const own = yield* problemOf(BitGpt.layerConfig({ accessToken: token }))
      assert.deepStrictEqual(own.path, ["accessToken"])
      const good = { accessToken: Config.succeed(accessToken) }
      assert.deepStrictEqual((yield* problemOf(BitGpt.layerConfig({ ...good, baseUrl }))).path, [
        "baseUrl"
      ])
    })
  )

  it.scoped("names what is missing", () =>
    Effect.gen(function* () {
      for (const [config, name] of [
        [undefined, "BITGPT_ACCESS_TOKEN"],
        [{ accessToken: Config.redacted("OWN") }, "OWN"]
      ] as const) {
        const exit = yield* Layer.build(BitGpt.layerConfig(config)).pipe(
          Effect.withConfigProvider(fromObject({})),
          Effect.exit
        )
        if (Exit.isSuccess(exit)) return assert.fail("it was built")
        const error = Option.getOrThrow(Cause.failureOption(exit.cause))
        assert.isTrue(ConfigError.isMissingData(error))
        assert.deepStrictEqual(error._op === "MissingData" ? error.path : [], [name])
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
      const http = scriptedHttpClient(found)
      const layer = BitGpt.layerConfigNoDeps().pipe(
        Layer.provide(http.layer),
        Layer.provide(
          configured({
            BITGPT_ACCESS_TOKEN: "from-config",
            BITGPT_BASE_URL: "https://bitgpt.example/v1"
          })
        )
      )
      yield* Effect.provide(getKey, layer)
      assert.deepStrictEqual(
        http.requests.map(({ headers, url }) => [url, headers["authorization"]]),
        [[`https://bitgpt.example/v1${path}`, "Bearer from-config"]]
      )
    })
  )

  it.effect("reads the caller's own Configs", () =>
    Effect.gen(function* () {
      const http = scriptedHttpClient(found)
      const layer = BitGpt.layerConfigNoDeps({ accessToken: Config.redacted("OWN") }).pipe(
        Layer.provide(http.layer),
        Layer.provide(configured({ OWN: "own" }))
      )
      yield* Effect.provide(getKey, layer)
      assert.propertyVal(http.requests[0]?.headers, "authorization", "Bearer own")
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
