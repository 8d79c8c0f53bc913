/** The suites of the bundled order desk, by the names users type. */
export const bundledSuites = {
  'order-desk': 'suite.yaml',
  'order-desk-faults': 'faults.yaml',
} as const satisfies Record<string, string>;
/** The name of a bundled suite. */
export type BundledSuite = keyof typeof bundledSuites;

/**
 * Where a bundled suite lies: beside the desk's policy, its scenarios and its gates. The same file from a checkout and from the installed package,
 * which ships `examples/`.
 *
 * @example await loadSuite(fileURLToPath(orderDeskSuitePath()))
 */
export function orderDeskSuitePath(suite: BundledSuite = 'order-desk'): URL {
  return new URL(`../../examples/order-desk/${bundledSuites[suite]}`, import.meta.url);
}
