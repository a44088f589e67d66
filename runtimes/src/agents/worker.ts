import { answer } from "./answer.js"

export default {
  fetch: async (request: Request) => new Response(await answer(await request.text()))
}
