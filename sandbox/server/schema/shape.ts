/** The type of a value. A field whose name ends in `?` is optional. */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'file'
  | 'any'
  | { enum: Literal[] }
  | { array: Shape }
  | { union: Shape[] }
  | { ref: string }
  | { object: Fields }

export type Literal = string | number | boolean
export type Fields = Record<string, Shape>

/** The Bot API as data: the parameters of every method and the named types they use. */
export interface Schema {
  methods: Record<string, Fields>
  types: Record<string, Shape>
}
