import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import type * as HttpApp from "@effect/platform/HttpApp"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import { type Collection, type Fake, type FakeRequest, make as makeFake } from "effect-bitgpt/fake"
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import type { EmulatorOptions, EmulatorService } from "../Emulator.js"
import type { EmulatorError } from "../EmulatorError.js"
import * as FaultRule from "../FaultRule.js"
import type { Origin } from "../Origin.js"
import { RateLimit } from "../RateLimit.js"
import type { RecordedRequest } from "../RecordedRequest.js"
import * as AdminRouter from "./adminRouter.js"
import { recordedAndFaulted } from "./app.js"
import * as DataFile from "./dataFile.js"
import * as Exchanges from "./exchanges.js"
import * as Origins from "./origins.js"
import * as RuleBook from "./ruleBook.js"
import * as Saved from "./saved.js"

/** Loads the data file, if there is one, and saves to it what changes. */
const savedIn = (fake: Fake, path: string | undefined) =>
  Effect.gen(function* () {
    if (path === undefined) return Saved.unsaved
    const file = yield* DataFile.make(path)
    const loaded = yield* file.load
    // At once: a place that can't be written to shows at the start and not at the first change.
    yield* Option.match(loaded, {
      onNone: () => Effect.flatMap(fake.state, file.save),
      onSome: fake.restore
    })
    const { flush, saved } = yield* Saved.make(fake, file.save)
    yield* Effect.addFinalizer(() =>
      Effect.catchAll(flush, ({ message }) => Effect.logError(message))
    )
    return saved
  }).pipe(Effect.provide(NodeFileSystem.layer))

const randomText = (random: Random.Random) =>
  Effect.map(Effect.replicateEffect(random.nextIntBetween(0, 2 ** 32), 4), (parts) =>
    parts.map((part) => part.toString(16).padStart(8, "0")).join("")
  )

/** Starts an emulator that stops with the scope. */
export const run = (
  options: EmulatorOptions,
  onEnd: (request: RecordedRequest) => Effect.Effect<void> = () => Effect.void
): Effect.Effect<EmulatorService, EmulatorError, Scope.Scope> =>
  Effect.gen(function* () {
    const { host = "127.0.0.1" } = options
    const random = options.seed === undefined ? yield* Effect.random : Random.make(options.seed)
    const seed = options.seed ?? (yield* randomText(random))
    const rateLimit =
      options.rateLimit && (yield* Effect.orDie(Schema.validate(RateLimit)(options.rateLimit)))
    const fake = yield* makeFake({
      accessToken: options.accessToken ?? Redacted.make(`emulator_${yield* randomText(random)}`),
      apiKeys: options.apiKeys,
      rateLimit,
      revealSecrets: options.revealSecrets,
      seed
    })
    const { accessToken } = fake
    const saved = yield* savedIn(fake, options.dataFile)
    const ruleBook = RuleBook.make(options.faults ?? [], random)
    const runFork = yield* FiberSet.makeRuntime()
    const exchanges = Exchanges.make({
      accessToken,
      capacity: options.maxRecordedRequests ?? 10_000,
      onEnd: (request) => {
        runFork(onEnd(request))
      }
    })

    const api = (request: FakeRequest) =>
      Effect.catchTag(saved(fake.handle(request)), "DataFileError", (error) =>
        Effect.zipRight(
          Effect.logError(error.message),
          fake.failure({ status: 500, error: "An unexpected error occurred." })
        )
      )
    const collection = <A>({ all, get, remove, set }: Collection<A>): Collection<A> => ({
      all,
      get,
      set: (record) => Effect.orDie(saved(set(record))),
      remove: (id) => Effect.orDie(saved(remove(id)))
    })
    const elsewhere = () => fake.success({})

    // The service that it shows does not exist before the server listens.
    const admin = yield* Deferred.make<HttpApp.Default>()
    const appOf = (origin: Origin, urlOf: Origins.Origins["urlOf"]) => {
      const app = recordedAndFaulted(origin === "Other" ? elsewhere : api, {
        exchanges,
        failure: fake.failure,
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
      apiKeys: collection(fake.apiKeys),
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
