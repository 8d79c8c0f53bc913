import { z } from 'zod';
import { comparable } from '../comparable.ts';
import { deskTool } from '../desk-tool.ts';

/** `find_customer`: ids and names of the customers with this e-mail, this phone, or this name and postcode. */
export const findCustomer = deskTool({
  name: 'find_customer',
  description:
    'Finds customers by e-mail, by phone, or by name and postcode together. Gives ids and names. Finding somebody does not verify them.',
  effect: 'read',
  input: z.object({
    email: z.string().optional(),
    phone: z.string().optional(),
    name: z.string().optional().describe('Full name; needs postcode as well'),
    postcode: z.string().optional(),
  }),
  run({ state, args: { email, phone, name, postcode }, refuse }) {
    if (email === undefined && phone === undefined && (name === undefined || postcode === undefined)) {
      return refuse('expected email, or phone, or name and postcode');
    }
    const fits = (wanted: string | undefined, had: string): boolean =>
      wanted === undefined || comparable(wanted) === comparable(had);
    return Object.entries(state.customers)
      .filter(([, customer]) => fits(email, customer.email) && fits(phone, customer.phone))
      .filter(([, customer]) => fits(name, customer.name) && fits(postcode, customer.address.postcode))
      .map(([id, customer]) => ({ customer_id: id, name: customer.name }));
  },
});
