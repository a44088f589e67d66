// Replace a key by a new one: create it, store its secret, see that it works, let it take over, mark the
// old one.
import { ApiKeys, BitGpt } from "effect-bitgpt"
import { Config, Console, Context, DateTime, Effect, Layer, Option, type Redacted } from "effect"

/** Where your application keeps secrets. They are handed over redacted, so nothing can log them. */
class SecretStore extends Context.Tag("SecretStore")<
  SecretStore,
  { readonly put: (name: string, secret: Redacted.Redacted) => Effect.Effect<void> }
>() {}

/** Whether BitGPT knows a secret. A key that may not list keys gets 403, and is known all the same. */
const works = Effect.fn("works")(function* (secret: Redacted.Redacted) {
  const baseUrl = yield* Config.withDefault(Config.string("BITGPT_BASE_URL"), undefined)
  return yield* Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.list()).pipe(
    Effect.as(true),
    Effect.catchTags({
      PermissionDeniedError: () => Effect.succeed(true),
      AuthenticationError: () => Effect.succeed(false)
    }),
    Effect.provide(BitGpt.layer({ accessToken: secret, baseUrl }))
  )
})

const rotate = Effect.fn("rotate")(function* (id: string) {
  const apiKeys = yield* ApiKeys
  const store = yield* SecretStore
  const old = yield* apiKeys.get(id)

  // The call is sent once. If it fails, `mayHaveTakenEffect` tells whether to look for a key without owner.
  // An address of the old key that can't exist is refused before anything is sent.
  // The secret can't be read again, so no interruption comes between the call and the store. The client's
  // time limits hold all the same.
  const expiresAt = DateTime.add(yield* DateTime.now, { days: 90 })
  const fresh = yield* apiKeys
    .create({
      label: old.label,
      description: Option.getOrUndefined(old.description),
      scopes: old.scopes,
      ipAllowList: old.ipAllowList,
      expiresAt
    })
    .pipe(
      Effect.tap(({ id, secret }) => store.put(id, secret)),
      Effect.uninterruptible
    )

  if (!(yield* works(fresh.secret))) return yield* Effect.dieMessage(`${fresh.id} doesn't work`)
  yield* store.put("BITGPT_API_KEY", fresh.secret)

  // The old key goes on working: BitGPT documents no call that deletes it, so a person has to.
  yield* apiKeys.update(id, { label: old.label, description: `Replaced by ${fresh.id}` })
  return fresh.id
})

const Store = Layer.succeed(SecretStore, {
  put: (name, secret) => Console.log(name, "is now", secret)
})

await rotate("api_key_0197c0ec-a197-719f-84a9-99270a79b42a").pipe(
  Effect.tap((id) => Console.log(`${id} has taken over`)),
  Effect.provide(Layer.merge(BitGpt.layerConfig(), Store)),
  Effect.runPromise
)
