const colours: Readonly<Record<string, string>> = {
  BitGptNode: "c0",
  "effect-bitgpt": "c0",
  "BitGpt/fetch": "c1",
  "by hand, same values": "c1",
  undici: "c3",
  "HttpApiClient/undici": "c4"
}

/** The class that gives a subject its colour, the same in all charts. */
export const colourOf = (name: string): string => colours[name] ?? "c2"
