// Talk to BitGPT for several organizations: the same program, each time over another client.
import { ApiKeys } from "effect-bitgpt"
import { ConfigProvider, Console, Effect, Layer } from "effect"
import { asOrganization, Organizations } from "./support/organizations.js"

const count = Effect.gen(function* () {
  const apiKeys = yield* ApiKeys
  return (yield* apiKeys.list()).length
})

const program = Effect.gen(function* () {
  const [shop, marketplace] = yield* Effect.all(
    [count.pipe(asOrganization("shop")), count.pipe(asOrganization("marketplace"))],
    { concurrency: 2 }
  )
  yield* Console.log(`the shop has ${shop} keys, the marketplace ${marketplace}`)
})

// For this run, both organizations have the one token that there is.
const Tokens = Layer.setConfigProvider(
  ConfigProvider.fromEnv().pipe(
    ConfigProvider.mapInputPath((name) =>
      name.startsWith("BITGPT_TOKEN_") ? "BITGPT_ACCESS_TOKEN" : name
    )
  )
)

await program.pipe(Effect.provide(Organizations.Default), Effect.provide(Tokens), Effect.runPromise)
