// Show a key readably in the terminal. `pnpm start` runs this; give it another id as an argument.
import { type ApiKey, ApiKeys } from "effect-bitgpt"
import { BitGptNode } from "effect-bitgpt/node"
import { Console, DateTime, Effect, Exit, Option } from "effect"

const day = (dateTime: DateTime.Utc) => DateTime.formatIso(dateTime).slice(0, 16).replace("T", " ")

const rows = (key: ApiKey): ReadonlyArray<readonly [name: string, value: string]> => [
  ["id", key.id],
  ["label", key.label],
  ["description", Option.getOrElse(key.description, () => "none")],
  ["scopes", key.scopes.length === 0 ? "all" : key.scopes.join(", ")],
  ["may call from", key.ipAllowList.length === 0 ? "anywhere" : key.ipAllowList.join(", ")],
  ["created", day(key.createdAt)],
  ["changed", Option.match(key.updatedAt, { onNone: () => "never", onSome: day })],
  ["expires", Option.match(key.expiresAt, { onNone: () => "never", onSome: day })],
  [
    "requests",
    key.metrics.pipe(
      Option.flatMap((metrics) => metrics.totalRequests),
      Option.match({ onNone: () => "unknown", onSome: (total) => total.toLocaleString("en") })
    )
  ],
  [
    "last used",
    key.metrics.pipe(
      Option.flatMap((metrics) => metrics.lastUsedAt),
      Option.match({ onNone: () => "never", onSome: day })
    )
  ]
]

const show = Effect.fn("show")(function* (id: string) {
  const apiKeys = yield* ApiKeys
  const key = yield* apiKeys.get(id)
  for (const [name, value] of rows(key)) {
    yield* Console.log(`  ${name.padEnd(13)}  ${value}`)
  }
})

const id = process.argv[2] ?? "api_key_0197c0ec-a197-719f-84a9-99270a79b42a"

const exit = await show(id).pipe(
  Effect.tapError((error) => Console.error(error.message)),
  Effect.provide(BitGptNode.layerConfig()),
  Effect.runPromiseExit
)
process.exitCode = Exit.isSuccess(exit) ? 0 : 1
