// The reading of the body alone, from its text (from its bytes where the name says so) to a value.
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import * as Headers from "@effect/platform/Headers"
import { ApiKeys } from "effect-bitgpt"
import { readAnswer } from "../../../packages/core/src/internal/answer/read.js"
import { successBody } from "../body.js"
import { byHand } from "../byHand.js"
import { Envelope } from "../contenders/effectSchema.js"
import { Envelope as ZodEnvelope } from "../contenders/zodSchema.js"
import { measureInTurn } from "./rounds.js"

const text = JSON.stringify(successBody)
const bytes = new TextEncoder().encode(text)
const utf8 = new TextDecoder("utf-8", { fatal: true })
const believe: (text: string) => typeof successBody = JSON.parse
const plain = Schema.decodeUnknownSync(Envelope)
const { get } = ApiKeys.endpoints
const response = { status: 200, headers: () => Headers.empty, body: bytes }
const context = {
  progress: { operation: get, attempts: 1 },
  scrub: (_: string) => _,
  now: () => 0
}

const subjects = {
  "JSON.parse": (): unknown => JSON.parse(text),
  "JSON.parse, from bytes": (): unknown => JSON.parse(utf8.decode(bytes)),
  zod: () => ZodEnvelope.parse(JSON.parse(text)),
  "plain Schema": () => plain(JSON.parse(text)),
  // The floor: the values that ours makes, of a body that is believed.
  "by hand, same values": () => byHand(believe(text)),
  ours: () => Either.getOrThrow(get.readData(believe(text))),
  "ours, from bytes": () => Either.getOrThrow(readAnswer(get, response, context))
}

const [rounds, millis] = process.argv.slice(2).map(Number)
process.send?.(
  await measureInTurn(subjects, { rounds: rounds ?? 1, millis: millis ?? 10, together: 100 })
)
