// What is on the site, in the order in which it is read. scripts/build-docs.ts fails if a page is missing.
export interface Item {
  readonly text: string
  readonly link: string
}

export interface Group {
  readonly text: string
  readonly items: ReadonlyArray<Item>
}

/** A group of pages, each with its text and its link. */
const group = (title: string, pages: Readonly<Record<string, string>>): Group => ({
  text: title,
  items: Object.entries(pages).map(([text, link]) => ({ text, link }))
})

export const guides: ReadonlyArray<Group> = [
  group("Start", {
    "Getting started": "/getting-started",
    "Accept a payment": "/accept-a-payment",
    "API keys": "/api-keys"
  }),
  group("Guides", {
    Errors: "/errors",
    Policies: "/policies",
    Webhooks: "/webhooks",
    "Money and paging": "/money-and-paging",
    Telemetry: "/telemetry",
    "Shutdown and interruption": "/interruption",
    "Many tenants": "/many-tenants",
    "Without Effect": "/without-effect",
    "HTTP client, proxy, headers": "/http-client",
    Recipes: "/recipes",
    Examples: "/examples/",
    "A whole service": "/examples/shop/"
  }),
  group("Testing", {
    "Which seam when": "/testing",
    "Mock layer": "/mock-layer",
    Emulator: "/emulator",
    Faults: "/faults"
  }),
  group("Reference", {
    Calls: "/calls",
    "BitGPT's API": "/api",
    "Emulator options": "/emulator-options",
    "All names": "/reference/"
  }),
  group("Contributing", {
    "How to contribute": "/contributing",
    "Adding an endpoint": "/adding-an-endpoint",
    Performance: "/performance",
    Conformance: "/conformance",
    "Conformance of another client": "/conformance-kit",
    "Mutation testing": "/mutation",
    Security: "/security"
  })
]
