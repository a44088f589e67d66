// The reading of a body alone, from its text to values: `decode.js ROUNDS MILLIS key`, or `... keys` for a
// list of 1,000.
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { ApiKeys } from "effect-bitgpt"
import { deepStrictEqual } from "node:assert/strict"
import { successBody } from "../body.js"
import { keyByHand, keysByHand } from "../byHand.js"
import { Envelope, KeyListEnvelope } from "../contenders/effect/effectSchema.js"
import { Envelope as ZodEnvelope } from "../contenders/promises/zodSchema.js"
import { type KeyList, keyList } from "../lists.js"
import { measureInTurn } from "./rounds.js"

const { get, list } = ApiKeys.endpoints

const oneKey = () => {
  const text = JSON.stringify(successBody)
  const believe: (text: string) => typeof successBody = JSON.parse
  const plain = Schema.decodeUnknownSync(Envelope)
  return {
    "JSON.parse": (): unknown => JSON.parse(text),
    zod: (): unknown => ZodEnvelope.parse(JSON.parse(text)),
    "plain Schema": (): unknown => plain(JSON.parse(text)),
    // The floor: the values that this library makes, of a body that is believed.
    "by hand, same values": (): unknown => keyByHand(believe(text)),
    "effect-bitgpt": (): unknown => Either.getOrThrow(get.readData(believe(text))).data
  }
}

const manyKeys = () => {
  const text = keyList(1_000)
  const believe: (text: string) => KeyList & Record<string, unknown> = JSON.parse
  const plain = Schema.decodeUnknownSync(KeyListEnvelope)
  return {
    "JSON.parse": (): unknown => JSON.parse(text),
    "plain Schema": (): unknown => plain(JSON.parse(text)),
    "by hand, same values": (): unknown => keysByHand(believe(text)),
    "effect-bitgpt": (): unknown => Either.getOrThrow(list.readData(believe(text))).data
  }
}

const [rounds, millis, what] = process.argv.slice(2)
const subjects = what === "keys" ? manyKeys() : oneKey()
deepStrictEqual(subjects["effect-bitgpt"](), subjects["by hand, same values"]())
process.send?.(
  await measureInTurn(subjects, {
    rounds: Number(rounds),
    millis: Number(millis),
    together: what === "keys" ? 1 : 100
  })
)
