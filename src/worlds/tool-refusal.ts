/**
 * A tool says no: thrown inside a tool, it becomes an answer with `isError` and `refused`, and the state stays as it was.
 * `refuse` of the tool's context throws one; functions further down may throw it themselves.
 *
 * @example if (order.status !== 'open') throw new ToolRefusal(`order ${order.id} is ${order.status}, only open orders can be cancelled`)
 */
export class ToolRefusal extends Error {
  /** @param message what the agent reads: what is wrong and, where it helps, what would be right */
  constructor(message: string) {
    super(message);
    this.name = 'ToolRefusal';
  }
}
