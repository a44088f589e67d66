import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import type * as HttpApp from "@effect/platform/HttpApp"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import type { EmulatorOptions, EmulatorService } from "../Emulator.js"
import type { EmulatorError } from "../EmulatorError.js"
import * as FaultRule from "../FaultRule.js"
import type { Origin } from "../Origin.js"
import { RateLimit } from "../RateLimit.js"
import type { RecordedRequest } from "../RecordedRequest.js"
import * as AdminRouter from "./adminRouter.js"
import * as ApiKeysRouter from "./apiKeysRouter.js"
import { recordedAndFaulted } from "./app.js"
import * as DataFile from "./dataFile.js"
import * as Envelope from "./envelope.js"
import * as Exchanges from "./exchanges.js"
import * as Identifiers from "./identifiers.js"
import * as KeyStore from "./keyStore.js"
import * as Origins from "./origins.js"
import * as RateLimiter from "./rateLimiter.js"
import * as RuleBook from "./ruleBook.js"
import { sampleKeys } from "./sampleKeys.js"

const makeStore = (options: EmulatorOptions) =>
  Effect.gen(function* () {
    const initial = options.keys ?? sampleKeys()
    if (options.dataFile === undefined) return KeyStore.make(initial, () => Effect.void)

    const file = yield* DataFile.make(options.dataFile)
    const loaded = yield* file.load
    const keys = Option.getOrElse(loaded, () => initial)
    // At once: a place that can't be written to shows at the start and not at the first change.
    if (Option.isNone(loaded)) yield* file.save(Array.from(keys))
    const store = KeyStore.make(keys, file.save)
    yield* Effect.addFinalizer(() =>
      Effect.catchAll(store.flush, ({ message }) => Effect.logError(message))
    )
    return store
  }).pipe(Effect.provide(NodeFileSystem.layer))

/** Starts an emulator that stops with the scope. */
export const run = (
  options: EmulatorOptions,
  onEnd: (request: RecordedRequest) => Effect.Effect<void> = () => Effect.void
): Effect.Effect<EmulatorService, EmulatorError, Scope.Scope> =>
  Effect.gen(function* () {
    const { host = "127.0.0.1" } = options
    const random = options.seed === undefined ? yield* Effect.random : Random.make(options.seed)
    const identifiers =
      options.seed === undefined ? Identifiers.ofNow(random) : Identifiers.repeating(random)
    const accessToken = options.accessToken ?? (yield* identifiers.accessToken)
    const store = yield* makeStore(options)
    const ruleBook = RuleBook.make(options.faults ?? [], random)
    const rateLimiter =
      options.rateLimit === undefined
        ? RateLimiter.unlimited
        : yield* RateLimiter.make(
            yield* Effect.orDie(Schema.validate(RateLimit)(options.rateLimit))
          )
    const runFork = yield* FiberSet.makeRuntime()
    const exchanges = Exchanges.make({
      accessToken,
      capacity: options.maxRecordedRequests ?? 10_000,
      onEnd: (request) => {
        runFork(onEnd(request))
      }
    })

    const api = ApiKeysRouter.make({
      accessToken,
      identifiers,
      rateLimiter,
      revealSecrets: options.revealSecrets ?? false,
      store
    })
    const elsewhere = Effect.map(identifiers.supportId, (supportId) =>
      Envelope.success({}, supportId)
    )

    // The service that it shows does not exist before the server listens.
    const admin = yield* Deferred.make<HttpApp.Default>()
    const appOf = (origin: Origin, urlOf: Origins.Origins["urlOf"]) => {
      const app = recordedAndFaulted(origin === "Other" ? elsewhere : api, {
        exchanges,
        identifiers,
        origin,
        // What got to another origin has had its fault.
        ruleBook: origin === "Other" ? RuleBook.make([], random) : ruleBook,
        urlOf
      })
      return origin !== "Main"
        ? app
        : Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
            AdminRouter.isFor(request.url) ? Effect.flatten(Deferred.await(admin)) : app
          )
    }
    const origins: Origins.Origins = yield* Origins.make({ host, port: options.port ?? 0 }, appOf)

    const service: EmulatorService = {
      baseUrl: origins.baseUrl,
      accessToken,
      urlOf: origins.urlOf,
      certificate: origins.certificate,
      requests: Effect.sync(exchanges.all),
      clearRequests: Effect.sync(exchanges.clear),
      openConnections: origins.openConnections,
      keys: store.all,
      getKey: store.get,
      setKey: (key) => Effect.orDie(store.set(key)),
      removeKey: (id) => Effect.orDie(store.remove(id)),
      script: (faults, match) => ruleBook.add(FaultRule.script(faults, match)),
      addRule: ruleBook.add,
      rules: ruleBook.rules,
      clearRules: ruleBook.clear,
      takeDown: Effect.zipRight(
        Effect.sync(() => {
          exchanges.breakOffAll("Main")
        }),
        origins.main.takeDown
      ),
      bringUp: origins.main.bringUp
    }
    yield* Deferred.succeed(admin, AdminRouter.make(service, host))
    return service
  })
