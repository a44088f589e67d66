import { overFetch } from "effect-bitgpt-conformance/adapters/anywhere"
import { answerWith } from "./answer.js"
import { answerLines } from "./lines.js"

answerLines(answerWith(overFetch))
