/**
 * Why an emulator does not start.
 *
 * @module
 */
import * as Data from "effect/Data"

/** The address can't be listened on: its port is taken, say. */
export class ListenError extends Data.TaggedError("ListenError")<{
  /** The address that was to be listened on. */
  readonly host: string
  /** The port that was to be listened on. */
  readonly port: number
  /** What is wrong, for people. */
  readonly message: string
}> {}

/** The data file can't be read, is broken or can't be written. It was left as it was. */
export class DataFileError extends Data.TaggedError("DataFileError")<{
  /** The data file. */
  readonly path: string
  /** What is wrong with it, for people. */
  readonly message: string
}> {}

/** Why an emulator does not start. */
export type EmulatorError = ListenError | DataFileError
