export * from './grader.ts';
