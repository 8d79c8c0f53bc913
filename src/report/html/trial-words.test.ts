import { describe, expect, it } from 'vitest';
import { showCommand } from './show-command.ts';
import { htmlFixture } from './testing/html-fixture.ts';
import { countingAttempt, groupAttempts } from './trial-attempts.ts';
import { trialLink } from './trial-link.ts';

const { trials } = htmlFixture({ scenarios: { a: 'FFRL' } });

describe('the attempt that counts', () => {
  it('is the first that was not lost, else the first', () => {
    const attempts = groupAttempts(trials).get('a');
    expect(countingAttempt(attempts?.get(2))?.attempt).toBe(1);
    expect(countingAttempt(attempts?.get(3))?.outcome).toBe('lost');
    expect(countingAttempt(attempts?.get(9))).toBeUndefined();
  });
});

describe('showCommand', () => {
  it('shows a failed trial beside the first that passed, and a passed one beside the first that failed', () => {
    expect(showCommand('run-1', { id: 'a', trials: 'FFPM' }, 1)).toBe('seatrial diff run-1 a 2 3');
    expect(showCommand('run-1', { id: 'a', trials: 'PFPP' }, 2)).toBe('seatrial diff run-1 a 3 2');
    expect(showCommand('run-1', { id: 'a', trials: 'F' }, 0)).toBe('seatrial diff run-1 a 1 1');
  });

  // Quoting by the rules of POSIX shells.
  it('cannot become another command when it is copied', () => {
    expect(showCommand('run-1', { id: "a'; rm -rf ~; '", trials: 'FP' }, 0)).toBe(
      "seatrial diff run-1 'a'\\''; rm -rf ~; '\\''' 1 2",
    );
    expect(showCommand('run-1', { id: '-rf', trials: 'FP' }, 0)).toContain(" '-rf' ");
    expect(showCommand('run-1', { id: 'a\nrm', trials: 'FP' }, 0)).not.toContain('\n');
  });
});

describe('trialLink', () => {
  it('carries any id through an address, counting from 1', () => {
    const link = trialLink('a&b=c #%', 0, 2);
    const parts = new URLSearchParams(link.slice(1));
    expect([parts.get('trial'), parts.get('n'), parts.get('step')]).toEqual(['a&b=c #%', '1', '3']);
  });

  it('survives a lone surrogate', () => {
    expect(trialLink('\u{d800}', 0)).toBe('#trial=%EF%BF%BD&n=1');
  });
});
