import { customerRecord } from '../records.ts';
import type { Matter, Plan } from './plan.ts';

/** A new e-mail address for an account, whose present one the customer can name (1.4). */
export async function planEmail(matter: Matter): Promise<Plan> {
  const { belief, line, order } = matter;
  const { email, newEmail } = belief;
  const knows = email !== null || !matter.minds('1.4');
  if (!knows && newEmail === null)
    return { kind: 'ask', text: 'Please tell me the e-mail address now on file, and the new e-mail address.' };
  if (!knows) return { kind: 'ask', text: 'Which e-mail address is now on file for your account?' };
  if (newEmail === null) return { kind: 'ask', text: 'What is the new e-mail address?' };
  const customer = await line.read('get_customer', { customer_id: order.customer_id }, customerRecord);
  if (customer?.email.toLowerCase() !== email?.toLowerCase() && matter.minds('1.4'))
    return { kind: 'refuse', text: "I'm sorry, I can't change it: that is not the e-mail address we have on file." };
  return {
    kind: 'propose',
    key: `email ${order.customer_id} ${newEmail}`,
    text: `I would change the e-mail address of your account to ${newEmail}. Is that right?`,
    act: () => updateEmail(matter, newEmail),
  };
}

async function updateEmail(matter: Matter, email: string): Promise<string> {
  const { line, order } = matter;
  const outcome = await matter.write({
    tool: 'update_email',
    arguments: { customer_id: order.customer_id, email },
    hasHappened: async () => {
      const now = await line.read('get_customer', { customer_id: order.customer_id }, customerRecord);
      return now === null ? null : now.email === email;
    },
  });
  return matter.afterwards(outcome, `Done: the e-mail address was changed to ${email}.`);
}
