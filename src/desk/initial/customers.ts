import type { Customer } from '../desk-state.ts';

type Home = readonly [street: string, city: string, postcode: string];
type More = Partial<Pick<Customer, 'member' | 'store_credit' | 'credits'>>;

const customer = (name: string, phone: string, [street, city, postcode]: Home, more: More = {}): Customer => ({
  name,
  email: `${name.toLowerCase().replace(' ', '.')}@example.com`,
  phone,
  address: { street, city, postcode, country: 'US' },
  member: false,
  store_credit: 0,
  credits: [],
  verified: false,
  ...more,
});

/** The desk's customers by id: invented people. */
export const customers: Readonly<Record<string, Customer>> = {
  'C-101': customer('Mara Ellison', '555-0101', ['12 Quay Street', 'Port Arlen', '40812']),
  'C-102': customer('Theo Brandt', '555-0102', ['8 Mill Lane', 'Corfield', '51277']),
  'C-103': customer('Ines Okafor', '555-0103', ['230 Station Road', 'Halden', '63104'], { member: true }),
  'C-104': customer('Jonah Pike', '555-0104', ['5 Orchard Row', 'Corfield', '51279']),
  'C-105': customer('Lena Sorensen', '555-0105', ['77 Harbor View', 'Port Arlen', '40815']),
  'C-106': customer('Ravi Menon', '555-0106', ['19 Cedar Court', 'Halden', '63110']),
  'C-107': customer('Greta Holm', '555-0107', ['3 Chapel Hill', 'Westmere', '72031'], {
    store_credit: 12,
    credits: [{ date: '2025-08-19', amount: 12, reason: 'goodwill: order O-0871 came late' }],
  }),
  'C-108': customer('Samuel Ortega', '555-0108', ['61 Bridge Street', 'Westmere', '72033']),
  'C-109': customer('Yuki Tanabe', '555-0109', ['14 Lower Green', 'Brackley', '83520'], { member: true }),
  'C-110': customer('Dora Whitlock', '555-0110', ['2 Fern Close', 'Brackley', '83522']),
  'C-111': customer('Peter Whitlock', '555-0111', ['2 Fern Close', 'Brackley', '83522']),
  'C-112': customer('Anselm Reyes', '555-0112', ['40 Summit Avenue', 'Halden', '63118']),
};
