import type { Fake, FakeState } from "effect-bitgpt/fake"
import * as Effect from "effect/Effect"
import type { DataFileError } from "../../EmulatorError.js"
import type { Courier } from "../deliveries/courier.js"

/** Runs what may change a fake, and saves the changes before it gives the result. */
export type Saved = <A, E>(change: Effect.Effect<A, E>) => Effect.Effect<A, E | DataFileError>

/** Saves nothing. */
export const unsaved =
  (courier: Courier): Saved =>
  (change) =>
    Effect.zipLeft(change, courier.collect)

/** Saves what changes, before webhooks are told. A change that can't be saved is taken back. */
export const make = (
  fake: Fake,
  courier: Courier,
  save: (state: FakeState) => Effect.Effect<void, DataFileError>
): Effect.Effect<{ readonly saved: Saved; readonly flush: Effect.Effect<void, DataFileError> }> =>
  Effect.gen(function* () {
    const oneAtATime = yield* Effect.makeSemaphore(1)
    let last = { revision: yield* fake.revision, state: yield* fake.state }

    const commit = Effect.gen(function* () {
      const revision = yield* fake.revision
      if (revision === last.revision) return
      const state = yield* fake.state
      yield* Effect.tapError(save(state), () =>
        Effect.gen(function* () {
          yield* fake.restore(last.state)
          yield* courier.discard
          last = { revision: yield* fake.revision, state: last.state }
        })
      )
      last = { revision, state }
    })

    return {
      saved: (change) =>
        change.pipe(
          Effect.zipLeft(commit),
          Effect.zipLeft(courier.collect),
          Effect.uninterruptible,
          oneAtATime.withPermits(1)
        ),
      flush: Effect.flatMap(fake.state, save).pipe(
        Effect.uninterruptible,
        oneAtATime.withPermits(1)
      )
    }
  })
