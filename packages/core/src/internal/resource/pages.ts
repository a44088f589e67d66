import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as ParseResult from "effect/ParseResult"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import type { BitGptError } from "../../errors/BitGptError.js"
import { wholeNumberFrom } from "../codec/wholeNumber.js"
import * as Failure from "../failure/failure.js"
import type { Operation } from "../failure/operation.js"
import { as } from "./as.js"
import type { Call, Described } from "./describe.js"

/**
 * Some of the items that a list has.
 *
 * @example
 * ```ts
 * import type { Page } from "effect-bitgpt"
 *
 * const isLast = <A>({ items }: Page<A>) => items.length === 0
 * ```
 */
export interface Page<out A> {
  /** The items, in the order in which BitGPT has them. */
  readonly items: ReadonlyArray<A>
  /**
   * A number that BitGPT may tell beside the items. Whether it is that of all items or of this page is not
   * documented.
   */
  readonly count: Option.Option<number>
}

/** What a filter of a paged list has besides conditions. */
export const pagingFields = {
  /** The most items that a page has: 1 or more. Whether BitGPT has a limit of its own is not documented. */
  limit: Schema.optional(wholeNumberFrom(1)),
  /** How many items are passed over: 0 or more. */
  offset: Schema.optional(wholeNumberFrom(0))
}

/** A filter of a paged list, as far as paging goes. */
export interface Paging {
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

const itemsOf = (data: unknown): ReadonlyArray<unknown> | undefined =>
  Array.isArray(data)
    ? data
    : Predicate.hasProperty(data, "items") && Array.isArray(data.items)
      ? data.items
      : undefined

const foundIn = (data: unknown): string =>
  Predicate.isRecord(data)
    ? `an object with the keys: ${Object.keys(data).slice(0, 10).join(", ")}`
    : data === null
      ? "null"
      : `a ${typeof data}`

const WirePage = Schema.transformOrFail(
  Schema.Unknown,
  Schema.Struct({
    items: Schema.Array(Schema.Unknown),
    count: Schema.OptionFromSelf(Schema.Number)
  }),
  {
    strict: true,
    decode: (data, _, ast) => {
      const items = itemsOf(data)
      if (items === undefined) {
        return ParseResult.fail(
          new ParseResult.Type(ast, data, `Expected a list of items, found ${foundIn(data)}`)
        )
      }
      const count = Predicate.hasProperty(data, "count") ? data.count : undefined
      return ParseResult.succeed({
        items,
        count: Predicate.isNumber(count) ? Option.some(count) : Option.none()
      })
    },
    encode: ({ count, items }) =>
      ParseResult.succeed(Option.isNone(count) ? { items } : { items, count: count.value })
  }
)

/**
 * A page of a list. Its form is not documented: an object with `items`, and `count` where there is one,
 * is read, and so is a bare array. Everything else fails with the keys that were found, so that it can't
 * be taken for an empty page.
 */
export const pageOf = <A, I>(item: Schema.Schema<A, I>): Schema.Schema<Page<A>, unknown> =>
  Schema.compose(
    WirePage,
    Schema.Struct({ items: Schema.Array(item), count: Schema.OptionFromSelf(Schema.Number) }),
    { strict: false }
  )

/** All items of a paged list, page by page. */
export interface Pages<Args extends ReadonlyArray<unknown>, A> extends Described {
  readonly _tag: "Pages"
  /** The name of the method that gives one page. Errors of the stream have it too. */
  readonly key: string
  /** The call that gives one page. */
  readonly list: Call<Args, Page<A>>
  readonly stream: (
    operation: Operation,
    fetchPage: (...args: Args) => Effect.Effect<Page<A>, BitGptError>
  ) => (...args: Args) => Stream.Stream<A, BitGptError>
}

const withOffset = <F extends Paging>(filter: F | undefined, offset: number): F =>
  // A filter may have any offset.
  as({ ...filter, offset })

interface Position {
  readonly offset: number
  /** The ids of the page before. */
  readonly before: ReadonlyArray<string>
}

const repeats = (ids: ReadonlyArray<string>, before: ReadonlyArray<string>): boolean =>
  ids.length === before.length && ids.every((id, index) => id === before[index])

/**
 * Describes the stream of all items of a paged list. It moves on by the number of items that came, asks
 * for a page when its first item is wanted, and ends at an empty page: a short one proves nothing, as
 * BitGPT may have a limit of its own. It fails at a page that repeats the one before, because a server
 * that ignores the offset would never end, and to stop there would give a part for the whole.
 */
export const pages = <F extends Paging, A extends { readonly id: string }>(
  key: string,
  list: Call<[filter?: F | undefined], Page<A>>
): Pages<[filter?: F | undefined], A> => ({
  _tag: "Pages",
  key,
  list,
  stream: (operation, fetchPage) => (filter) => {
    const next = ({ before, offset }: Position) =>
      Effect.flatMap(fetchPage(withOffset(filter, offset)), ({ items }) => {
        const ids = items.map(({ id }) => id)
        if (ids.length > 0 && repeats(ids, before)) {
          return Failure.undecodable(
            { operation, attempts: 1 },
            {
              status: 200,
              reason: "UnexpectedShape",
              problem: `The page at offset ${offset} repeats the page before it, so that the list can't be read to its end`,
              shouldRetry: undefined
            }
          )
        }
        const position = { offset: offset + ids.length, before: ids }
        return Effect.succeed([
          Chunk.unsafeFromArray(items),
          ids.length === 0 ? Option.none<Position>() : Option.some(position)
        ] as const)
      })
    return Stream.paginateChunkEffect({ offset: filter?.offset ?? 0, before: [] }, next)
  }
})
