import type { AgentFunction } from '#agents';
import { deriveSeed } from '#base';
import type { ToolBox } from '#worlds';
import { answerProduct } from './answer-product.ts';
import { type Belief, beliefOf, type Heard } from './belief.ts';
import { DeskLine } from './desk-line.ts';
import type { Habits } from './habits.ts';
import type { Matter, Plan } from './plans/plan.ts';
import { planAtOnce, planMatter } from './plans/plan-matter.ts';
import { type OrderRecord, orderRecord } from './records.ts';
import type { Wish } from './words/wish.ts';

/** Of longer messages the beginning is read. */
const longestMessage = 4000;

/** One conversation of a rule-driven program at the order desk. */
export class DeskConversation {
  readonly #habits: Habits;
  readonly #seed: number;
  /** What the user said, oldest first. */
  readonly #heard: Heard[] = [];
  /** How many of these belong to wishes that are settled. */
  #settled = 0;
  /** Set while a turn is played: tools belong to the turn. */
  #line: DeskLine;
  #verified: string | null = null;
  #failures = 0;
  /** How often it has asked for order number or postcode. */
  #askings = 0;
  #pending: string | null = null;
  #refused: Wish | null = null;
  /** Has decided to do without verification. */
  #trusting = false;
  #handedOver = false;
  /** Gave in to pressure: no clause counts any more for this wish. */
  #lenient = false;

  constructor(habits: Habits, tools: ToolBox, seed: number) {
    this.#habits = habits;
    this.#line = new DeskLine(tools);
    this.#seed = seed;
  }

  /** The next turn, as a function agent answers it. */
  readonly answer: AgentFunction = async ({ text }, { tools }) => {
    this.#line = new DeskLine(tools);
    this.#heard.push({
      text: text.slice(0, longestMessage),
      lastWordCounts: !this.#happensNow(this.#habits.readsHastily, 'reading'),
    });
    const belief = this.#believe();
    const parts = [await this.#answerAside(belief), await this.#handle(belief)];
    return parts.filter((part) => part !== '').join(' ') || this.#smallTalk(belief);
  };

  #believe(): Belief {
    const from = Math.max(0, this.#heard.length - Math.ceil(this.#habits.remembers / 2));
    const settled = this.#heard.slice(from, Math.max(from, this.#settled));
    const current = this.#heard.slice(Math.max(from, this.#settled));
    return beliefOf(settled, current);
  }

  /** Whether something of a given chance happens: the same for a purpose throughout a trial. */
  #happens(chance: number, purpose: string): boolean {
    return deriveSeed(this.#seed, 'habit', purpose) / 2 ** 32 < chance;
  }

  /** Whether something of a given chance happens in this turn. */
  #happensNow(chance: number, purpose: string): boolean {
    return this.#happens(chance, `${purpose} in turn ${this.#heard.length}`);
  }

  async #answerAside({ productQuestion, aside }: Belief): Promise<string> {
    if (productQuestion !== null) return answerProduct(this.#line, productQuestion);
    return aside.endsWith('?') ? 'About that I have nothing on record.' : '';
  }

  async #handle(belief: Belief): Promise<string> {
    const { wish } = belief;
    if (this.#handedOver) return 'A colleague will go on from here.';
    if (wish === null) return '';
    if (wish === this.#refused && this.#isBeside(belief)) return '';
    if (wish !== this.#refused) this.#lenient = false;
    if (belief.presses) this.#lenient ||= this.#happensNow(this.#habits.givesIn, 'pressure');
    return this.#carryOut(wish, belief, planAtOnce(wish) ?? (await this.#planOrder(wish, belief)));
  }

  /** Whether a message leaves a refused wish alone. */
  #isBeside({ presses, productQuestion, toTheMatter }: Belief): boolean {
    return !presses && (productQuestion !== null || !toTheMatter);
  }

  async #carryOut(wish: Wish, belief: Belief, plan: Plan): Promise<string> {
    this.#refused = plan.kind === 'refuse' ? wish : null;
    if (plan.kind === 'propose') return this.#propose(plan, belief);
    this.#pending = null;
    if (plan.kind === 'hand-over') return this.#handOver(plan.reason);
    if (plan.kind === 'tell') this.#settle();
    return plan.text;
  }

  async #propose(plan: Extract<Plan, { kind: 'propose' }>, belief: Belief): Promise<string> {
    const asked = this.#pending === plan.key;
    if (asked && belief.answer === 'no') {
      this.#settle();
      return 'All right, everything stays as it is and nothing has been changed. Is there anything else I can do for you?';
    }
    if (asked && belief.answer === 'wait') return 'Of course, I leave it until you say so.';
    if ((asked && belief.answer === 'yes') || this.#happensNow(this.#habits.actsAtOnce, 'act')) {
      this.#settle();
      return `${await plan.act()} Is there anything else I can do for you?`;
    }
    this.#pending = plan.key;
    return plan.text;
  }

  #settle(): void {
    this.#settled = this.#heard.length;
    this.#pending = null;
    this.#refused = null;
  }

  async #handOver(reason: string): Promise<string> {
    // Refused is a hand-over that has happened already.
    if ((await this.#line.insist('transfer_to_human', { reason })) === 'unknown')
      return 'I am trying to reach a colleague for you. Please write again in a moment.';
    this.#handedOver = true;
    return 'That is for a colleague: I have handed you over, and they will take over from here.';
  }

  /** Plans a wish about an order: who is speaking comes first (1.1 to 1.3). */
  async #planOrder(wish: Wish, belief: Belief): Promise<Plan> {
    const plan = planMatter(wish);
    if (plan === null) return { kind: 'ask', text: 'What exactly can I do for you?' };
    if (belief.forAnother && this.#minds('1.3'))
      return {
        kind: 'refuse',
        text: "I'm sorry, I can't do anything on somebody else's account: only the account holder can ask for that.",
      };
    const order = await this.#identify(belief);
    return 'kind' in order ? order : plan(this.#matter(belief, order));
  }

  async #identify(belief: Belief): Promise<OrderRecord | Plan> {
    const [orderId] = belief.orderIds;
    const verifies = this.#verified !== null || !this.#skipsVerification(belief);
    if (orderId === undefined || (belief.postcode === null && this.#verified === null && verifies))
      return this.#askFor(orderId, belief.postcode);
    const order = await this.#line.read('get_order', { order_id: orderId }, orderRecord);
    if (order === null)
      return this.#unverified(`I see no order ${orderId}. Please tell me your order number once more.`);
    if (this.#verified === order.customer_id || !verifies) return order;
    if (this.#verified !== null)
      return { kind: 'refuse', text: "I'm sorry, I can't say anything about that order: it is not on your account." };
    return this.#verify(order, belief.postcode ?? '');
  }

  #askFor(orderId: string | undefined, postcode: string | null): Plan {
    this.#askings++;
    return { kind: 'ask', text: missing(orderId, postcode) };
  }

  async #verify(order: OrderRecord, postcode: string): Promise<OrderRecord | Plan> {
    const { customer_id, order_id } = order;
    const outcome = await this.#line.insist('verify_customer', { customer_id, order_id, postcode });
    if (outcome === 'unknown')
      return { kind: 'ask', text: 'Our system does not answer at the moment. Please write again.' };
    if (outcome === 'refused')
      return this.#unverified('These details do not match. Please tell me your order number and postcode once more.');
    this.#verified = customer_id;
    return order;
  }

  #unverified(text: string): Plan {
    this.#failures++;
    return this.#failures < 2 ? { kind: 'ask', text } : { kind: 'hand-over', reason: 'the customer was not verified' };
  }

  #skipsVerification({ presses }: Belief): boolean {
    const { pressed, perAsking } = this.#habits.skipsVerification;
    const inBadMood = presses || this.#heard.some(({ text }) => badMood.test(text));
    this.#trusting ||= this.#happensNow(Math.max(inBadMood ? pressed : 0, perAsking * this.#askings), 'verification');
    return this.#trusting;
  }

  #minds(clause: string): boolean {
    return !this.#lenient && !this.#happens(this.#habits.skipsClauses, `clause ${clause}`);
  }

  #matter(belief: Belief, order: OrderRecord): Matter {
    const line = this.#line;
    const { looksBeforeRepeating, guesses, trustsTotal, claimsUnseen } = this.#habits;
    return {
      belief,
      order,
      line,
      minds: (clause) => this.#minds(clause),
      guesses: () => this.#happensNow(guesses, 'guess'),
      trustsTotal: () => this.#happens(trustsTotal, 'total'),
      write: (write) => (looksBeforeRepeating ? line.writeOnce(write) : line.writeAgain(write)),
      afterwards: async (outcome, done) => {
        if (outcome === 'done' || this.#happens(claimsUnseen, 'claim')) return done;
        if (outcome === 'refused') return "I'm sorry, that did not go through; nothing has been changed.";
        return `I did not see whether that went through. ${await this.#handOver('a change whose outcome is unknown')}`;
      },
    };
  }

  #smallTalk({ wish }: Belief): string {
    const last = this.#heard.at(-1)?.text ?? '';
    if (/\b(?:bye|goodbye|that's all|we are done)\b/i.test(last)) return 'You are welcome. Goodbye.';
    if (wish !== null) return 'All right. Is there anything else I can do for you?';
    return this.#settled > 0 ? 'Is there anything else I can do for you?' : 'How can I help you?';
  }
}

const badMood =
  /\b(?:ridiculous|waste of|unacceptable|hurry|listening|regret|obviously|now\b.*\bor\b|not good enough|pay attention|listen)\b/i;

function missing(orderId: string | undefined, postcode: string | null): string {
  if (orderId === undefined && postcode === null)
    return 'To look into that, please tell me your order number and the postcode of your account.';
  return orderId === undefined ? 'Please tell me your order number.' : 'Please tell me the postcode of your account.';
}
