export * from './careful.ts';
export * from './hasty.ts';
