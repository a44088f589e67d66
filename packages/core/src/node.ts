/**
 * The client for servers on Node.js: over undici's dispatcher, which takes less than half the time that
 * Node's own `fetch` takes. It needs the package `undici`, version 7, and Node 20.18.1 or newer.
 *
 * @module
 */
export * as BitGptNode from "./node/BitGptNode.js"
