import { overNode } from "../src/adapters/node.js"
import { conforms } from "./support.js"

conforms(overNode)
