import { overUndici } from "../src/adapters/undici.js"
import { conforms } from "./support.js"

conforms(overUndici)
