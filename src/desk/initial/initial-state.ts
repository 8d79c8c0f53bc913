import type { DeskState } from '../desk-state.ts';
import { customers } from './customers.ts';
import { orders } from './orders.ts';
import { products } from './products.ts';

/** The desk in the morning of 2026-03-10, before anybody has called. */
export const initialState: DeskState = {
  today: '2026-03-10',
  customers: { ...customers },
  products: { ...products },
  orders: { ...orders },
  returns: {},
  handover: { requested: false, reason: null },
};
