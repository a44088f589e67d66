import * as HttpApi from "@effect/platform/HttpApi"
import * as HttpApiClient from "@effect/platform/HttpApiClient"
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Effect from "effect/Effect"
import { flow } from "effect/Function"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"
import { type Contender, token } from "../../contender.js"
import { Envelope, ErrorEnvelope } from "./effectSchema.js"
import { type HttpLayerName, httpLayers } from "./httpLayers.js"

const Api = HttpApi.make("bitgpt").add(
  HttpApiGroup.make("apiKeys").add(
    HttpApiEndpoint.get("get", "/developers/api_keys/:id")
      .setPath(Schema.Struct({ id: Schema.String }))
      .addSuccess(Envelope)
      .addError(ErrorEnvelope, { status: 404 })
      .addError(ErrorEnvelope, { status: 500 })
  )
)

/** The client that Effect's platform derives from a description of the endpoint. */
export const contender = (http: HttpLayerName): Contender => ({
  guarantees: { span: true, timeout: false, retry: false, validation: "types", sizeLimit: false },
  open: async (baseUrl) => {
    const managed = ManagedRuntime.make(await httpLayers[http]())
    const run = Runtime.runPromise(await managed.runtime())
    const client = await run(
      HttpApiClient.make(Api, {
        baseUrl,
        transformClient: HttpClient.mapRequest(
          flow(HttpClientRequest.bearerToken(token), HttpClientRequest.acceptJson)
        )
      })
    )
    const get = (id: string) => client.apiKeys.get({ path: { id } })
    return {
      get: (id) => run(Effect.map(get(id), ({ data }) => data)),
      refused: (id) =>
        run(
          Effect.match(get(id), {
            onSuccess: () => 0,
            onFailure: (error) => ("status" in error ? error.status : 0)
          })
        ),
      close: () => managed.dispose()
    }
  }
})
