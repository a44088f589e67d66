// The order counts: see the first module.
import "./keepGlobalDispatcher.js"
export { Agent, type Dispatcher } from "undici"
