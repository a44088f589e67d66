import { FileSystem } from "@effect/platform/FileSystem"
import type { PlatformError } from "@effect/platform/Error"
import { FakeState } from "effect-bitgpt/fake"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { DataFileError } from "../../EmulatorError.js"
import { parseJson } from "./json.js"
import { lock } from "./lock.js"
import { safeIssues } from "./safeIssues.js"

const Data = Schema.Struct({ version: Schema.Literal(1), ...FakeState.fields })

const encode = Schema.encode(Schema.parseJson(Data, { space: 2 }))
const decode = Schema.decodeUnknown(Data, { errors: "all", onExcessProperty: "error" })

/** The state of an emulator in a JSON file. */
export interface DataFile {
  /** `None` where there is no file yet. */
  readonly load: Effect.Effect<Option.Option<FakeState>, DataFileError>
  /** Replaces the file at once: who reads it sees the old state or the new one. */
  readonly save: (state: FakeState) => Effect.Effect<void, DataFileError>
}

/** Takes a file for as long as the scope is open. Another emulator can't use it meanwhile. */
export const make = (
  path: string
): Effect.Effect<DataFile, DataFileError, FileSystem | Scope.Scope> =>
  Effect.gen(function* () {
    const fs = yield* FileSystem
    const fail = (what: string) =>
      new DataFileError({ path, message: `The data file ${path} ${what}` })
    const failed = (what: string) => (error: PlatformError) =>
      fail(`${what}: ${error._tag === "SystemError" ? error.reason : error.message}`)

    // A rename would put a file in the place of a link.
    const target = yield* Effect.orElseSucceed(fs.realPath(path), () => path)
    yield* lock(`${target}.lock`).pipe(
      Effect.catchTags({
        LockedError: ({ pid }) => fail(`is in use by another emulator (process ${pid})`),
        BadArgument: failed("can't be written"),
        SystemError: failed("can't be written")
      })
    )
    // One name for all times: what a killed emulator has left is gone after the next start.
    const temporary = `${target}.tmp`
    const removeTemporary = fs.remove(temporary, { force: true })
    yield* Effect.ignore(removeTemporary)

    const load = Effect.gen(function* () {
      if (!(yield* fs.exists(target))) return Option.none()
      const text = yield* fs.readFileString(target)
      const state = yield* parseJson(text).pipe(
        Effect.flatMap(decode),
        Effect.mapError((error) =>
          fail(
            `is broken and was left as it is: ${
              error._tag === "ParseError" ? safeIssues(error) : error.message
            }. Repair it or move it away.`
          )
        )
      )
      return Option.some(state)
    }).pipe(
      Effect.catchTags({
        BadArgument: failed("can't be read"),
        SystemError: failed("can't be read")
      })
    )

    const save = (state: FakeState) =>
      Effect.gen(function* () {
        const text = yield* Effect.orDie(encode({ version: 1, ...state }))
        yield* removeTemporary
        // The secrets in it are for its owner alone.
        yield* Effect.scoped(
          Effect.gen(function* () {
            const file = yield* fs.open(temporary, { flag: "wx", mode: 0o600 })
            yield* file.writeAll(new TextEncoder().encode(`${text}\n`))
            yield* file.sync
          })
        ).pipe(
          Effect.zipRight(fs.rename(temporary, target)),
          Effect.tapError(() => Effect.ignore(removeTemporary))
        )
      }).pipe(Effect.mapError(failed("can't be written")), Effect.uninterruptible)

    return { load, save }
  })
