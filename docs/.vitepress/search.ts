// How the search ranks. scripts/check-search.ts uses the same options on the built index.

/** What VitePress searches in: a page's sections, by heading, headings above it, and text. */
export const searchFields = ["title", "titles", "text"]

export const searchOptions = {
  fuzzy: 0.2,
  prefix: true,
  // What a section is called says more than a word somewhere in it.
  boost: { title: 8, titles: 4, text: 1 },
  // Guides explain; who looks for a name finds it in the reference all the same.
  boostDocument: (id: string): number => (/\/(?:reference|examples)\//.test(id) ? 0.2 : 1)
}
