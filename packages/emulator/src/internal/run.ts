import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import type * as HttpApp from "@effect/platform/HttpApp"
import { type Delivery, type DeliveryAttempt, make as makeFake } from "effect-bitgpt/fake"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import type { EmulatorOptions, EmulatorService } from "../EmulatorService.js"
import type { EmulatorError } from "../EmulatorError.js"
import * as FaultRule from "../FaultRule.js"
import type { Origin } from "../Origin.js"
import { RateLimit } from "../RateLimit.js"
import type { RecordedRequest } from "../RecordedRequest.js"
import * as AdminRouter from "./admin/adminRouter.js"
import { recordedAndFaulted } from "./answer/app.js"
import * as Cors from "./answer/cors.js"
import * as Exchanges from "./answer/exchanges.js"
import * as RuleBook from "./answer/ruleBook.js"
import { withCheckout } from "./checkout/checkoutApp.js"
import * as SavedFake from "./data/savedFake.js"
import * as Courier from "./deliveries/courier.js"
import * as Origins from "./network/origins.js"

const randomText = (random: Random.Random) =>
  Effect.map(Effect.replicateEffect(random.nextIntBetween(0, 2 ** 32), 4), (parts) =>
    parts.map((part) => part.toString(16).padStart(8, "0")).join("")
  )

/** What is told while an emulator runs. */
export interface Listeners {
  readonly onRequest?: (request: RecordedRequest) => Effect.Effect<void>
  readonly onDelivery?: (delivery: Delivery, attempt: DeliveryAttempt) => Effect.Effect<void>
}

/** Starts an emulator that stops with the scope. */
export const run = (
  options: EmulatorOptions,
  { onDelivery = () => Effect.void, onRequest = () => Effect.void }: Listeners = {}
): Effect.Effect<EmulatorService, EmulatorError, Scope.Scope> =>
  Effect.gen(function* () {
    const { host = "127.0.0.1" } = options
    const random = options.seed === undefined ? yield* Effect.random : Random.make(options.seed)
    const seed = options.seed ?? (yield* randomText(random))
    const accessToken =
      options.accessToken ?? Redacted.make(`emulator_${yield* randomText(random)}`)
    const rateLimit =
      options.rateLimit && (yield* Effect.orDie(Schema.validate(RateLimit)(options.rateLimit)))

    // What answers at an origin is made when the port is known.
    const apps = yield* Deferred.make<(origin: Origin) => HttpApp.Default>()
    const origins: Origins.Origins = yield* Origins.make(
      { host, port: options.port ?? 0 },
      (origin) => Effect.flatMap(Deferred.await(apps), (appOf) => appOf(origin))
    )
    const { baseUrl, urlOf } = origins

    const inMemory = yield* makeFake({ ...options, accessToken, baseUrl, rateLimit, seed })
    const courier = yield* Courier.make({
      deliverAnywhere: options.deliverAnywhere ?? false,
      deliveries: inMemory.deliveries,
      onAttempt: onDelivery
    })
    const fake = yield* SavedFake.make(inMemory, courier, options.dataFile)

    const ruleBook = RuleBook.make(options.faults ?? [], random)
    const runFork = yield* FiberSet.makeRuntime()
    const exchanges = Exchanges.make({
      accessToken,
      capacity: options.maxRecordedRequests ?? 10_000,
      onEnd: (request) => {
        runFork(onRequest(request))
      }
    })

    const { failure, handle, success, ...shared } = fake
    const service: EmulatorService = {
      ...shared,
      baseUrl,
      accessToken,
      urlOf,
      certificate: origins.certificate,
      requests: Effect.sync(exchanges.all),
      clearRequests: Effect.sync(exchanges.clear),
      openConnections: origins.openConnections,
      script: (faults, match) => ruleBook.add(FaultRule.script(faults, match)),
      scriptDeliveries: courier.script,
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

    const cors = Cors.make(options.allowedOrigins ?? [])
    // Made when it is first asked for: few tests do.
    const admin = yield* Effect.cached(Effect.sync(() => AdminRouter.make(service, host)))
    const apiAt = (origin: Origin) =>
      recordedAndFaulted(origin === "Other" ? () => success({}) : handle, {
        cors,
        exchanges,
        failure,
        origin,
        // What got to another origin has had its fault.
        ruleBook: origin === "Other" ? RuleBook.make([], random) : ruleBook,
        urlOf
      })
    yield* Deferred.succeed(apps, (origin) => {
      const api = apiAt(origin)
      if (origin !== "Main") return api
      const withPages = withCheckout(api, service)
      return Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
        AdminRouter.isFor(request.url) ? Effect.flatten(admin) : withPages
      )
    })
    return service
  })
