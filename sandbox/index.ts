export { createSandbox, type Sandbox, type SandboxOptions } from './demo.ts'
