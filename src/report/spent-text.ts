import { type EconomicsSection, moneyText } from '#schema';

/** What a run spent in all, by who spent it, as far as it is known; null where nothing is. */
export function spentText({ spentUsd }: EconomicsSection): string | null {
  const parts = [
    ['agent', spentUsd.agent],
    ['simulated user', spentUsd.user],
    ['judge', spentUsd.judge],
    ['other', spentUsd.other],
  ] as const;
  const known = parts.flatMap(([who, usd]) => (usd === null ? [] : [`${who} ${moneyText(usd)}`]));
  return known.length === 0 ? null : known.join(' · ');
}
