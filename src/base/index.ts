export * from './canonical-json.ts';
export * from './cut-text.ts';
export * from './digest.ts';
export * from './error.ts';
export * from './json-object.ts';
export * from './json-pointer.ts';
export * from './same-json.ts';
export * from './seeded-hash.ts';
