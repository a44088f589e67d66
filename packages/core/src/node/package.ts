// Imported before undici, so that undici leaves Node's `fetch` alone.
import "./keepGlobalDispatcher.js"
export { Agent, type Dispatcher } from "undici"
