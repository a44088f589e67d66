import { BitGpt } from "effect-bitgpt"
import { answerWith } from "./answer.js"
import { answerLines } from "./lines.js"

answerLines(answerWith(BitGpt.layer))
