import { FileSystem } from "@effect/platform/FileSystem"
import type { PlatformError } from "@effect/platform/Error"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"

/** Another process holds the lock. */
export class LockedError extends Data.TaggedError("LockedError")<{ readonly pid: number }> {}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // The process of another user can't be sent a signal.
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}

/**
 * Holds a lock file with the number of this process for as long as the scope is open. The lock of a
 * process that has ended is taken over.
 */
export const lock = (
  path: string
): Effect.Effect<void, LockedError | PlatformError, FileSystem | Scope.Scope> =>
  Effect.gen(function* () {
    const fs = yield* FileSystem
    const create = fs.writeFileString(path, `${process.pid}\n`, { flag: "wx", mode: 0o600 })
    const takeOver = Effect.gen(function* () {
      const pid = Number(yield* fs.readFileString(path))
      if (pid > 0 && isRunning(pid)) return yield* new LockedError({ pid })
      yield* fs.remove(path, { force: true })
      return yield* create
    })
    yield* Effect.acquireRelease(
      Effect.catchIf(
        create,
        (error) => error._tag === "SystemError" && error.reason === "AlreadyExists",
        () => takeOver
      ),
      () => Effect.ignore(fs.remove(path, { force: true }))
    )
  })
