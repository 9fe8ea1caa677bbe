/** Looks at the bytes of a file whose signature says what it should be. */
export interface BodyCheck {
  /** Takes the next bytes. Returns false as soon as they can't be of that type. */
  push(chunk: Uint8Array): boolean
  /** Whether the file is of that type up to its end. */
  isWhole(): boolean
}
