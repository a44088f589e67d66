import { type Laboratory, withWorkers } from "../laboratory.js"

/** Has every contender prove that it works and gives the right answers. */
export const check = (lab: Laboratory): Promise<void> =>
  withWorkers(lab, async (workers) => {
    for (const worker of workers) {
      await worker.perform({ _tag: "Check" })
      lab.say(`${worker.name}: right answers`)
    }
  })
