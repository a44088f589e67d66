import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import type { Refusal } from "./refused.js"

const json = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {}
): HttpServerResponse.HttpServerResponse => HttpServerResponse.unsafeJson(body, { status, headers })

/** A success. The API says "created" whatever the call was, update excepted. */
export const success = (
  data: unknown,
  supportId: string,
  message = "Resource created successfully"
): HttpServerResponse.HttpServerResponse =>
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
): HttpServerResponse.HttpServerResponse =>
  json(
    status,
    {
      status,
      error,
      ...(validator === undefined ? {} : { validator }),
      support_id: supportId
    },
    headers
  )
