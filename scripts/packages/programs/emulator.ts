// What a user of effect-bitgpt-emulator writes in a test; run from the installed package. Plain
// JavaScript too, so it has no type in it.
import { Emulator, Fault } from "effect-bitgpt-emulator"
import { Effect, Redacted } from "effect"

await Effect.gen(function* () {
  const emulator = yield* Emulator
  yield* emulator.script([Fault.status(503)])
  const ask = Effect.promise(() =>
    fetch(`${emulator.baseUrl}/developers/api_keys`, {
      headers: {
        accept: "application/json",
        authorization: `Bearer ${Redacted.value(emulator.accessToken)}`
      }
    })
  )
  const statuses = [(yield* ask).status, (yield* ask).status]
  if (statuses.join() !== "503,200") return yield* Effect.dieMessage(statuses.join())
}).pipe(Effect.provide(Emulator.layer()), Effect.scoped, Effect.runPromise)
