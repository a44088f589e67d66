import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Either, FastCheck, JSONSchema, Schema } from "effect"
import { inputProblems } from "../../src/internal/codec/problems.js"
import { WebhookInput } from "../../src/webhooks/WebhookInput.js"

const encode = Schema.encodeUnknownEither(WebhookInput, { errors: "all" })

const input = { label: "Orders", url: "https://shop.example/hook", events: ["payment.updated"] }

it("the address of a new webhook has a name and a format in JSON Schema", () => {
  assert.deepNestedInclude(JSONSchema.make(WebhookInput), {
    "$defs.DeliveryUrl": { type: "string", format: "uri" }
  })
})

it("the events of a new webhook are texts", () => {
  const error = Either.getOrThrow(Either.flip(encode({ ...input, events: [7] })))
  assert.deepStrictEqual(inputProblems(error), {
    "events[0]": "must be text, such as payment.updated"
  })
})

describe("the address of a new webhook", () => {
  const notAbsolute = "must be an absolute https:// address"

  it.each([
    ["shop.example/hook", notAbsolute],
    ["https://", notAbsolute],
    ["https://[", notAbsolute],
    ["https://shop.example/a b", notAbsolute],
    ["ftp://shop.example", notAbsolute],
    [
      "http://shop.example",
      "must begin with https://, because deliveries can hold secrets: http:// is for this machine alone"
    ],
    [7, "must be text"]
  ])("is refused with what is wrong with it: %j", (url, problem) => {
    const error = Either.getOrThrow(Either.flip(encode({ ...input, url })))
    assert.deepStrictEqual(inputProblems(error), { url: problem })
  })
})

it("property tests get inputs that are taken, of addresses that are not of this machine", () => {
  for (const made of FastCheck.sample(Arbitrary.make(WebhookInput), { numRuns: 50, seed: 1 })) {
    assert.isTrue(Either.isRight(encode(made)))
    assert.match(made.url, /^https:/)
  }
})
