import { afterAll, describe, it } from 'vitest';
import { userConformance } from './conformance.ts';
import { ruleUser } from './rules/rule-user.ts';
import { scriptedUser } from './scripted-user.ts';
import { competentServer } from './testing/competent-model.ts';

const server = await competentServer();
afterAll(() => server[Symbol.asyncDispose]());

describe.each([
  { kind: 'rules', subject: { followsAgenda: true, simulatorFor: () => ruleUser() } },
  { kind: 'script', subject: { followsAgenda: false, simulatorFor: () => scriptedUser() } },
  { kind: 'model', subject: { followsAgenda: true, simulatorFor: server.simulatorFor } },
])('a user played by $kind', ({ subject }) => {
  for (const check of userConformance(subject)) it(check.name, () => check.run());
});
