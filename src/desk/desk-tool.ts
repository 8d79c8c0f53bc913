import { z } from 'zod';
import { defineTool } from '#worlds';
import type { DeskState } from './desk-state.ts';

/** Makes a tool of the order desk: `defineTool` with the desk's state. */
export const deskTool = defineTool<DeskState>();

/** Arguments that several tools take, with the words the agent reads. */
export const deskArgument = {
  customerId: z.string().describe('Such as C-101'),
  orderId: z.string().describe('Such as O-1001'),
  itemId: z.string().describe('The item of the order, such as I-1'),
  reason: z.string().min(1).max(500).describe('Why, in a few words'),
  idempotencyKey: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('A key of your own; a repeated call with the same key has no second effect'),
} as const;
