import type { Option } from "effect"

/** What a paged list gives. */
export interface PageOf<A> {
  readonly items: ReadonlyArray<A>
  readonly count: Option.Option<number>
}
