import { agentSuiteText } from './agent-suite-text.ts';
import { ciText } from './ci-text.ts';
import { deskSuiteText } from './desk-suite-text.ts';
import { gateText } from './gate-text.ts';
import { ownAgentText } from './own-agent-text.ts';
import { ownSuiteText } from './own-suite-text.ts';
import { ownWorldText } from './own-world-text.ts';
import type { ScaffoldChoices, ToolSource } from './scaffold-choices.ts';
import { schemaComment } from './schema-comment.ts';

/** A file to be written. */
export interface ScaffoldFile {
  /** From the current folder. */
  readonly path: string;
  readonly text: string;
  /** One word on what it is. */
  readonly what: string;
}

const suiteTexts: Readonly<Record<ToolSource, string>> = {
  'order-desk': deskSuiteText,
  own: ownSuiteText,
  agent: agentSuiteText,
};

/** The files of a scaffold. An agent is only written where none is there yet. */
export function scaffoldFiles(choices: ScaffoldChoices, agentFile: string | null): ScaffoldFile[] {
  const { folder, tools } = choices;
  const suite = `${schemaComment('suite', folder)}\n${suiteTexts[tools]}`;
  return [
    { path: `${folder}/suite.yaml`, text: suite, what: 'three scenarios' },
    ...(tools === 'own' ? [{ path: `${folder}/world.ts`, text: ownWorldText, what: 'state and tools' }] : []),
    { path: `${folder}/gate.yaml`, text: gateText(choices), what: 'what a release must show' },
    { path: `${folder}/seatrial-ci.yml`, text: ciText(choices), what: 'a workflow for CI' },
    ...(agentFile === null ? [] : [{ path: agentFile, text: ownAgentText, what: 'the agent, to be filled in' }]),
  ];
}
