import { z } from 'zod';

/** What the program reads of the desk's answers. Everything else in them is left alone. */
export const customerRecord = z.object({
  customer_id: z.string(),
  email: z.string(),
  credits: z.array(z.object({ date: z.string(), amount: z.number(), reason: z.string() })),
  store_credit: z.number(),
});
export type CustomerRecord = z.infer<typeof customerRecord>;

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

export const orderRows = z.array(
  z.object({ order_id: z.string(), status: z.string(), placed: z.string(), items: z.array(z.string()) }),
);
export type OrderRow = z.infer<typeof orderRows>[number];

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

export const productRows = z.array(
  z.object({ sku: z.string(), name: z.string(), price: z.number(), stock: z.number() }),
);
export type ProductRow = z.infer<typeof productRows>[number];

export const productRecord = z.object({
  sku: z.string(),
  name: z.string(),
  family: z.string(),
  price: z.number(),
  stock: z.number(),
});
export type ProductRecord = z.infer<typeof productRecord>;
