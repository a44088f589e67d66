// What each layer of this library costs, over an HTTP client that answers at once and without a network.
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import { ApiKeys, BitGpt, RetryPolicy, TimeoutPolicy } from "effect-bitgpt"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import * as Runtime from "effect/Runtime"
import { keyId, successBody } from "../body.js"
import { token, urlOf } from "../contender.js"
import { rateLimit } from "../contenders/ours/rateLimit.js"
import { telemetry } from "../contenders/ours/telemetry.js"
import { measureInTurn } from "./rounds.js"

const text = JSON.stringify(successBody)
const headers = { "content-type": "application/json", "content-length": String(text.length) }
const stub = Layer.succeed(
  HttpClient.HttpClient,
  HttpClient.make((request) =>
    Effect.sync(() => HttpClientResponse.fromWeb(request, new Response(text, { headers })))
  )
)
const baseUrl = "http://127.0.0.1"

const runIn = async <R>(layer: Layer.Layer<R, unknown>) =>
  Runtime.runPromise(await ManagedRuntime.make(layer).runtime())

const ours = async (policies: Layer.Layer<never>, extras: Layer.Layer<never> = Layer.empty) => {
  const run = await runIn(
    BitGpt.layerNoDeps({ accessToken: Redacted.make(token), baseUrl }).pipe(
      Layer.provide(stub),
      Layer.provide(policies),
      Layer.provideMerge(extras)
    )
  )
  return () => run(Effect.flatMap(ApiKeys, (apiKeys) => apiKeys.get(keyId)))
}

const runStub = await runIn(stub)
const none = Layer.merge(RetryPolicy.none, TimeoutPolicy.none)

const subjects = {
  "platform's client alone": () =>
    runStub(
      Effect.flatMap(HttpClient.HttpClient, (client) =>
        client.execute(HttpClientRequest.get(urlOf(baseUrl, keyId)))
      ).pipe(
        Effect.flatMap((response) => response.text),
        Effect.locally(HttpClient.currentTracerDisabledWhen, () => true)
      )
    ),
  "ours, no policies": await ours(none),
  "with retries": await ours(TimeoutPolicy.none),
  "with time limits": await ours(RetryPolicy.none),
  "with both, as it comes": await ours(Layer.empty),
  "with a rate limit": await ours(Layer.merge(none, rateLimit)),
  "no policies, spans exported": await ours(none, Layer.discard(telemetry))
}

const [rounds, millis] = process.argv.slice(2).map(Number)
process.send?.(
  await measureInTurn(subjects, { rounds: rounds ?? 1, millis: millis ?? 10, together: 20 })
)
