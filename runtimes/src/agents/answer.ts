import type { Performers } from "effect-bitgpt-conformance/adapters/anywhere"
import * as Schema from "effect/Schema"
import { checks } from "./checks.js"
import { Answer, Checks, Question } from "./protocol.js"

const decodeQuestion = Schema.decodeSync(Question)
const encodeAnswer = Schema.encodeSync(Answer)
const encodeChecks = Schema.encodeSync(Checks)

/** Answers questions by what performs their tasks. */
export const answerWith =
  ({ performJson, performShared }: Performers) =>
  async (question: string): Promise<string> => {
    const { id, interruptAfter, isShared, task } = decodeQuestion(question)
    const text =
      task === undefined
        ? encodeChecks(checks())
        : isShared === true
          ? await performShared(task)
          : await performJson(task, interruptAfter)
    return encodeAnswer({ id, text })
  }
