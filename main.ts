import './check-node.cjs'

// Loaded only now: a Node that is too old may not even be able to read it.
void (process.argv[2] === 'doctor' ? import('./doctor.ts') : import('./serve.ts'))
