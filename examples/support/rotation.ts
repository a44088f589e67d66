import { type ApiKeyInput, ApiKeys } from "effect-bitgpt"
import { BitGptNode } from "effect-bitgpt/node"
import { Config, Context, DateTime, Effect, Option, type Redacted } from "effect"

/** Where your application keeps secrets. They are handed over redacted, so nothing can log them. */
export class SecretStore extends Context.Tag("SecretStore")<
  SecretStore,
  { readonly put: (name: string, secret: Redacted.Redacted) => Effect.Effect<void> }
>() {}

/**
 * Creates a key and stores its secret. Nothing interrupts it in between, or the key would be there and its
 * secret lost: an interruption waits for both. The client's time limits hold inside, so it waits no
 * longer than they say.
 */
export const createAndStore = Effect.fn("createAndStore")(function* (input: ApiKeyInput) {
  const apiKeys = yield* ApiKeys
  const store = yield* SecretStore
  // Sent once: should it fail, `mayHaveTakenEffect` tells whether to look for a key that is not stored.
  const fresh = yield* apiKeys.create(input)
  yield* store.put(fresh.id, fresh.secret)
  return fresh
}, Effect.uninterruptible)

/** Whether BitGPT knows a secret. A key that may not list keys gets 403, and is known all the same. */
const works = Effect.fn("works")(function* (secret: Redacted.Redacted) {
  const baseUrl = yield* Config.withDefault(Config.string("BITGPT_BASE_URL"), undefined)
  return yield* Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.list()).pipe(
    Effect.as(true),
    Effect.catchTags({
      PermissionDeniedError: () => Effect.succeed(true),
      AuthenticationError: () => Effect.succeed(false)
    }),
    Effect.provide(BitGptNode.layer({ accessToken: secret, baseUrl }))
  )
})

/** Replaces a key by a new one, and gives the new one's id. */
export const rotate = Effect.fn("rotate")(function* (id: string) {
  const apiKeys = yield* ApiKeys
  const store = yield* SecretStore
  const old = yield* apiKeys.get(id)

  // An address of the old key that can't exist is refused before anything is sent.
  const fresh = yield* createAndStore({
    label: old.label,
    description: Option.getOrUndefined(old.description),
    scopes: old.scopes,
    ipAllowList: old.ipAllowList,
    expiresAt: DateTime.add(yield* DateTime.now, { days: 90 })
  })

  if (!(yield* works(fresh.secret))) return yield* Effect.dieMessage(`${fresh.id} doesn't work`)
  yield* store.put("BITGPT_API_KEY", fresh.secret)

  // The old key goes on working: BitGPT documents no call that ends it, so somebody has to.
  yield* apiKeys.update(id, { label: old.label, description: `Replaced by ${fresh.id}` })
  return fresh.id
})
