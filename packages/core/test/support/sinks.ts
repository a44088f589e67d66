import { Cause, type Console, Effect, Logger, LogLevel } from "effect"
import { Console as NodeConsole } from "node:console"
import { Writable } from "node:stream"
import { inspect } from "node:util"

/** Where a text came out, and the text. */
export type Sunk = readonly [sink: string, text: string]

const inspections = {
  plain: {},
  "with showHidden": { showHidden: true },
  "without customInspect": { customInspect: false },
  "of everything": {
    showHidden: true,
    customInspect: false,
    showProxy: true,
    getters: true,
    depth: Infinity,
    maxArrayLength: Infinity,
    maxStringLength: Infinity
  },
  "to every depth": { depth: Infinity, maxStringLength: Infinity }
} as const

// Spans and metrics have times in them, which JSON can't write.
const bigintAsText = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? String(value) : value

/** A value in every form in which programs show one. */
export const shown = (name: string, value: unknown): ReadonlyArray<Sunk> => [
  [`String(${name})`, String(value)],
  [`JSON.stringify(${name})`, JSON.stringify(value, bigintAsText)],
  ...Object.entries(inspections).map(([how, options]): Sunk => [
    `inspect(${name}) ${how}`,
    inspect(value, options)
  ])
]

/** An error in every form, with the texts that only errors have. */
export const shownError = (name: string, error: Error): ReadonlyArray<Sunk> => [
  ...shown(name, error),
  [`${name}.message`, error.message],
  [`${name}.stack`, error.stack ?? ""],
  [`Cause.pretty(${name})`, Cause.pretty(Cause.fail(error), { renderErrorCause: true })]
]

const loggers = {
  string: Logger.stringLogger,
  logfmt: Logger.logfmtLogger,
  json: Logger.jsonLogger,
  structured: Logger.structuredLogger
}

/** Runs an effect and hands back what every logger of Effect made of its log lines. */
export const logged = <A, E, R>(
  effect: Effect.Effect<A, E, R>
): Effect.Effect<readonly [result: A, lines: ReadonlyArray<Sunk>], E, R> =>
  Effect.gen(function* () {
    const lines: Array<Sunk> = []
    const output = new Writable({
      write: (chunk, _, done) => {
        lines.push(["the pretty logger", String(chunk)])
        done()
      }
    })
    const console: Console.Console = {
      ...(yield* Effect.console),
      unsafe: new NodeConsole(output, output)
    }
    const recording = Object.entries(loggers).map(([name, logger]) =>
      Logger.map(logger, (line: unknown) => {
        lines.push([
          `the ${name} logger`,
          typeof line === "string" ? line : inspect(line, { depth: Infinity })
        ])
      })
    )
    const result = yield* effect.pipe(
      Effect.provide(
        Logger.replace(
          Logger.defaultLogger,
          recording.reduce<Logger.Logger<unknown, void>>(
            (all, logger) => Logger.zipLeft(all, logger),
            Logger.prettyLogger({ colors: false, mode: "tty" })
          )
        )
      ),
      Logger.withMinimumLogLevel(LogLevel.All),
      Effect.withConsole(console)
    )
    return [result, lines] as const
  })
