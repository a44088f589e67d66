import * as Schema from "effect/Schema"

/** What the runner asks an agent. */
export const Question = Schema.parseJson(
  Schema.Struct({
    id: Schema.Int,
    /** A task of the conformance suite, as JSON text. */
    task: Schema.String,
    interruptAfter: Schema.optional(Schema.Number)
  })
)

/** What the agent says to it. */
export const Answer = Schema.parseJson(
  Schema.Struct({
    id: Schema.Int,
    /** An outcome of the conformance suite, as JSON text. */
    outcome: Schema.String
  })
)

const decodeQuestion = Schema.decodeSync(Question)
const encodeAnswer = Schema.encodeSync(Answer)

/** Answers a question. */
export const answer = async (
  perform: (task: string, interruptAfter?: number) => Promise<string>,
  question: string
): Promise<string> => {
  const { id, interruptAfter, task } = decodeQuestion(question)
  return encodeAnswer({ id, outcome: await perform(task, interruptAfter) })
}
