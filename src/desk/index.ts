export * from './agents/index.ts';
export * from './order-desk.ts';
export * from './order-desk-suite-path.ts';
