/**
 * Where the bundled suite `order-desk` lies: `suite.yaml` beside the desk's policy and its scenarios. The same file from a checkout and from the
 * installed package, which ships `examples/`.
 *
 * @example await loadSuite(fileURLToPath(orderDeskSuitePath()))
 */
export function orderDeskSuitePath(): URL {
  return new URL('../../examples/order-desk/suite.yaml', import.meta.url);
}
