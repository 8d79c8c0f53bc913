import { z } from 'zod';

// What the agents read of the desk's answers; everything else in them is left alone.

/** A customer, with the store credit given so far; amounts in the desk's currency. */
export const customerRecord = z.object({
  customer_id: z.string(),
  email: z.string(),
  credits: z.array(z.object({ date: z.string(), amount: z.number(), reason: z.string() })),
  store_credit: z.number(),
});

const itemRecord = z.object({
  item_id: z.string(),
  sku: z.string(),
  name: z.string(),
  quantity: z.number(),
  unit_price: z.number(),
  paid_price: z.number(),
  status: z.string(),
  refunded: z.boolean(),
});
export type ItemRecord = z.infer<typeof itemRecord>;

const paymentRecord = z.object({
  payment_id: z.string(),
  method: z.string(),
  amount: z.number(),
  refunded: z.number(),
});
export type PaymentRecord = z.infer<typeof paymentRecord>;

/** An order with its items and payments, on the desk's day `today`; dates are ISO 8601. */
export const orderRecord = z.object({
  order_id: z.string(),
  today: z.string(),
  customer_id: z.string(),
  placed: z.string(),
  promised: z.string(),
  status: z.string(),
  delivered: z.string().nullable(),
  tracking: z.string().nullable(),
  gift: z.boolean(),
  address: z.object({ street: z.string(), city: z.string(), postcode: z.string() }),
  items: z.array(itemRecord),
  total: z.number(),
  payments: z.array(paymentRecord),
  notes: z.array(z.string()),
});
export type OrderRecord = z.infer<typeof orderRecord>;

/** The orders of a customer, in short. */
export const orderRows = z.array(
  z.object({ order_id: z.string(), status: z.string(), placed: z.string(), items: z.array(z.string()) }),
);
export type OrderRow = z.infer<typeof orderRows>[number];

/** What decides whether an item may come back; `days_since_delivery` is null before delivery. */
export const returnFacts = z.object({
  days_since_delivery: z.number().nullable(),
  member: z.boolean(),
  final_sale: z.boolean(),
  hygiene: z.boolean(),
  opened_hygiene: z.union([z.boolean(), z.string()]),
  status: z.string(),
  refunded: z.boolean(),
});
export type ReturnFacts = z.infer<typeof returnFacts>;

/** Products that a search found. */
export const productRows = z.array(
  z.object({ sku: z.string(), name: z.string(), price: z.number(), stock: z.number() }),
);
export type ProductRow = z.infer<typeof productRows>[number];

/** One product; variants of one thing share a `family`. */
export const productRecord = z.object({
  sku: z.string(),
  name: z.string(),
  family: z.string(),
  price: z.number(),
  stock: z.number(),
});
export type ProductRecord = z.infer<typeof productRecord>;
