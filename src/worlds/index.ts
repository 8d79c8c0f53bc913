export * from './define-tool.ts';
export * from './define-world.ts';
export * from './merge-patch.ts';
export * from './simulated-clock.ts';
export * from './state-changes.ts';
export * from './tool.ts';
export * from './tool-refusal.ts';
export * from './world.ts';
