import type { Guarantees } from "./contender.js"
import { markdownTable } from "./markdown.js"
import { absolute, ratio, type Series, type Spread, subjectsOf } from "./series.js"
import { type Target, targets } from "./targets.js"

const number = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2)

const range = (spread: Spread | undefined): string =>
  spread === undefined ? "" : `${number(spread.low)} to ${number(spread.high)}`

const boundOf = ({ bound }: Target): string =>
  "atMost" in bound ? `≤ ${bound.atMost}` : `≥ ${bound.atLeast}`

const isMet = ({ bound }: Target, value: number): boolean =>
  "atMost" in bound ? value <= bound.atMost : value >= bound.atLeast

/** A series, one line per subject. */
export const formatSeries = (series: Series): string => {
  const { against, name, unit } = series
  const ownCells = (subject: string) => {
    const own = absolute(series, subject)
    return own === undefined ? [] : [number(own.middle), range(own)]
  }
  const subjects = subjectsOf(series)
  if (against === undefined) {
    return markdownTable(
      [name, unit, "spread"],
      subjects.map((subject) => [subject, ...ownCells(subject)])
    )
  }
  return markdownTable(
    [name, `x ${against}`, "spread", unit, "spread"],
    subjects.map((subject) => {
      const relative = ratio(series, subject, against)
      return [
        subject,
        ...(relative === undefined ? ["", ""] : [number(relative.middle), range(relative)]),
        ...ownCells(subject)
      ]
    })
  )
}

/** All targets of the figures that were measured, if there are any. */
export const formatTargets = (all: ReadonlyArray<Series>): string | undefined => {
  const rows = targets.flatMap((target) => {
    const series = all.find(({ name }) => name === target.series)
    if (series === undefined) return []
    const spread =
      target.against === undefined
        ? absolute(series, target.subject)
        : ratio(series, target.subject, target.against)
    if (spread === undefined) return []
    return [
      [
        target.title,
        boundOf(target),
        number(spread.middle),
        spread.low === spread.high ? "" : range(spread),
        isMet(target, spread.middle) ? "met" : "missed"
      ]
    ]
  })
  return rows.length === 0
    ? undefined
    : markdownTable(["figure", "goal", "found", "spread", ""], rows)
}

const yes = (value: boolean): string => (value ? "yes" : "")

/** What each contender takes off its caller's hands. */
export const formatGuarantees = (
  all: ReadonlyArray<readonly [name: string, guarantees: Guarantees]>
): string =>
  markdownTable(
    ["contender", "span", "timeout", "retry", "checks", "size limit"],
    all.map(([name, { retry, sizeLimit, span, timeout, validation }]) => [
      name,
      yes(span),
      yes(timeout),
      yes(retry),
      validation,
      yes(sizeLimit)
    ])
  )
