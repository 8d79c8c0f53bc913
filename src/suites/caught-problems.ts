import { SeatrialError } from '#base';
import { SuiteMistakes } from './suite-mistakes.ts';
import type { SuiteProblem } from './suite-problem.ts';

/** Does some work; a mistake it finds joins the problems instead of ending everything, and null stands for what it would have given. */
export async function caughtProblems<T>(problems: SuiteProblem[], work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SeatrialError)) throw error;
    if (error instanceof SuiteMistakes) problems.push(...error.problems);
    else problems.push({ code: error.code, message: error.message, hint: error.hint ?? '', where: error.where ?? {} });
    return null;
  }
}
