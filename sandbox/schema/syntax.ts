// The generator alone needs a parser; nothing that runs in production loads this file.
// oxlint-disable-next-line no-restricted-imports
export { parseSync } from 'oxc-parser'
// oxlint-disable-next-line no-restricted-imports
export type {
  Statement,
  TSInterfaceDeclaration,
  TSSignature,
  TSType,
  TSTypeName,
  TSTypeReference,
} from 'oxc-parser'
