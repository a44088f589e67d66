import { overNodeHttp } from "../src/adapters/nodeHttp.js"
import { conforms } from "./support.js"

conforms(overNodeHttp)
