/** Translates the sources to dist/ if they are newer; says whether dist/ is good to run. */
export function build(): boolean
