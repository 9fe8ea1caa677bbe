import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const readme = read('README.md')

test('the example is a file that runs', async () => {
  const example = read('tests/example.ts').replace("'../index.ts'", "'telegram-sandbox'")
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``)

  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await import('./example.ts')
  expect(write).toHaveBeenCalledWith('EchoBot: hello, then: Again, Sara!\n')
  write.mockRestore()
})

/** The paths of the tree at the end, in its order. */
function treeOf(): string[] {
  const [, tree = ''] = /```\n(index\.ts[^`]*)```/.exec(readme) ?? []
  let folder = ''
  return tree
    .trim()
    .split('\n')
    .map((line) => {
      const [, indent = '', name = ''] = /^( *)(\S+)/.exec(line) ?? []
      if (indent === '') folder = name.endsWith('/') ? name : ''
      return indent === '' ? name : folder + name
    })
}

test('the tree names all folders, and nothing that is not there', () => {
  const tree = treeOf()
  for (const path of tree) expect(existsSync(join(root, path)), path).toBe(true)
  const folders = ['server', 'demo'].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${folder}/${name}/`),
  )
  expect(tree).toEqual(expect.arrayContaining(folders))
})

test('a folder of the server imports only those above it in the tree', () => {
  const rooms = treeOf().filter((path) => /^server\/.+\/$/.test(path))
  const wrong = rooms.flatMap((room, index) =>
    readdirSync(join(root, room))
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => {
        const imported = [...read(room + name).matchAll(/from '\.\.\/([\w-]+)\//g)].map(([, other]) => other)
        return imported.map((other) => `server/${other}/`).filter((other) => rooms.indexOf(other) >= index)
      })
      .map((other) => `${room} imports ${other}`),
  )
  expect(rooms.length).toBeGreaterThan(5)
  expect(wrong).toEqual([])
})
