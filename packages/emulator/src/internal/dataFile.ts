import { FileSystem } from "@effect/platform/FileSystem"
import type { PlatformError } from "@effect/platform/Error"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { randomUUID } from "node:crypto"
import { DataFileError } from "../EmulatorError.js"
import { Key } from "../Key.js"
import { safeIssues } from "./safeIssues.js"

const Data = Schema.Struct({
  keys: Schema.Array(Key).pipe(
    Schema.filter((keys) => new Set(keys.map(({ id }) => id)).size === keys.length)
  )
})

const DataJson = Schema.parseJson(Data, { space: 2 })

/** Keys in a JSON file. */
export interface DataFile {
  /** `None` where there is no file yet. */
  readonly load: Effect.Effect<Option.Option<ReadonlyArray<Key>>, DataFileError>
  /** Replaces the file at once: whoever reads it sees the old keys or the new ones. */
  readonly save: (keys: ReadonlyArray<Key>) => Effect.Effect<void, DataFileError>
}

export const make = (path: string): Effect.Effect<DataFile, never, FileSystem> =>
  Effect.gen(function* () {
    const fs = yield* FileSystem
    const oneAtATime = yield* Effect.makeSemaphore(1)

    const fail = (what: string) =>
      new DataFileError({ path, message: `The data file ${path} ${what}` })
    const failed = (what: string) => (error: PlatformError) =>
      fail(`${what}: ${error._tag === "SystemError" ? error.reason : error.message}`)

    const load = Effect.gen(function* () {
      if (!(yield* fs.exists(path))) return Option.none()
      const text = yield* fs.readFileString(path)
      const { keys } = yield* Schema.decode(DataJson)(text).pipe(
        Effect.mapError((error) =>
          fail(`is broken and was left as it is: ${safeIssues(error)}. Repair it or move it away.`)
        )
      )
      return Option.some(keys)
    }).pipe(
      Effect.catchTags({
        BadArgument: failed("can't be read"),
        SystemError: failed("can't be read")
      })
    )

    const save = (keys: ReadonlyArray<Key>) =>
      Effect.gen(function* () {
        const text = yield* Effect.orDie(Schema.encode(DataJson)({ keys }))
        // A rename would put a file in the place of a link.
        const target = yield* Effect.orElseSucceed(fs.realPath(path), () => path)
        const temporary = `${target}.${randomUUID()}.tmp`
        // The secrets in it are for its owner alone.
        yield* Effect.scoped(
          Effect.gen(function* () {
            const file = yield* fs.open(temporary, { flag: "wx", mode: 0o600 })
            yield* file.writeAll(new TextEncoder().encode(`${text}\n`))
            yield* file.sync
          })
        ).pipe(
          Effect.zipRight(fs.rename(temporary, target)),
          Effect.tapError(() => Effect.ignore(fs.remove(temporary)))
        )
      }).pipe(
        Effect.mapError(failed("can't be written")),
        oneAtATime.withPermits(1),
        Effect.uninterruptible
      )

    return { load, save }
  })
