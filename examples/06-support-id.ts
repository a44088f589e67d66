// The envelope around a key, for the log: BitGPT's support asks for the support id.
import { ApiKeys } from "effect-bitgpt"
import { BitGptNode } from "effect-bitgpt/node"
import { Effect, Option } from "effect"

const program = Effect.gen(function* () {
  const apiKeys = yield* ApiKeys
  const { envelope, headers, status } = yield* apiKeys.withResponse.get(
    "api_key_0197c0ec-a197-719f-84a9-99270a79b42a"
  )
  yield* Effect.log(`got "${envelope.data.label}"`).pipe(
    Effect.annotateLogs({
      status,
      contentType: headers["content-type"],
      env: Option.getOrElse(envelope.env, () => "unknown"),
      supportId: Option.getOrElse(envelope.supportId, () => "none")
    })
  )
})

await program.pipe(Effect.provide(BitGptNode.layerConfig()), Effect.runPromise)
