// Set up before each test file where mutation testing runs the suite over and over: see `runs`.
import { FastCheck } from "effect"

FastCheck.configureGlobal({ numRuns: 15, seed: 1 })
