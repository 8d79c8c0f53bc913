export * from './bundled-personas.ts';
export * from './persona-of.ts';
export * from './rules/rule-user.ts';
export * from './scripted-user.ts';
export * from './user.ts';
