import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import { flow } from "effect/Function"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Runtime from "effect/Runtime"
import * as Schedule from "effect/Schedule"
import { type Contender, token } from "../../contender.js"
import { Envelope, ErrorEnvelope } from "./effectSchema.js"
import { type HttpLayerName, httpLayers } from "./httpLayers.js"

const makeApiKeys = (baseUrl: string, retries: number) =>
  Effect.map(HttpClient.HttpClient, (plainClient) => {
    const client = plainClient.pipe(
      HttpClient.mapRequest(
        flow(
          HttpClientRequest.prependUrl(baseUrl),
          HttpClientRequest.bearerToken(token),
          HttpClientRequest.acceptJson
        )
      ),
      HttpClient.filterStatusOk,
      HttpClient.retryTransient({ times: retries, schedule: Schedule.exponential("500 millis") })
    )
    const get = Effect.fn("ApiKeys.get")(function* (id: string) {
      const { data } = yield* client
        .get(`/developers/api_keys/${encodeURIComponent(id)}`)
        .pipe(
          Effect.flatMap(HttpClientResponse.schemaBodyJson(Envelope)),
          Effect.timeout("10 seconds")
        )
      return data
    })
    return { get }
  })

/** What an Effect user writes in forty lines over the platform's client. */
export const contender = (http: HttpLayerName): Contender => ({
  guarantees: { span: true, timeout: true, retry: true, validation: "types", sizeLimit: false },
  open: async (baseUrl) => {
    const managed = ManagedRuntime.make(await httpLayers[http]())
    const run = Runtime.runPromise(await managed.runtime())
    const apiKeys = await run(makeApiKeys(baseUrl, 2))
    const once = await run(makeApiKeys(baseUrl, 0))
    const readError = HttpClientResponse.schemaBodyJson(ErrorEnvelope)
    const refused = (id: string) =>
      once.get(id).pipe(
        Effect.as(0),
        Effect.catchTag("ResponseError", ({ response }) =>
          Effect.as(readError(response), response.status)
        )
      )
    return {
      get: (id) => run(apiKeys.get(id)),
      refused: (id) => run(refused(id)),
      close: () => managed.dispose()
    }
  }
})
