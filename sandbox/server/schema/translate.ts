import type { TSSignature, TSType, TSTypeName, TSTypeReference } from './syntax.ts'
import type { Declaration, Declarations } from './declarations.ts'
import type { Fields, Literal, Shape } from './shape.ts'

/** Turns TypeScript types into shapes, and collects every named type that they use. */
export function createTranslator(declarations: Declarations) {
  const types: Record<string, Shape> = {}

  function resolve(name: string, namespace: string): { name: string; declaration: Declaration } | undefined {
    for (const full of [namespace + name, name]) {
      const declaration = declarations.named.get(full)
      if (declaration) return { name: full, declaration }
    }
    return undefined
  }

  function fields(members: TSSignature[], namespace = ''): Fields {
    const result: Fields = {}
    for (const member of members) {
      if (member.type !== 'TSPropertySignature' || member.key.type !== 'Identifier') continue
      const type = member.typeAnnotation?.typeAnnotation
      if (!type || type.type === 'TSUndefinedKeyword' || type.type === 'TSNeverKeyword') continue
      result[member.key.name + (member.optional ? '?' : '')] = translate(type, namespace)
    }
    return result
  }

  function declared(declaration: Declaration): Shape {
    if (declaration.kind === 'alias') return translate(declaration.type, declaration.namespace)
    const all: Fields = {}
    for (const { expression } of declaration.node.extends) {
      const parent =
        expression.type === 'Identifier' ? resolve(expression.name, declaration.namespace) : undefined
      const shape = parent && declared(parent.declaration)
      if (shape && isObject(shape)) Object.assign(all, shape.object)
    }
    return { object: Object.assign(all, fields(declaration.node.body.body, declaration.namespace)) }
  }

  function reference(node: TSTypeReference, namespace: string): Shape {
    const name = nameOf(node.typeName)
    const first = node.typeArguments?.params[0]
    if (name === 'F') return 'file'
    if ((name === 'Array' || name === 'ReadonlyArray') && first) return { array: translate(first, namespace) }
    if (name === 'NonNullable' && first) return translate(first, namespace)
    if (name === 'Record') return 'any'
    if ((name === 'Exclude' || name === 'Omit') && node.typeArguments) {
      return without(name, node.typeArguments.params, namespace)
    }
    const target = resolve(name, namespace)
    if (!target) throw new Error(`unknown type ${name}`)
    if (!(target.name in types)) {
      types[target.name] = 'any'
      types[target.name] = declared(target.declaration)
    }
    return { ref: target.name }
  }

  function without(helper: string, [from, removed]: TSType[], namespace: string): Shape {
    if (!from || !removed) throw new Error(`${helper} needs two arguments`)
    const gone = new Set(literals(translate(removed, namespace)))
    const shape = deref(translate(from, namespace))
    if (helper === 'Exclude') return { enum: literals(shape).filter((value) => !gone.has(value)) }
    if (!isObject(shape)) throw new Error('Omit of something else than an object')
    return {
      object: Object.fromEntries(
        Object.entries(shape.object).filter(([key]) => !gone.has(key.replace('?', ''))),
      ),
    }
  }

  function keysOf(type: TSType, namespace: string): Shape {
    if (type.type !== 'TSTypeReference') throw new Error('keyof of something else than a name')
    const target = resolve(nameOf(type.typeName), namespace)
    const node = target?.declaration.kind === 'interface' ? target.declaration.node : undefined
    if (!node) throw new Error('keyof of something else than an interface')
    const names = node.body.body.flatMap((member) =>
      member.type === 'TSPropertySignature' && member.key.type === 'Identifier' ? [member.key.name] : [],
    )
    return { enum: names }
  }

  function deref(shape: Shape): Shape {
    return typeof shape === 'object' && 'ref' in shape ? deref(types[shape.ref] ?? 'any') : shape
  }

  function translate(type: TSType, namespace: string): Shape {
    switch (type.type) {
      case 'TSStringKeyword':
      case 'TSTemplateLiteralType':
        return 'string'
      case 'TSNumberKeyword':
        return 'number'
      case 'TSBooleanKeyword':
        return 'boolean'
      case 'TSParenthesizedType':
        return translate(type.typeAnnotation, namespace)
      case 'TSArrayType':
        return { array: translate(type.elementType, namespace) }
      case 'TSLiteralType':
        if (type.literal.type !== 'Literal') return 'string'
        return { enum: [type.literal.value as Literal] }
      case 'TSTypeLiteral':
        return { object: fields(type.members, namespace) }
      case 'TSTypeReference':
        return reference(type, namespace)
      case 'TSTypeOperator':
        if (type.operator === 'readonly') return translate(type.typeAnnotation, namespace)
        return keysOf(type.typeAnnotation, namespace)
      case 'TSUnionType':
        return unite(type.types.map((member) => translate(member, namespace)))
      case 'TSIntersectionType':
        // `string & Record<never, never>`: "any string, but suggest these".
        return type.types.some((member) => member.type === 'TSStringKeyword') ? 'string' : 'any'
      case 'TSIndexedAccessType': {
        const query = type.objectType.type === 'TSTypeQuery' ? type.objectType.exprName : undefined
        const values = query?.type === 'Identifier' ? declarations.constants.get(query.name) : undefined
        if (!values) throw new Error('unreadable indexed access type')
        return { enum: values }
      }
      default:
        throw new Error(`no translation for ${type.type}`)
    }
  }

  return { fields, types: () => types }
}

function unite(shapes: Shape[]): Shape {
  const flat = shapes.flatMap((shape) =>
    typeof shape === 'object' && 'union' in shape ? shape.union : [shape],
  )
  const values = flat.flatMap((shape) => (isEnum(shape) ? shape.enum : []))
  const rest = flat.filter((shape) => !isEnum(shape))
  const all: Shape[] = values.length > 0 ? [...rest, { enum: [...new Set(values)] }] : rest
  return all.length === 1 && all[0] ? all[0] : { union: all }
}

function literals(shape: Shape): Literal[] {
  if (isEnum(shape)) return shape.enum
  throw new Error('expected literals')
}

function isEnum(shape: Shape): shape is { enum: Literal[] } {
  return typeof shape === 'object' && 'enum' in shape
}

function isObject(shape: Shape): shape is { object: Fields } {
  return typeof shape === 'object' && 'object' in shape
}

function nameOf(name: TSTypeName): string {
  if (name.type === 'Identifier') return name.name
  if (name.type === 'TSQualifiedName') return `${nameOf(name.left)}.${name.right.name}`
  throw new Error('a type named this')
}
