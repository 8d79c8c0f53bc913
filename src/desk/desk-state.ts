import { z } from 'zod';

const money = z.number().min(0);
const count = z.int().min(0);
/** `YYYY-MM-DD`. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a day such as 2026-03-10');

const addressSchema = z.strictObject({
  street: z.string(),
  city: z.string(),
  postcode: z.string(),
  country: z.string(),
});
export type Address = z.infer<typeof addressSchema>;

const productSchema = z.strictObject({
  name: z.string(),
  /** Products of one family differ in size or colour only. */
  family: z.string(),
  /** List price of today. */
  price: money,
  stock: count,
  final_sale: z.boolean(),
  hygiene: z.boolean(),
});
export type Product = z.infer<typeof productSchema>;

const customerSchema = z.strictObject({
  name: z.string(),
  email: z.string(),
  phone: z.string(),
  address: addressSchema,
  member: z.boolean(),
  store_credit: money,
  /** What made up the store credit, oldest first. */
  credits: z.array(z.strictObject({ date: day, amount: money, reason: z.string() })),
  /** Whether `verify_customer` has succeeded in this conversation. */
  verified: z.boolean(),
});
export type Customer = z.infer<typeof customerSchema>;

const itemSchema = z.strictObject({
  sku: z.string(),
  quantity: z.int().min(1),
  /** List price of one piece on the day of the order. */
  unit_price: money,
  /** What was paid for all pieces of the line, after discounts. */
  paid_price: money,
  status: z.enum(['ordered', 'return_open', 'return_received', 'exchanged']),
  /** Whether any refund was paid for it. */
  refunded: z.boolean(),
  /** Whether a hygiene article has been opened; null when the record does not say. */
  opened: z.boolean().nullable(),
});
export type OrderItem = z.infer<typeof itemSchema>;

const paymentSchema = z.strictObject({
  method: z.enum(['card', 'wallet', 'gift_card']),
  amount: money,
  refunded: money,
});
export type Payment = z.infer<typeof paymentSchema>;

const orderSchema = z.strictObject({
  customer_id: z.string(),
  placed: day,
  promised: day,
  status: z.enum(['pending', 'packed', 'shipped', 'delivered', 'cancelled']),
  delivered: day.nullable(),
  tracking: z.string().nullable(),
  gift: z.boolean(),
  address: addressSchema,
  items: z.record(z.string(), itemSchema),
  shipping: money,
  payments: z.record(z.string(), paymentSchema),
  notes: z.array(z.string()),
});
export type Order = z.infer<typeof orderSchema>;

const returnSchema = z.strictObject({
  order_id: z.string(),
  item_ids: z.array(z.string()),
  reason: z.string(),
  created: day,
});

/** Whether a human takes the conversation over, and why. */
const handoverSchema = z.strictObject({ requested: z.boolean(), reason: z.string().nullable() });

/**
 * Everything the order desk knows, keyed by id so that every place has a stable JSON Pointer such as `/orders/O-1002/payments/P-1/refunded`.
 * Amounts are US dollars with two decimals.
 */
export const deskStateSchema = z.strictObject({
  today: day,
  customers: z.record(z.string(), customerSchema),
  products: z.record(z.string(), productSchema),
  orders: z.record(z.string(), orderSchema),
  returns: z.record(z.string(), returnSchema),
  handover: handoverSchema,
});
export type DeskState = z.infer<typeof deskStateSchema>;
