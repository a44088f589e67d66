import { type ApiKey, ApiKeyPredicate, ApiKeys, type BitGptError } from "effect-bitgpt"
import { Array, DateTime, Effect, Either, Option } from "effect"

/** A key that somebody should look at, and why. */
export interface Finding {
  readonly id: string
  readonly label: string
  readonly reasons: ReadonlyArray<string>
}

const reasonsFor = (key: ApiKey, now: DateTime.Utc): ReadonlyArray<string> =>
  Array.getSomes([
    ApiKeyPredicate.isExpired(key, now)
      ? Option.some("expired")
      : Option.liftPredicate("expires soon", () =>
          ApiKeyPredicate.expiresWithin(key, "30 days", now)
        ),
    Option.liftPredicate("full permission", () => key.scopes.length === 0),
    Option.liftPredicate("from any address", () => key.ipAllowList.length === 0),
    Option.liftPredicate("never used", () =>
      Option.isNone(Option.flatMap(key.metrics, (metrics) => metrics.lastUsedAt))
    )
  ])

const findingFor = (
  id: string,
  result: Either.Either<ApiKey, BitGptError>,
  now: DateTime.Utc
): Finding =>
  Either.match(result, {
    onLeft: (error) => ({ id, label: "", reasons: [error._tag] }),
    onRight: (key) => ({ id, label: key.label, reasons: reasonsFor(key, now) })
  })

/** Looks at every key of the organization. Keys that can't be read are findings too. */
export const audit = Effect.fn("audit")(function* (
  onProgress: (done: number, total: Option.Option<number>) => Effect.Effect<void>
) {
  const apiKeys = yield* ApiKeys
  const now = yield* DateTime.now
  const ids = (yield* apiKeys.list()).map((key) => key.id)
  let done = 0
  const report = Effect.suspend(() => onProgress((done += 1), Option.some(ids.length)))
  yield* onProgress(0, Option.some(ids.length))
  const results = yield* Effect.all(
    ids.map((id) => Effect.ensuring(apiKeys.get(id), report)),
    { mode: "either", concurrency: 10 }
  )
  const findings = Array.zipWith(ids, results, (id, result) => findingFor(id, result, now))
  return findings.filter(({ reasons }) => reasons.length > 0)
})
