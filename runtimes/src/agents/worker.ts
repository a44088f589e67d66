import { overFetch } from "effect-bitgpt-conformance/adapters/anywhere"
import { answerWith } from "./answer.js"

const answer = answerWith(overFetch)

export default {
  fetch: async (request: Request) => new Response(await answer(await request.text()))
}
