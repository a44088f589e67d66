import { performJson } from "effect-bitgpt-conformance/adapters/anywhere"
import { answer } from "./answer.js"

export default {
  fetch: async (request: Request) => new Response(await answer(performJson, await request.text()))
}
