import { BitGptNode } from "effect-bitgpt/node"
import { answerWith } from "./answer.js"
import { answerLines } from "./lines.js"

answerLines(answerWith(BitGptNode.layer))
