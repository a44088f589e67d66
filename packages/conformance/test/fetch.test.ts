import { overFetch } from "../src/adapters/fetch.js"
import { conforms } from "./support.js"

conforms(overFetch)
