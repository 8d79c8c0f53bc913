export * from './agent.ts';
export * from './conformance.ts';
export * from './conformance-box.ts';
export * from './conformance-script.ts';
export * from './conformance-subject.ts';
export * from './conformance-trial.ts';
export * from './function/adapter.ts';
export * from './function/config.ts';
