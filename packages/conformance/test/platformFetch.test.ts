import { overPlatformFetch } from "../src/adapters/fetch.js"
import { conforms } from "./support.js"

conforms(overPlatformFetch)
