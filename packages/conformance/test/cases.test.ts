import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema, SchemaAST } from "effect"
import { Fault, Origin } from "effect-bitgpt-emulator"
import { Case, type CaseJson } from "../src/Case.js"
import { cases } from "../src/cases.js"
import { sampledByTheme } from "../src/samples.js"

const encode = Schema.encodeSync(Case)
const decode = Schema.decodeUnknownSync(Case)

const partsOf = (fault: Fault.Fault): ReadonlyArray<Fault.SingleFault> =>
  fault._tag === "Combined" ? fault.faults : [fault]

const faultsOf = ({ server: { faults, rules } }: Case) =>
  [
    ...faults,
    ...rules.flatMap((rule) => (rule._tag === "Script" ? rule.faults : [rule.fault]))
  ].flatMap(partsOf)

describe("the table of cases", () => {
  it("is JSON, and the same after a way through JSON", () => {
    for (const conformanceCase of cases) {
      const text = JSON.stringify(encode(conformanceCase))
      assert.strictEqual(JSON.stringify(encode(decode(JSON.parse(text)))), text)
    }
  })

  it("has a name for each case", () => {
    const names = cases.map(({ name }) => name)
    assert.lengthOf(new Set(names), names.length)
  })

  it.each([
    ["every HTTP client", Object.values(sampledByTheme).flat()],
    ["one of them", cases]
  ])("has for %s a case of every fault and every address of the emulator", (_, cases) => {
    const used = new Set(cases.flatMap(faultsOf).map(({ _tag }) => _tag))
    const tags = Fault.Fault.members
      .flatMap((member) => SchemaAST.getPropertySignatures(SchemaAST.typeAST(member.ast)))
      .filter(({ name }) => name === "_tag")
      .flatMap(({ type }) => (SchemaAST.isLiteral(type) ? [String(type.literal)] : []))
      .filter((tag) => !["None", "Header", "Combined"].includes(tag))
    assert.isAbove(tags.length, 30)
    assert.deepStrictEqual(
      tags.filter((tag) => !Array.from<string>(used).includes(tag)),
      []
    )
    const origins = new Set<Origin>(cases.map(({ server }) => server.origin))
    assert.deepStrictEqual(
      Origin.literals.filter((origin) => origin !== "Other" && !origins.has(origin)),
      []
    )
  })

  it("lets a case leave out what is by default", () =>
    Effect.gen(function* () {
      const json: CaseJson = {
        name: "a list",
        call: { operation: "ApiKeys.list", input: {} },
        server: {},
        client: {},
        expect: { outcome: { _tag: "Success" } }
      }
      const { client, expect, server } = yield* Schema.decode(Case)(json)
      assert.strictEqual(server.origin, "Main")
      assert.strictEqual(client.maxRetries, 2)
      assert.strictEqual(expect.requests, 1)
    }).pipe(Effect.runPromise))
})
