import { performJson } from "effect-bitgpt-conformance/adapters/anywhere"
import { answer } from "./answer.js"

Object.assign(globalThis, { ask: (question: string) => answer(performJson, question) })
