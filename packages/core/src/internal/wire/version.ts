/** The version of this package, written from its manifest by `pnpm version-packages`. */
export const version = "0.0.0"
