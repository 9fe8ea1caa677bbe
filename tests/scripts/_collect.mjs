// Loaded before the product: collects everything again and again, each time as a task of its own.
collect()

function collect() {
  void globalThis.gc({ type: 'major', execution: 'async' }).then(() => setTimeout(collect, 50))
}
