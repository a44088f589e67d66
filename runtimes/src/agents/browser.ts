import { BitGpt } from "effect-bitgpt"
import { answerWith } from "./answer.js"

Object.assign(globalThis, { ask: answerWith(BitGpt.layer) })
