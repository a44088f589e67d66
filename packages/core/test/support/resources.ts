import { assert } from "@effect/vitest"
import { Effect, type Scope } from "effect"
import type { BitGpt, BitGptError } from "../../src/index.js"
import { assertTag } from "./assertTag.js"
import { over, type SocketClient } from "./loopback.js"
import { httpServer, json, type TestServer } from "./server.js"
import { success } from "./wire.js"

export { success } from "./wire.js"

/** What the documentation prints for data whose form it doesn't tell. */
export const placeholder = success({ id: "123" })

/** An answer of a server: its status, and the fields of its envelope. */
export interface Answer {
  readonly status: number
  readonly [field: string]: unknown
}

/** A server that gives these answers, one for each request, and the last one again and again. */
export const serverWith = (
  ...answers: ReadonlyArray<Answer>
): Effect.Effect<TestServer, never, Scope.Scope> => {
  let asked = 0
  return httpServer((_, response) => {
    const answer = answers[Math.min(asked, answers.length - 1)]
    asked += 1
    json(response, answer?.status ?? 200, answer)
  })
}

/** What JSON says. */
export const jsonOf = (text: string): unknown => JSON.parse(text)

/** An error as the documentation prints it. */
export const failure = (status: number) => ({
  status,
  error: "What went wrong",
  support_id: "support_1"
})

/** The calls that a server has seen, with the JSON that was sent. */
export const sentTo = ({
  requests
}: TestServer): ReadonlyArray<readonly [call: string, body: unknown]> =>
  requests.map(({ body, method, url }) => [`${method} ${url}`, JSON.parse(body)])

/** Asserts that a call fails at its first attempt, since that may have taken effect. */
export const assertSentOnce = (
  client: SocketClient,
  call: Effect.Effect<unknown, BitGptError, BitGpt.Services>
) =>
  Effect.gen(function* () {
    const server = yield* serverWith(failure(503))
    const error = yield* call.pipe(Effect.flip, over(client, server))
    assertTag(error, "ServerError")
    assert.isTrue(error.mayHaveTakenEffect)
    assert.lengthOf(server.requests, 1)
  })
