import * as Command from "@effect/cli/Command"
import type { Delivery, DeliveryAttempt } from "effect-bitgpt/fake"
import * as Clock from "effect/Clock"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type { RecordedRequest } from "../../RecordedRequest.js"
import * as AdminRouter from "../admin/adminRouter.js"
import { run } from "../run.js"
import { settings } from "./settings.js"

const time = (millis: number): string => new Date(millis).toISOString().slice(11, 23)

const logRequest = (request: RecordedRequest): Effect.Effect<void> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) =>
    Console.log(
      [
        time(request.receivedAt),
        request.method,
        request.path,
        request.status ?? "-",
        `${now - request.receivedAt} ms`,
        ...(request.outcome === "ClientClosed" ? ["closed by the client"] : []),
        ...(request.fault === undefined ? [] : [request.fault._tag])
      ].join(" ")
    )
  )

const logDelivery = (
  { event, url }: Delivery,
  { at, error, status }: DeliveryAttempt
): Effect.Effect<void> =>
  Console.log([time(at), "->", event, url, status ?? error ?? "-"].join(" "))

/** The command line. It runs until it is interrupted. */
export const command = Command.make("effect-bitgpt-emulator", settings, (chosen) =>
  Effect.gen(function* () {
    const dataFile = Option.getOrUndefined(chosen.data)
    const { accessToken, baseUrl } = yield* run(
      {
        port: chosen.port,
        host: chosen.host,
        dataFile,
        accessToken: Option.getOrUndefined(chosen.token),
        faults: chosen.faults,
        seed: Option.getOrUndefined(chosen.seed),
        rateLimit: Option.getOrUndefined(chosen.rateLimit),
        revealSecrets: chosen.revealSecrets,
        allowedOrigins: chosen.allowedOrigins,
        deliverAnywhere: chosen.deliverAnywhere
      },
      { onDelivery: logDelivery, onRequest: logRequest }
    )
    yield* Console.log(`The BitGPT emulator listens at ${baseUrl}

  export BITGPT_BASE_URL=${baseUrl}
  export BITGPT_ACCESS_TOKEN=${Redacted.value(accessToken)}

Everything is ${dataFile === undefined ? "in memory" : `in ${dataFile}`}.
Pay an invoice: ${baseUrl}/{invoice id}. Faults, requests, deliveries and records: ${baseUrl}${AdminRouter.prefix}
Stop with Ctrl-C.
`)
    return yield* Effect.never
  }).pipe(
    Effect.scoped,
    Effect.tapError(({ message }) => Console.error(message))
  )
)
