import { parseSync } from './syntax.ts'
import type { Statement, TSInterfaceDeclaration, TSSignature, TSType } from './syntax.ts'

/** An interface or alias of the parsed files, by its name (`Namespace.Name` inside a namespace). */
export type Declaration =
  | { kind: 'interface'; node: TSInterfaceDeclaration; namespace: string }
  | { kind: 'alias'; type: TSType; namespace: string }

export interface Declarations {
  named: Map<string, Declaration>
  methods: { name: string; parameters: TSSignature[] | undefined }[]
  /** `const X: { readonly A: "a" }`: the values, for `typeof X[keyof typeof X]`. */
  constants: Map<string, string[]>
}

/** Parses declaration files and gathers every interface, alias and API method in them. */
export function collectDeclarations(files: { name: string; text: string }[]): Declarations {
  const found: Declarations = { named: new Map(), methods: [], constants: new Map() }
  for (const file of files) {
    const { program, errors } = parseSync(file.name, file.text)
    if (errors[0]) throw new Error(`${file.name}: ${errors[0].message}`)
    for (const statement of program.body) collectStatement(found, statement, '')
  }
  return found
}

function collectStatement(found: Declarations, statement: Statement, namespace: string): void {
  const node =
    statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement
  if (node.type === 'TSInterfaceDeclaration') {
    found.named.set(namespace + node.id.name, { kind: 'interface', node, namespace })
  } else if (node.type === 'TSTypeAliasDeclaration') {
    if (node.id.name === 'ApiMethods') found.methods.push(...methodsOf(node.typeAnnotation))
    found.named.set(namespace + node.id.name, { kind: 'alias', type: node.typeAnnotation, namespace })
  } else if (node.type === 'TSModuleDeclaration' && node.id.type === 'Identifier' && node.body) {
    for (const inner of node.body.body) collectStatement(found, inner, `${node.id.name}.`)
  } else if (node.type === 'VariableDeclaration') {
    for (const { id } of node.declarations) {
      if (id.type === 'Identifier' && id.typeAnnotation) {
        found.constants.set(id.name, literalsOf(id.typeAnnotation.typeAnnotation))
      }
    }
  }
}

function methodsOf(type: TSType): Declarations['methods'] {
  if (type.type !== 'TSTypeLiteral') throw new Error('ApiMethods is no longer an object type')
  return type.members.flatMap((member) => {
    if (member.type !== 'TSMethodSignature' || member.key.type !== 'Identifier') return []
    const argument = member.params[0]
    const annotation = argument && 'typeAnnotation' in argument ? argument.typeAnnotation : undefined
    const shape = annotation?.typeAnnotation
    if (shape && shape.type !== 'TSTypeLiteral') throw new Error(`unreadable arguments of ${member.key.name}`)
    return [{ name: member.key.name, parameters: shape?.members }]
  })
}

function literalsOf(type: TSType): string[] {
  if (type.type !== 'TSTypeLiteral') return []
  return type.members.flatMap((member) => {
    const value = member.type === 'TSPropertySignature' ? member.typeAnnotation?.typeAnnotation : undefined
    const literal =
      value?.type === 'TSLiteralType' && value.literal.type === 'Literal' ? value.literal.value : undefined
    return typeof literal === 'string' ? [literal] : []
  })
}
