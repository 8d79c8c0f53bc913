import { describe, expect, it } from 'vitest';
import { phraseBook } from './phrase-book.ts';

const all = Object.entries(phraseBook).flatMap(([phrasing, tones]) =>
  Object.values(tones).flatMap((texts) => texts.map((text: string) => ({ phrasing, text }))),
);
const agrees = /\b(?:yes|yeah|sure|okay|ok|alright|all right|fine|go ahead|of course|agreed|correct)\b/i;

describe('phraseBook', () => {
  it('agrees in `yes` texts alone, so that nothing else can be taken for consent', () => {
    const agreeing = all.filter(({ text }) => agrees.test(text)).map(({ phrasing }) => phrasing);
    expect([...new Set(agreeing)].sort()).toEqual(['yes', 'yes-hand-over']);
    for (const { phrasing, text } of all) if (phrasing.startsWith('yes')) expect(text).toMatch(/^Yes\b/);
  });

  it('says no in every text that refuses a proposal, except the wish to stay', () => {
    for (const { phrasing, text } of all) if (/^no-(?:wrong|not|leave)/.test(phrasing)) expect(text).toMatch(/^No\b/);
  });

  it('holds no number, so that nothing in it needs a fact', () => {
    for (const { text } of all) expect(text).not.toMatch(/\d/);
  });

  it('has only slots that are filled: those of a fact, a request or a digression', () => {
    const slots = new Set(all.flatMap(({ text }) => text.match(/\{\w+\}/g) ?? []));
    expect([...slots].sort()).toEqual(['{Label}', '{label}', '{request}', '{say}', '{value}', '{wrong}']);
  });
});
