import ky, { HTTPError } from "ky"
import { type Contender, type Key, headers } from "../../contender.js"

/** ky as it comes: a time limit of 10 seconds, 2 retries. */
export const contender: Contender = {
  guarantees: { span: false, timeout: true, retry: true, validation: "nothing", sizeLimit: false },
  open: (baseUrl) => {
    const client = ky.create({
      prefixUrl: baseUrl,
      headers
    })
    const once = client.extend({ retry: 0 })
    const pathOf = (id: string) => `developers/api_keys/${encodeURIComponent(id)}`
    return Promise.resolve({
      get: async (id) => (await client.get(pathOf(id)).json<{ readonly data: Key }>()).data,
      refused: async (id) => {
        try {
          await once.get(pathOf(id)).json()
          return 0
        } catch (error) {
          if (!(error instanceof HTTPError)) throw error
          await error.response.json()
          return error.response.status
        }
      },
      close: () => Promise.resolve()
    })
  }
}
