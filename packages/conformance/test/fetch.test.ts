import { overFetch } from "../src/adapters/fetch.js"
import { casesByTheme } from "../src/cases.js"
import { conforms } from "./support.js"

conforms(overFetch, casesByTheme)
