import { answer } from "./answer.js"

Object.assign(globalThis, { ask: answer })
