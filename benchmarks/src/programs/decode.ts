// The reading of a body alone, from its text to values: `decode.js ROUNDS MILLIS key`, or `... keys` for a
// list of 1,000, or `... ids` for one that tells nothing but their ids.
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { ApiKeys } from "effect-bitgpt"
import { deepStrictEqual } from "node:assert/strict"
import { successBody } from "../body.js"
import { idsByHand, keyByHand, keysByHand } from "../byHand.js"
import { Envelope, KeyListEnvelope } from "../contenders/effect/effectSchema.js"
import { Envelope as ZodEnvelope } from "../contenders/promises/zodSchema.js"
import { idList, type KeyList, keyList } from "../lists.js"
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

const manyKeys = (text: string, byHand: (list: KeyList) => unknown) => {
  const believe: (text: string) => KeyList & Record<string, unknown> = JSON.parse
  return {
    "JSON.parse": (): unknown => JSON.parse(text),
    "by hand, same values": (): unknown => byHand(believe(text)),
    "effect-bitgpt": (): unknown => Either.getOrThrow(list.readData(believe(text))).data
  }
}

const allKeys = () => {
  const text = keyList(1_000)
  const plain = Schema.decodeUnknownSync(KeyListEnvelope)
  return {
    "plain Schema": (): unknown => plain(JSON.parse(text)),
    ...manyKeys(text, keysByHand)
  }
}

const [rounds, millis, what = "key"] = process.argv.slice(2)
const subjects =
  what === "key" ? oneKey() : what === "keys" ? allKeys() : manyKeys(idList(1_000), idsByHand)
deepStrictEqual(subjects["effect-bitgpt"](), subjects["by hand, same values"]())
process.send?.(
  await measureInTurn(subjects, {
    rounds: Number(rounds),
    millis: Number(millis),
    together: what === "key" ? 100 : 1
  })
)
