import createClient from "openapi-fetch"
import type * as z from "zod"
import { type Contender, headers, noGuarantees } from "../../contender.js"
import type { Envelope, ErrorEnvelope } from "./zodSchema.js"

interface Json<Body> {
  readonly content: { readonly "application/json": Body }
}

/** What openapi-typescript would generate, had BitGPT an OpenAPI document. */
interface Paths {
  readonly "/developers/api_keys/{id}": {
    readonly get: {
      readonly parameters: { readonly path: { readonly id: string } }
      readonly responses: {
        readonly 200: Json<z.infer<typeof Envelope>>
        readonly default: Json<z.infer<typeof ErrorEnvelope>>
      }
    }
  }
}

/** openapi-fetch: typed, but the types are believed. */
export const contender: Contender = {
  guarantees: noGuarantees,
  open: (baseUrl) => {
    const client = createClient<Paths>({
      baseUrl,
      headers
    })
    const send = (id: string) =>
      client.GET("/developers/api_keys/{id}", { params: { path: { id } } })
    return Promise.resolve({
      get: async (id) => {
        const { data } = await send(id)
        if (data === undefined) throw new Error("refused")
        return data.data
      },
      refused: async (id) => {
        const { error, response } = await send(id)
        return error === undefined ? 0 : response.status
      },
      close: () => Promise.resolve()
    })
  }
}
