import { request } from "undici"
import { type Contender, headers, urlOf } from "../../contender.js"
import { believe } from "./believe.js"

/** Bare undici, which `fetch` of Node stands on, and `JSON.parse`. */
export const contender: Contender = {
  guarantees: { span: false, timeout: true, retry: false, validation: "nothing", sizeLimit: false },
  open: (baseUrl) =>
    Promise.resolve({
      get: async (id) => {
        const { body } = await request(urlOf(baseUrl, id), { headers })
        return believe(await body.text()).data
      },
      refused: async (id) => {
        const { body, statusCode } = await request(urlOf(baseUrl, id), { headers })
        const { error } = believe(await body.text())
        return error === null ? 0 : statusCode
      },
      close: () => Promise.resolve()
    })
}
