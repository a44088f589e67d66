import { type Contender, headers, noGuarantees, urlOf } from "../../contender.js"
import { believe } from "./believe.js"

/** Bare `fetch` and `JSON.parse`: the limit. Whatever comes is believed. */
export const contender: Contender = {
  guarantees: noGuarantees,
  open: (baseUrl) =>
    Promise.resolve({
      get: async (id) => {
        const response = await fetch(urlOf(baseUrl, id), { headers })
        return believe(await response.text()).data
      },
      refused: async (id) => {
        const response = await fetch(urlOf(baseUrl, id), { headers })
        const { error } = believe(await response.text())
        return error === null ? 0 : response.status
      },
      close: () => Promise.resolve()
    })
}
