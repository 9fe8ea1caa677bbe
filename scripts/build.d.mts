/** Compiles the sources to dist/ where they are newer. Returns whether dist/ can be run. */
export function build(): boolean
