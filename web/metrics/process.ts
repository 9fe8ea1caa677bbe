import type { Metric } from './exposition.ts'

/** How the process does, under the names that Prometheus' own clients use. */
export function readProcess(): Metric[] {
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
  const { utilization } = performance.eventLoopUtilization()
  return [
    metric('process_cpu_seconds_total', 'CPU time of the process', (user + system) / 1e6, 'counter'),
    metric('process_start_time_seconds', 'When the process began', performance.timeOrigin / 1000),
    metric('process_resident_memory_bytes', 'Resident memory of the process', rss),
    metric('nodejs_heap_size_used_bytes', 'Heap in use', heapUsed),
    metric('nodejs_heap_size_total_bytes', 'Heap taken from the system', heapTotal),
    metric('nodejs_external_memory_bytes', 'Memory outside the heap that objects in it hold', external),
    metric('nodejs_eventloop_utilization', 'Share of its time in which the event loop had work', utilization),
  ]
}

function metric(name: string, help: string, value: number, type: Metric['type'] = 'gauge'): Metric {
  return { name, help, type, samples: [{ value }] }
}
