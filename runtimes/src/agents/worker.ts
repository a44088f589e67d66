import { BitGpt } from "effect-bitgpt"
import { answerWith } from "./answer.js"

const answer = answerWith(BitGpt.layer)

export default {
  fetch: async (request: Request) => new Response(await answer(await request.text()))
}
