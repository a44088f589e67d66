import { assert } from "@effect/vitest"

/** Asserts that a tagged value has this tag, and narrows it to that. */
export function assertTag<T extends { readonly _tag: string }, const Tag extends T["_tag"]>(
  tagged: T,
  tag: Tag
): asserts tagged is Extract<T, { readonly _tag: Tag }> {
  assert.strictEqual<string>(tagged._tag, tag, "message" in tagged ? String(tagged.message) : tag)
}
