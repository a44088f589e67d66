import { assert, describe, it } from "@effect/vitest"
import { Either } from "effect"
import { Fault, FaultRule } from "../src/index.js"
import { parseFaultText } from "../src/internal/command/faultText.js"

describe("faults on the command line", () => {
  it.each<[string, FaultRule.FaultRule]>([
    ["503", FaultRule.always(Fault.status(503))],
    ["503@0.25", FaultRule.withProbability(0.25, Fault.status(503))],
    ["ResetBeforeHeaders", FaultRule.always(Fault.resetBeforeHeaders)],
    ["StallBody", FaultRule.always(Fault.stallBody())],
    ["StallBody=10@1", FaultRule.withProbability(1, Fault.stallBody({ afterBytes: 10 }))],
    ["DelayHeaders=2000", FaultRule.always(Fault.delayHeaders("2 seconds"))],
    ["HtmlError=502", FaultRule.always(Fault.htmlError(502))],
    ["RetryAfter=5", FaultRule.always(Fault.retryAfter("5"))],
    ["RetryAfter=", FaultRule.always(Fault.retryAfter(""))],
    ["EnvelopeStatus=403", FaultRule.always(Fault.envelopeStatus(403))],
    ["EnvelopeStatus", FaultRule.always(Fault.envelopeStatus())],
    ["EnvelopeStatus=none", FaultRule.always(Fault.envelopeStatus("none"))],
    ["ReplacedData=null", FaultRule.always(Fault.replacedData(null))],
    ["Redirect=OtherOrigin", FaultRule.always(Fault.redirect("OtherOrigin"))],
    ['{"_tag":"Status","status":503}', FaultRule.always(Fault.status(503))],
    [
      '{"_tag":"Script","faults":[{"_tag":"Status","status":503}],"match":{"method":"GET"}}',
      FaultRule.script([Fault.status(503)], { method: "GET" })
    ]
  ])("%s", (text, rule) => {
    assert.deepStrictEqual(Either.getOrThrow(parseFaultText(text)), rule)
  })

  it.each([
    "",
    "99",
    "Nothing",
    "503@2",
    "DelayHeaders",
    "DelayHeaders=soon",
    "ReplacedData",
    "{",
    '{"_tag":"Status","status":503,"code":1}',
    '{"_tag":"x"}'
  ])("%j is none", (text) => {
    const message = Either.getOrThrow(Either.flip(parseFaultText(text)))
    assert.isTrue(message.startsWith(`${text} is no fault. Examples: 503`))
    assert.include(message, "StallBody, DribbleBody")
  })
})
