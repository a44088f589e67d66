import { type Contender, headers, urlOf } from "../../contender.js"
import { Envelope, ErrorEnvelope } from "./zodSchema.js"

/** `fetch` and zod 4. */
export const contender: Contender = {
  guarantees: { span: false, timeout: false, retry: false, validation: "types", sizeLimit: false },
  open: (baseUrl) =>
    Promise.resolve({
      get: async (id) => {
        const response = await fetch(urlOf(baseUrl, id), { headers })
        return Envelope.parse(JSON.parse(await response.text())).data
      },
      refused: async (id) => {
        const response = await fetch(urlOf(baseUrl, id), { headers })
        ErrorEnvelope.parse(JSON.parse(await response.text()))
        return response.status
      },
      close: () => Promise.resolve()
    })
}
