import * as HelpDoc from "@effect/cli/HelpDoc"
import * as Options from "@effect/cli/Options"
import * as ValidationError from "@effect/cli/ValidationError"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { RateLimit } from "../../RateLimit.js"
import { faultNames, parseFaultText } from "./faultText.js"

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

/** The options of the command line. */
export const settings = {
  port: Options.integer("port").pipe(Options.withDefault(4010)),
  host: Options.text("host").pipe(Options.withDefault("127.0.0.1")),
  data: Options.text("data").pipe(Options.optional),
  token: Options.redacted("token").pipe(Options.optional),
  faults: Options.text("fault").pipe(
    Options.repeated,
    Options.mapEffect((texts) => parsed(Either.all(texts.map(parseFaultText))))
  ),
  rateLimit: Options.text("rate-limit").pipe(
    Options.mapEffect((text) => parsed(parseRateLimit(text))),
    Options.optional
  ),
  seed: Options.text("seed").pipe(Options.optional),
  revealSecrets: Options.boolean("reveal-secrets"),
  allowedOrigins: Options.text("allow-origin").pipe(Options.repeated),
  deliverAnywhere: Options.boolean("deliver-anywhere")
}

/** What each option is for. */
const help: ReadonlyArray<readonly [string, string]> = [
  ["--port NUMBER", "Where to listen. 0 takes a free port. Default: 4010."],
  [
    "--host ADDRESS",
    "The address to listen at. Anyone who reaches it can use the emulator. Default: 127.0.0.1."
  ],
  [
    "--data FILE",
    "A JSON file to load everything from and save it to. It is made if there is none. Default: all " +
      "is kept in memory."
  ],
  ["--token TEXT", "The access token to accept. Default: made up at the start."],
  [
    "--fault FAULT",
    "What goes wrong: 503, ResetBeforeHeaders, DelayHeaders=2000, or JSON; 503@0.1 for one request " +
      `in ten. May be given several times. Names: ${faultNames.join(", ")}.`
  ],
  [
    "--rate-limit N/M",
    "Answers 429 when a bucket is empty: 50/5 holds 50 requests and gets 5 more each second. " +
      "Default: no limit."
  ],
  ["--seed TEXT", "Makes ids, secrets and probabilities the same in every run."],
  ["--reveal-secrets", "Shows the secret of an API key in each get, and not only in its create."],
  [
    "--allow-origin ORIGIN",
    "Lets the pages of this origin use the API, such as http://localhost:5173. May be given several " +
      "times. Default: none."
  ],
  [
    "--deliver-anywhere",
    "Tells webhooks on other machines too. Default: only those on this machine."
  ],
  ["--help", "Shows this."],
  ["--version", "Shows the version."]
]

const indent = 24
const width = 88

const wrapped = (text: string): string =>
  text
    .split(" ")
    .reduce<ReadonlyArray<string>>((lines, word) => {
      const last = lines.at(-1)
      return last === undefined || `${last} ${word}`.length > width - indent
        ? [...lines, word]
        : [...lines.slice(0, -1), `${last} ${word}`]
    }, [])
    .join(`\n${" ".repeat(indent)}`)

/** The text of `--help`. */
export const helpText = [
  "Usage: effect-bitgpt-emulator [options]",
  "",
  wrapped(
    "Runs a server on this machine that behaves like the BitGPT API, for tests and for development " +
      "without an account."
  ).replaceAll(`\n${" ".repeat(indent)}`, "\n"),
  "",
  ...help.map(([name, text]) => `${`  ${name}`.padEnd(indent)}${wrapped(text)}`),
  ""
].join("\n")
