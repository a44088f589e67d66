/**
 * What of the cases is run over every HTTP client.
 *
 * @module
 */
import type { Fault } from "effect-bitgpt-emulator"
import type { Case } from "./Case.js"
import { casesByTheme } from "./cases.js"

/** What a client makes of its input, and of an answer that it has read: its HTTP client has no part in it. */
const independentThemes = ["tokens", "input", "statuses", "envelopes", "data", "pages"]

const faultsIn = (fault: Fault.Fault): ReadonlyArray<Fault.SingleFault> =>
  fault._tag === "Combined" ? fault.faults : [fault]

/** What a case shows of an HTTP client: how a call ends, and which answers get through. */
const shownBy = ({ call, expect: { outcome }, server }: Case): ReadonlyArray<string> => [
  `${call.operation} ${outcome._tag} ${"tag" in outcome ? String(outcome.tag) : ""}`,
  ...server.faults
    .flatMap(faultsIn)
    .map((fault) => ("status" in fault ? `${fault._tag} ${String(fault.status)}` : fault._tag))
]

/** The cases that show something that none before them shows. */
const withoutRepeats = (cases: ReadonlyArray<Case>): ReadonlyArray<Case> => {
  const shown = new Set<string>()
  return cases.filter((conformanceCase) => {
    const fresh = shownBy(conformanceCase).filter((each) => !shown.has(each))
    for (const each of fresh) shown.add(each)
    return fresh.length > 0
  })
}

/**
 * The cases for every HTTP client after the first one, by theme: all of those that an HTTP client has a
 * part in, and of the other themes each call with each of its outcomes, each fault and each status once.
 */
export const sampledByTheme: Readonly<Record<string, ReadonlyArray<Case>>> = Object.fromEntries(
  Object.entries(casesByTheme).map(([theme, cases]) => [
    theme,
    independentThemes.includes(theme) ? withoutRepeats(cases) : cases
  ])
)
