import { performers } from "effect-bitgpt-conformance/adapters/node"
import { answerWith } from "./answer.js"
import { answerLines } from "./lines.js"

answerLines(answerWith(performers))
