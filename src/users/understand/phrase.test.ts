import { describe, expect, it } from 'vitest';
import { findPhrase, nearby, phraseOf } from './phrase.ts';
import { wordsOf } from './words-of.ts';

const found = (sentence: string, phrase: string): boolean => findPhrase(wordsOf(sentence), phraseOf(phrase)) >= 0;

describe('phraseOf and findPhrase', () => {
  it('ignore case, punctuation, plural and spelling', () => {
    expect(found('Your ORDERS were canceled!', 'order')).toBe(true);
    expect(found('It has been canceled.', 'has been cancelled')).toBe(true);
    expect(found('Your order ID, please', 'order number')).toBe(true);
    expect(found('the zip code', 'postcode')).toBe(true);
  });

  it('match whole words only', () => {
    expect(found('It is unopened.', 'opened')).toBe(false);
    expect(found('reordered', 'order')).toBe(false);
  });

  it('let `...` stand for any words, in order', () => {
    expect(found('Order W1 has been cancelled', 'order ... cancelled')).toBe(true);
    expect(found('Cancelled: order W1', 'order ... cancelled')).toBe(false);
  });

  it('find an empty phrase nowhere', () => expect(found('anything', '...')).toBe(false));
});

describe('nearby', () => {
  it('finds words in any order when they stand close', () => {
    expect(nearby(wordsOf('the number of your order'), phraseOf('order number'))).toBe(true);
    expect(nearby(wordsOf('the order that you placed last week and its number'), phraseOf('order number'))).toBe(false);
  });
});
