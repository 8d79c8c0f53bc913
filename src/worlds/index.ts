export * from './tool.ts';
export * from './world.ts';
