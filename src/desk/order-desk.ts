import { readFileSync } from 'node:fs';
import { defineWorld, type World } from '#worlds';
import { deskStateSchema } from './desk-state.ts';
import { initialState } from './initial/initial-state.ts';
import { addNote } from './tools/add-note.ts';
import { cancelOrder } from './tools/cancel-order.ts';
import { changeAddress } from './tools/change-address.ts';
import { checkReturn } from './tools/check-return.ts';
import { createReturn } from './tools/create-return.ts';
import { exchangeItem } from './tools/exchange-item.ts';
import { findCustomer } from './tools/find-customer.ts';
import { getCustomer } from './tools/get-customer.ts';
import { getOrder } from './tools/get-order.ts';
import { getProduct } from './tools/get-product.ts';
import { issueStoreCredit } from './tools/issue-store-credit.ts';
import { listOrders } from './tools/list-orders.ts';
import { refundPayment } from './tools/refund-payment.ts';
import { searchProducts } from './tools/search-products.ts';
import { transferToHuman } from './tools/transfer-to-human.ts';
import { updateEmail } from './tools/update-email.ts';
import { verifyCustomer } from './tools/verify-customer.ts';

/**
 * The bundled world: the order desk of a shop, on the morning of 2026-03-10, the same for every seed.
 *
 * Its tools refuse only what is impossible (ids that do not exist, stock that is not there, more money than a payment holds, a status that does
 * not allow it). Its policy forbids much more, so that a trial tests whether the agent keeps to the policy and not whether the tools do.
 *
 * @example orderDesk.open({ seed: 1 }).tools.call({ name: 'get_order', arguments: { order_id: 'O-1002' } })
 */
export const orderDesk: World = defineWorld({
  name: 'order-desk',
  version: '1',
  policy: readFileSync(new URL('../../examples/order-desk/policy.md', import.meta.url), 'utf8'),
  state: deskStateSchema,
  initial: initialState,
  clock: { startsAt: '2026-03-10T09:00:00Z', stepSeconds: 20 },
  tools: [
    findCustomer,
    getCustomer,
    listOrders,
    getOrder,
    searchProducts,
    getProduct,
    checkReturn,
    verifyCustomer,
    cancelOrder,
    changeAddress,
    createReturn,
    refundPayment,
    exchangeItem,
    issueStoreCredit,
    updateEmail,
    addNote,
    transferToHuman,
  ],
});
