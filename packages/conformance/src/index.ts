/**
 * What a client of the BitGPT API has to do, as a table of cases with a runner.
 *
 * @module
 */
export { type Adapter, Task } from "./Adapter.js"
export { Call } from "./Call.js"
export { type CallFacts, everyCall } from "./calls.js"
export { Case, type CaseJson, latestEnd } from "./Case.js"
export { cases } from "./cases.js"
export * as InFlight from "./InFlight.js"
export { Outcome } from "./Outcome.js"
export { type CaseReport, runCase } from "./runner.js"
