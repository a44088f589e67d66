import { errorText } from "./errorText.js"
import type { FakeAnswer } from "./message.js"
import type { Refusal } from "./refused.js"

const json = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {}
): FakeAnswer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: new TextEncoder().encode(JSON.stringify(body))
})

/** What a call answers with when it succeeds. */
export interface Success {
  readonly data: unknown
  /** The API says "created" whatever the call was, with few exceptions. */
  readonly message?: string
}

export const success = (
  { data, message = "Resource created successfully" }: Success,
  supportId: string
): FakeAnswer =>
  json(200, {
    status: 200,
    data,
    error: null,
    log: null,
    validator: null,
    support_id: supportId,
    message,
    env: "development"
  })

/** An error: the three documented fields, and `validator` where there is one. */
export const failure = (
  { error, headers, status, validator }: Refusal,
  supportId: string
): FakeAnswer =>
  json(
    status,
    {
      status,
      error: error ?? errorText(status),
      ...(validator === undefined ? {} : { validator }),
      support_id: supportId
    },
    headers
  )
