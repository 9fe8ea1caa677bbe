export { createSandbox, type Sandbox } from './demo.ts'
