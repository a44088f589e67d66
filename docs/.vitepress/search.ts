// How the search ranks. scripts/check-site.ts uses the same options on the built index.

/** What VitePress searches in: a page's sections, by heading, headings above it, and text. */
export const searchFields = ["title", "titles", "text"]

export const searchOptions = {
  fuzzy: 0.2,
  prefix: true,
  // What a section is called says more than a word somewhere in it.
  boost: { title: 8, titles: 4, text: 1 },
  // Guides explain. The reference and the pages for contributors are found all the same, below them.
  boostDocument: (id: string): number =>
    /\/(?:reference\/|examples\/|conformance|mutation)/.test(id) ? 0.2 : 1
}
