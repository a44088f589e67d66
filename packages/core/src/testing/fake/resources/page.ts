import type * as Schema from "effect/Schema"
import * as Input from "../server/input.js"
import { parse } from "../values/amount.js"
import { parse as parseTime } from "../values/time.js"

/** The fields that choose a page. */
export const PageInput = {
  limit: Input.maybe(Input.integer(1)),
  offset: Input.maybe(Input.integer(0))
}

interface PageChoice {
  readonly limit?: number | null | undefined
  readonly offset?: number | null | undefined
}

/** A list has at most so many items, whatever `limit` says. */
const maxLimit = 100

/** The page of a list. `count` is the number of all items. */
export const page = <A>(all: ReadonlyArray<A>, { limit, offset }: PageChoice) => {
  const from = offset ?? 0
  return { count: all.length, items: all.slice(from, from + Math.min(limit ?? 20, maxLimit)) }
}

/** The filters that invoices and payments share. */
export const RangeInput = {
  price_usd_from: Input.maybe(Input.number),
  price_usd_to: Input.maybe(Input.number),
  created_at_from: Input.maybe(Input.time),
  created_at_to: Input.maybe(Input.time)
}

type Range = Schema.Schema.Type<Schema.Struct<typeof RangeInput>>

const isWithin = <A extends bigint | number>(
  value: A,
  from: A | undefined,
  to: A | undefined
): boolean => (from === undefined || value >= from) && (to === undefined || value <= to)

/** Whether something is within all bounds, which are inclusive. */
export const isInRange = (
  priceUsd: bigint,
  createdAt: string,
  { created_at_from, created_at_to, price_usd_from, price_usd_to }: Range
): boolean => {
  const amount = (bound: number | null | undefined) => parse(String(bound ?? ""))
  const time = (bound: string | null | undefined) => parseTime(bound ?? "")
  return (
    isWithin(priceUsd, amount(price_usd_from), amount(price_usd_to)) &&
    isWithin(parseTime(createdAt) ?? 0, time(created_at_from), time(created_at_to))
  )
}

/** Whether a value is among those that are wanted. Without any, all are. */
export const isWanted = (
  value: string,
  wanted: ReadonlyArray<string> | null | undefined
): boolean =>
  wanted === undefined || wanted === null || wanted.length === 0 || wanted.includes(value)
