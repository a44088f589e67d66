import * as Command from "@effect/cli/Command"
import * as HelpDoc from "@effect/cli/HelpDoc"
import * as Options from "@effect/cli/Options"
import * as ValidationError from "@effect/cli/ValidationError"
import * as Clock from "effect/Clock"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { RateLimit } from "../RateLimit.js"
import type { RecordedRequest } from "../RecordedRequest.js"
import * as AdminRouter from "./adminRouter.js"
import { faultNames, parseFaultText } from "./faultText.js"
import { run } from "./run.js"

const parsed = <A>(result: Either.Either<A, string>) =>
  Either.mapLeft(result, (message) => ValidationError.invalidValue(HelpDoc.p(message)))

const decodeRateLimit = Schema.decodeUnknownEither(RateLimit)

const parseRateLimit = (text: string): Either.Either<RateLimit, string> => {
  const [, capacity, refillPerSecond] = /^(\d+)\/([\d.]+)$/.exec(text) ?? []
  return Either.mapLeft(
    decodeRateLimit({ capacity: Number(capacity), refillPerSecond: Number(refillPerSecond) }),
    () => `${text} is no rate limit. Example: 50/5, a bucket of 50 requests, 5 more each second`
  )
}

const options = {
  port: Options.integer("port").pipe(
    Options.withDefault(4010),
    Options.withDescription("Where to listen; 0 takes a free port. Default: 4010.")
  ),
  host: Options.text("host").pipe(
    Options.withDefault("127.0.0.1"),
    Options.withDescription(
      "The address to listen at. Anyone who reaches it can use the emulator. Default: 127.0.0.1."
    )
  ),
  data: Options.text("data").pipe(
    Options.optional,
    Options.withDescription(
      "A JSON file to load keys from and save them to. It is made if there is none."
    )
  ),
  token: Options.redacted("token").pipe(
    Options.optional,
    Options.withDescription("The access token to accept. Made up if it is left out.")
  ),
  faults: Options.text("fault").pipe(
    Options.repeated,
    Options.mapEffect((texts) => parsed(Either.all(texts.map(parseFaultText)))),
    Options.withDescription(
      "What goes wrong: 503, ResetBeforeHeaders, DelayHeaders=2000, or JSON; 503@0.1 for one " +
        `request in ten. May be given several times. Names: ${faultNames.join(", ")}.`
    )
  ),
  seed: Options.text("seed").pipe(
    Options.optional,
    Options.withDescription("Makes ids, secrets and probabilities the same in every run.")
  ),
  rateLimit: Options.text("rate-limit").pipe(
    Options.mapEffect((text) => parsed(parseRateLimit(text))),
    Options.optional,
    Options.withDescription(
      "Answers 429 when a bucket is empty: 50/5 holds 50 requests and gets 5 more each second."
    )
  ),
  revealSecrets: Options.boolean("reveal-secrets").pipe(
    Options.withDescription("Shows the secret of a key in each get, and not only in its create.")
  )
}

const logLine = (request: RecordedRequest): Effect.Effect<void> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) =>
    Console.log(
      [
        new Date(request.receivedAt).toISOString().slice(11, 23),
        request.method,
        request.path,
        request.status ?? "-",
        `${now - request.receivedAt} ms`,
        ...(request.outcome === "ClientClosed" ? ["closed by the client"] : []),
        ...(request.fault === undefined ? [] : [request.fault._tag])
      ].join(" ")
    )
  )

/** The command line. It runs until it is interrupted. */
export const command = Command.make("effect-bitgpt-emulator", options, (settings) =>
  Effect.gen(function* () {
    const dataFile = Option.getOrUndefined(settings.data)
    const { accessToken, baseUrl } = yield* run(
      {
        port: settings.port,
        host: settings.host,
        dataFile,
        accessToken: Option.getOrUndefined(settings.token),
        faults: settings.faults,
        seed: Option.getOrUndefined(settings.seed),
        rateLimit: Option.getOrUndefined(settings.rateLimit),
        revealSecrets: settings.revealSecrets
      },
      logLine
    )
    yield* Console.log(`The BitGPT emulator listens at ${baseUrl}

  export BITGPT_BASE_URL=${baseUrl}
  export BITGPT_ACCESS_TOKEN=${Redacted.value(accessToken)}

Keys are ${dataFile === undefined ? "in memory" : `in ${dataFile}`}. Faults, requests and keys: ${baseUrl}${AdminRouter.prefix}
Stop with Ctrl-C.
`)
    return yield* Effect.never
  }).pipe(
    Effect.scoped,
    Effect.tapError(({ message }) => Console.error(message))
  )
).pipe(
  Command.withDescription(
    "Runs a server on this machine that behaves like the BitGPT API, for tests and for " +
      "development without an account."
  )
)
