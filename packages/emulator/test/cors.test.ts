import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Emulator, Fault } from "../src/index.js"
import { request } from "./support/client.js"

const page = "http://localhost:5173"

const preflight = (origin: string) =>
  request({
    method: "OPTIONS",
    token: null,
    headers: {
      origin,
      "access-control-request-method": "PUT",
      "access-control-request-headers": "authorization,content-type"
    }
  })

const allowed = Effect.provide(Emulator.layer({ allowedOrigins: [page] }))

describe("pages of other origins", () => {
  it.scopedLive("may not use the API unless they are allowed, and hear why", () =>
    Effect.gen(function* () {
      const { body, headers, status } = yield* preflight(page)
      assert.strictEqual(status, 403)
      assert.include(body.toString(), "allowedOrigins")
      assert.notProperty(headers, "access-control-allow-origin")
      const answer = yield* request({ headers: { origin: page } })
      assert.notProperty(answer.headers, "access-control-allow-origin")
    }).pipe(Effect.provide(Emulator.layer()))
  )

  it.scopedLive("may where they are allowed, and read errors and faults too", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const { headers, status } = yield* preflight(page)
      assert.strictEqual(status, 204)
      assert.deepInclude(headers, {
        "access-control-allow-origin": page,
        "access-control-allow-methods": "GET, POST, PUT, DELETE",
        "access-control-allow-headers": "authorization,content-type"
      })
      yield* emulator.script([Fault.none, Fault.status(503)])
      for (const expected of [200, 503]) {
        const answer = yield* request({ headers: { origin: page } })
        assert.strictEqual(answer.status, expected)
        assert.strictEqual(answer.headers["access-control-allow-origin"], page)
      }
      assert.strictEqual((yield* preflight("http://localhost:5174")).status, 403)
      assert.lengthOf(yield* emulator.requests, 2, "a preflight is not recorded")
    }).pipe(allowed)
  )

  it.scopedLive("never reach the admin endpoint", () =>
    Effect.gen(function* () {
      const { status } = yield* request({ path: "/_emulator", headers: { origin: page } })
      assert.strictEqual(status, 403)
    }).pipe(allowed)
  )
})
