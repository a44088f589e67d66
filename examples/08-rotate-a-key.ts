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

  // Sent once: should it fail, `mayHaveTakenEffect` tells whether to look for a key nobody asked for.
  // An address of the old key that can't exist is refused before anything is sent.
  const fresh = yield* apiKeys.create({
    label: old.label,
    description: Option.getOrUndefined(old.description),
    scopes: old.scopes,
    ipAllowList: old.ipAllowList,
    expiresAt: DateTime.add(yield* DateTime.now, { days: 90 })
  })
  // First of all, for the secret may not be had again, and what follows may fail.
  yield* store.put(fresh.id, fresh.secret)

  if (!(yield* works(fresh.secret))) return yield* Effect.dieMessage(`${fresh.id} doesn't work`)
  yield* store.put("BITGPT_API_KEY", fresh.secret)

  // The old key goes on working: BitGPT documents no call that ends it, so somebody has to.
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
