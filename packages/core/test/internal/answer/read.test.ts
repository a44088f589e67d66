import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { ApiKeys } from "../../../src/index.js"
import { Reply } from "../../../src/testing.js"
import { clientOver, getKey } from "../../support/scripted.js"
import { getApiKey } from "../../support/wire.js"

/** One call, answered with this. */
const callAnswered = (status: number, body: unknown) =>
  Effect.provide(getKey, clientOver([Reply.json(body, { status })]))

describe("a success", () => {
  it.effect("may have an empty error in its envelope", () =>
    Effect.gen(function* () {
      const { label } = yield* callAnswered(200, { ...getApiKey, error: "" })
      assert.strictEqual(label, getApiKey.data.label)
    })
  )

  it.effect("may have any status from 200 to 299", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* callAnswered(299, getApiKey)).label, getApiKey.data.label)
    })
  )

  it.effect("with an error in its envelope is one, though both statuses say success", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(callAnswered(200, { ...getApiKey, error: "no quota" }))
      assert.propertyVal(error, "_tag", "UnexpectedStatusError")
      assert.propertyVal(error, "serverMessage", "no quota")
    })
  )
})

describe("an error", () => {
  it.effect("has no empty texts", () =>
    Effect.gen(function* () {
      const body = { status: 404, error: "", message: "Gone", support_id: "" }
      const error = yield* Effect.flip(callAnswered(404, body))
      assert.propertyVal(error, "_tag", "NotFoundError")
      assert.propertyVal(error, "serverMessage", "Gone")
      assert.propertyVal(error, "supportId", undefined)
    })
  )

  it.effect("names fields as the input does, whoever found what is wrong with them", () =>
    Effect.gen(function* () {
      const validator = {
        ip_allow_list: { "0": "is no address" },
        expires_at: "is over",
        "ip_allow_list.1": "is no address",
        label: "is taken",
        created_at: "is no field of a request",
        toString: "neither"
      }
      const refused = Reply.error(422, { validator })
      const error = yield* Effect.flatMap(ApiKeys, (apiKeys) =>
        apiKeys.create({ label: "Checkout" })
      ).pipe(Effect.flip, Effect.provide(clientOver([refused])))
      if (error._tag !== "ValidationError") return assert.fail(error._tag)
      assert.deepStrictEqual(error.fields, {
        "ipAllowList[0]": "is no address",
        expiresAt: "is over",
        "ipAllowList[1]": "is no address",
        label: "is taken",
        created_at: "is no field of a request",
        toString: "neither"
      })
      assert.include(error.message, "expiresAt: is over")
    })
  )
})
