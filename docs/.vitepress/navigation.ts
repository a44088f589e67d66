// What is on the site, in the order in which it is read. scripts/build-docs.ts fails if a page is missing.
export interface Item {
  readonly text: string
  readonly link: string
}

export interface Group {
  readonly text: string
  readonly items: ReadonlyArray<Item>
}

export const guides: ReadonlyArray<Group> = [
  {
    text: "Start",
    items: [
      { text: "Getting started", link: "/getting-started" },
      { text: "Accept a payment", link: "/accept-a-payment" },
      { text: "API keys", link: "/api-keys" }
    ]
  },
  {
    text: "Guides",
    items: [
      { text: "Errors", link: "/errors" },
      { text: "Policies", link: "/policies" },
      { text: "Webhooks", link: "/webhooks" },
      { text: "Money and paging", link: "/money-and-paging" },
      { text: "Telemetry", link: "/telemetry" },
      { text: "Shutdown and interruption", link: "/interruption" },
      { text: "Many tenants", link: "/many-tenants" },
      { text: "Without Effect", link: "/without-effect" },
      { text: "HTTP client, proxy, headers", link: "/http-client" },
      { text: "Recipes", link: "/recipes" },
      { text: "Examples", link: "/examples/" },
      { text: "A whole service", link: "/examples/shop/" }
    ]
  },
  {
    text: "Testing",
    items: [
      { text: "Which seam when", link: "/testing" },
      { text: "Mock layer", link: "/mock-layer" },
      { text: "Emulator", link: "/emulator" },
      { text: "Faults", link: "/faults" }
    ]
  },
  {
    text: "Reference",
    items: [
      { text: "Calls", link: "/calls" },
      { text: "BitGPT's API", link: "/api" },
      { text: "Emulator options", link: "/emulator-options" },
      { text: "All names", link: "/reference/" }
    ]
  },
  {
    text: "Contributing",
    items: [
      { text: "How to contribute", link: "/contributing" },
      { text: "Adding an endpoint", link: "/adding-an-endpoint" },
      { text: "Performance", link: "/performance" },
      { text: "Conformance", link: "/conformance" },
      { text: "Conformance of another client", link: "/conformance-kit" },
      { text: "Mutation testing", link: "/mutation" },
      { text: "Security", link: "/security" }
    ]
  }
]
