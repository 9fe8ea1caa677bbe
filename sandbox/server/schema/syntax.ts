// The generator alone needs a parser; nothing that runs in production loads this file.
export { parseSync } from 'oxc-parser'
export type {
  Statement,
  TSInterfaceDeclaration,
  TSSignature,
  TSType,
  TSTypeName,
  TSTypeReference,
} from 'oxc-parser'
