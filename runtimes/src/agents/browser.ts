import { overFetch } from "effect-bitgpt-conformance/adapters/anywhere"
import { answerWith } from "./answer.js"

Object.assign(globalThis, { ask: answerWith(overFetch) })
