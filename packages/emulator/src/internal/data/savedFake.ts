import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import type { Collection, Fake, FakeAnswer, FakeCollections, FakeRequest } from "effect-bitgpt/fake"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import type { DataFileError } from "../../EmulatorError.js"
import type { Courier } from "../deliveries/courier.js"
import * as DataFile from "./dataFile.js"
import * as Saved from "./saved.js"

/** Loads the data file, if there is one, and saves to it what changes. */
const savedIn = (fake: Fake, courier: Courier, path: string | undefined) =>
  Effect.gen(function* () {
    if (path === undefined) return Saved.unsaved(courier)
    const file = yield* DataFile.make(path)
    const loaded = yield* file.load
    // At once: a place that can't be written to shows at the start and not at the first change.
    yield* Option.match(loaded, {
      onNone: () => Effect.flatMap(fake.state, file.save),
      onSome: fake.restore
    })
    const { flush, saved } = yield* Saved.make(fake, courier, file.save)
    yield* Effect.addFinalizer(() =>
      Effect.catchAll(flush, ({ message }) => Effect.logError(message))
    )
    return saved
  }).pipe(Effect.provide(NodeFileSystem.layer))

/** A fake whose changes are saved and told to webhooks. */
export interface SavedFake
  extends FakeCollections, Pick<Fake, "checkout" | "failure" | "pay" | "publish" | "success"> {
  readonly handle: (request: FakeRequest) => Effect.Effect<FakeAnswer>
}

export const make = (
  fake: Fake,
  courier: Courier,
  dataFile: string | undefined
): Effect.Effect<SavedFake, DataFileError, Scope.Scope> =>
  Effect.map(savedIn(fake, courier, dataFile), (saved) => {
    const orDie = <A, E>(change: Effect.Effect<A, E>): Effect.Effect<A, E> =>
      Effect.flatMap(Effect.orDie(saved(Effect.either(change))), identity)
    const collection = <A>({ all, get, remove, set }: Collection<A>): Collection<A> => ({
      all,
      get,
      set: (record) => orDie(set(record)),
      remove: (id) => orDie(remove(id))
    })
    return {
      handle: (request) =>
        Effect.catchAll(saved(fake.handle(request)), ({ message }) =>
          Effect.zipRight(Effect.logError(message), fake.failure({ status: 500 }))
        ),
      success: fake.success,
      failure: fake.failure,
      checkout: fake.checkout,
      pay: (...payment) => orDie(fake.pay(...payment)),
      publish: (event) => orDie(fake.publish(event)),
      apiKeys: collection(fake.apiKeys),
      products: collection(fake.products),
      invoices: collection(fake.invoices),
      payments: collection(fake.payments),
      files: collection(fake.files),
      webhooks: collection(fake.webhooks),
      deliveries: fake.deliveries
    }
  })
