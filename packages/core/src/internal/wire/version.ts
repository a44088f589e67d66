/** The version of this package. The test beside it holds it to the manifest. */
export const version = "0.0.0"
