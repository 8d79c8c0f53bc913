import { fileURLToPath } from 'node:url';

/** The file of the suite that a user names: of a bundled one by its name, else the path as typed. */
export async function suitePath(reference: string): Promise<string> {
  // the desk is loaded only where it is named
  if (!reference.startsWith('order-desk')) return reference;
  const { bundledSuites, orderDeskSuitePath } = await import('#desk');
  if (!Object.hasOwn(bundledSuites, reference)) return reference;
  return fileURLToPath(orderDeskSuitePath(reference as keyof typeof bundledSuites));
}
