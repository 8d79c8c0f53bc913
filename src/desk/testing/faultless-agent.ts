import type { AgentFunctionFactory, FunctionContext } from '#agents';
import { type FaultlessLines, faultlessLines } from './faultless-lines.ts';
import { type IntendedCall, intendedSolutions } from './intended-solutions.ts';

/**
 * An agent that knows the right solution of every goal and has only to hear what it needs: it shows that each goal can be reached by talking to its
 * user, and that the checks count it as reached.
 */
export const faultlessAgent: AgentFunctionFactory = {
  name: 'faultless',
  open({ trialId }) {
    const goal = trialId.split(/[~#]/)[0] ?? '';
    const conversation = new FaultlessConversation(intendedSolutions[goal] ?? [], faultlessLines[goal] ?? {});
    return ({ text }, context) => conversation.reply(text, context);
  },
};

class FaultlessConversation {
  readonly #verification: IntendedCall | undefined;
  readonly #acts: readonly IntendedCall[];
  readonly #lines: FaultlessLines;
  #heard = '';
  #turn = 0;
  #verified = false;
  #failures = 0;
  #proposed = false;
  #done = false;

  constructor(solution: readonly IntendedCall[], lines: FaultlessLines) {
    this.#verification = solution.find(([tool]) => tool === 'verify_customer');
    this.#acts = solution.filter(([tool]) => tool !== 'verify_customer');
    this.#lines = lines;
  }

  async reply(text: string, { tools }: FunctionContext): Promise<string> {
    this.#heard += `\n${text}`;
    this.#turn++;
    const { first, ask, answer, also, offer, fails } = this.#lines;
    if (this.#turn === 1 && first !== undefined) return first;
    if (this.#done) return 'You are welcome. Is there anything else I can do for you?';
    const question = (await this.#identify(tools)) ?? (fails && (await this.#fail(tools, text, fails)));
    if (question) return question;
    if (ask?.until.some((phrase) => !this.#heard.includes(phrase))) return ask.question;
    if (also !== undefined && text.includes(also.when)) return also.say;
    if (answer !== undefined) return answer;
    if (offer !== undefined) return this.#offer(offer);
    return this.#needsYes && !this.#hasYes(text) ? this.#propose() : this.#act(tools);
  }

  /** Asks for order number and postcode until both were said; null when the customer is verified or need not be. */
  async #identify(tools: FunctionContext['tools']): Promise<string | null> {
    if (this.#verification === undefined || this.#verified) return null;
    const [name, args] = this.#verification;
    if (!this.#heard.includes(String(args['order_id']))) return 'Could you please tell me your order number?';
    if (!this.#heard.includes(String(args['postcode']))) return 'Thank you. What is the postcode of your account?';
    await tools.call({ name, arguments: args });
    this.#verified = true;
    return null;
  }

  async #fail(
    tools: FunctionContext['tools'],
    text: string,
    args: FaultlessLines['fails'] & object,
  ): Promise<string | null> {
    if (!text.includes(String(args['postcode']))) return 'Please tell me your order number and your postcode.';
    await tools.call({ name: 'verify_customer', arguments: args });
    return ++this.#failures < 2 ? 'I could not find that. Could you tell me order number and postcode again?' : null;
  }

  #offer({ question, left }: { question: string; left: string }): string {
    this.#done = this.#proposed;
    this.#proposed = true;
    return this.#done ? left : question;
  }

  get #needsYes(): boolean {
    return this.#acts.some(([tool]) => /refund|credit|cancel|exchange/.test(tool));
  }

  #hasYes(text: string): boolean {
    return this.#proposed && /\byes\b/i.test(text);
  }

  #propose(): string {
    this.#proposed = true;
    return `This is what I would do for you: ${this.#acts.map(describeCall).join('; ')}. Shall I go ahead?`;
  }

  async #act(tools: FunctionContext['tools']): Promise<string> {
    const said: string[] = [];
    for (const [name, args] of this.#acts) {
      await tools.call({ name, arguments: args });
      said.push(doneWords[name]?.(args) ?? '');
    }
    this.#done = true;
    return said.join(' ').trim();
  }
}

type Args = IntendedCall[1];

function describeCall([tool, args]: IntendedCall): string {
  const amount = typeof args['amount'] === 'number' ? args['amount'].toFixed(2) : '';
  const what = [args['order_id'], args['item_ids'], args['item_id'], amount, args['new_sku'], args['payment_id']];
  return [tool.replaceAll('_', ' '), ...what.filter(Boolean)].join(' ');
}

const doneWords: Readonly<Record<string, (args: Args) => string>> = {
  create_return: () => 'Your return has been created; a label is in your mail.',
  refund_payment: (args) =>
    `I have refunded ${Number(args['amount']).toFixed(2)} to the original payment ${args['payment_id']}.`,
  cancel_order: (args) => `Your order ${args['order_id']} has been cancelled, and the payment goes back in full.`,
  exchange_item: (args) => `The item has been exchanged for ${args['new_sku']}.`,
  change_address: () => 'The address of your order has been changed.',
  update_email: () => 'Your e-mail address has been updated.',
  issue_store_credit: (args) => `I have added ${Number(args['amount']).toFixed(2)} of store credit to your account.`,
  transfer_to_human: () => 'I have handed you over to a human colleague, who takes over from here.',
};
