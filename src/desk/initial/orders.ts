import { cents } from '../cents.ts';
import type { Customer, Order, OrderItem, Payment } from '../desk-state.ts';
import { customers } from './customers.ts';
import { products } from './products.ts';

type Line = readonly [sku: string, paidPrice: number, more?: Partial<OrderItem>];
type More = Partial<Pick<Order, 'gift' | 'shipping' | 'tracking' | 'notes' | 'payments'>>;

const order = (
  id: string,
  customerId: string,
  status: Order['status'],
  [placed, promised, delivered]: readonly [placed: string, promised: string, delivered?: string],
  lines: readonly Line[],
  more: More = {},
): readonly [string, Order] => [
  id,
  {
    customer_id: customerId,
    placed: `2026-${placed}`,
    promised: `2026-${promised}`,
    status,
    delivered: delivered === undefined ? null : `2026-${delivered}`,
    tracking: null,
    gift: false,
    address: { ...homeOf(customerId) },
    items: Object.fromEntries(lines.map((line, index) => [`I-${index + 1}`, item(line)])),
    shipping: 0,
    payments: { [`PAY-${id.slice(2)}`]: paid('card', sumOf(lines) + (more.shipping ?? 0)) },
    notes: [],
    ...more,
  },
];

const item = ([sku, paidPrice, more]: Line): OrderItem => ({
  sku,
  quantity: 1,
  unit_price: listPrice(sku),
  paid_price: paidPrice,
  status: 'ordered',
  refunded: false,
  opened: products[sku]?.hygiene === true ? null : false,
  ...more,
});

const paid = (method: Payment['method'], amount: number, refunded = 0): Payment => ({
  method,
  amount: cents(amount),
  refunded,
});

function sumOf(lines: readonly Line[]): number {
  return lines.reduce((sum, [, paidPrice]) => sum + paidPrice, 0);
}

function listPrice(sku: string): number {
  return (products[sku] as (typeof products)[string]).price;
}

function homeOf(customerId: string): Customer['address'] {
  return (customers[customerId] as Customer).address;
}

/** The desk's orders by id. What was paid differs from the list price wherever there was a discount. */
export const orders: Readonly<Record<string, Order>> = Object.fromEntries([
  order(
    'O-1001',
    'C-101',
    'delivered',
    ['02-19', '02-26', '02-25'],
    [
      ['BL-GRY', 55],
      ['MG-BLU', 10.8],
      ['MG-GRN', 10.8],
    ],
  ),
  order(
    'O-1002',
    'C-102',
    'delivered',
    ['02-27', '03-05', '03-04'],
    [
      ['KT-01', 36.8],
      ['LT-01', 25.6],
    ],
  ),
  order(
    'O-1003',
    'C-103',
    'pending',
    ['03-08', '03-14'],
    [
      ['LT-01', 32],
      ['CH-01', 84, { quantity: 2 }],
    ],
  ),
  order(
    'O-1004',
    'C-103',
    'delivered',
    ['01-23', '01-30', '01-29'],
    [
      ['CK-01', 84],
      ['TW-L', 44],
    ],
  ),
  order('O-1005', 'C-104', 'shipped', ['03-03', '03-12'], [['TN-2', 219]], { tracking: 'LK550172' }),
  order(
    'O-1006',
    'C-105',
    'delivered',
    ['02-22', '03-02', '03-01'],
    [
      ['JK-RED-M', 89],
      ['FL-01', 18],
    ],
  ),
  order(
    'O-1007',
    'C-106',
    'delivered',
    ['02-10', '02-17', '02-16'],
    [
      ['SB-01', 66.6, { status: 'return_received' }],
      ['HD-01', 32.4],
    ],
  ),
  order('O-1008', 'C-107', 'delivered', ['02-10', '02-20', '02-27'], [['CK-01', 84]]),
  order('O-1009', 'C-108', 'delivered', ['02-12', '02-20', '02-26'], [['CK-01', 75.6]], { shipping: 6 }),
  order('O-1010', 'C-109', 'delivered', ['02-01', '02-10', '02-18'], [['TN-2', 197.1]]),
  order('O-1011', 'C-101', 'delivered', ['02-01', '02-09', '02-08'], [['BT-41', 129]]),
  order('O-1012', 'C-104', 'delivered', ['01-31', '02-09', '02-07'], [['BP-30', 98]]),
  order('O-1013', 'C-102', 'pending', ['03-09', '03-16'], [['HD-01', 36]]),
  order('O-1014', 'C-102', 'pending', ['03-09', '03-16'], [['LT-01', 32]]),
  order(
    'O-1015',
    'C-105',
    'delivered',
    ['02-13', '02-21', '02-20'],
    [
      ['CP-99', 12],
      ['BP-99', 47.2],
    ],
  ),
  order(
    'O-1016',
    'C-106',
    'delivered',
    ['02-23', '03-03', '03-02'],
    [
      ['EP-01', 57.6],
      ['PL-01', 31.5],
      ['SH-01', 71.1, { opened: true }],
    ],
  ),
  order(
    'O-1017',
    'C-108',
    'packed',
    ['03-08', '03-13'],
    [
      ['TB-01', 68],
      ['CH-01', 84, { quantity: 2 }],
    ],
  ),
  order('O-1018', 'C-109', 'delivered', ['03-05', '03-09', '03-08'], [['ST-01', 55.1, { unit_price: 58 }]]),
  order('O-1019', 'C-110', 'delivered', ['02-24', '03-04', '03-03'], [['TN-4', 296.1]]),
  order('O-1020', 'C-112', 'delivered', ['02-26', '03-06', '03-05'], [['KY-01', 590]]),
  order(
    'O-1021',
    'C-111',
    'delivered',
    ['02-20', '03-02', '02-28'],
    [
      ['TB-01', 68],
      ['TW-L', 44],
    ],
    { payments: { 'PAY-1021': paid('card', 52), 'PAY-1021-G': paid('gift_card', 60) } },
  ),
  order(
    'O-1022',
    'C-112',
    'delivered',
    ['02-16', '02-25', '02-24'],
    [
      ['BL-GRY', 49.5],
      ['MG-GRN', 10.8],
    ],
    { gift: true },
  ),
  order('O-1023', 'C-110', 'delivered', ['02-18', '02-27', '02-26'], [['CH-01', 302.4, { quantity: 8 }]]),
  order('O-1024', 'C-107', 'delivered', ['02-28', '03-07', '03-06'], [['BP-30', 98]], { tracking: 'LK549913' }),
  order(
    'O-1025',
    'C-112',
    'delivered',
    ['02-25', '03-05', '03-04'],
    [
      ['LT-01', 32, { refunded: true }],
      ['HD-01', 36],
    ],
    { payments: { 'PAY-1025': paid('card', 68, 32) }, notes: ['2026-03-06: lantern arrived broken, 32.00 refunded.'] },
  ),
  order('O-1026', 'C-111', 'pending', ['03-07', '03-15'], [['JK-BLU-M', 89]]),
  order(
    'O-1027',
    'C-108',
    'delivered',
    ['02-20', '03-01', '02-28'],
    [
      ['BT-41', 116.1],
      ['LT-01', 28.8],
    ],
  ),
  order('O-1028', 'C-110', 'pending', ['03-08', '03-15'], [['CK-01', 84]]),
]);
