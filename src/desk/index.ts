export * from './order-desk.ts';
export * from './order-desk-suite-path.ts';
