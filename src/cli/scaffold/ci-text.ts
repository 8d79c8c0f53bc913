import type { ScaffoldChoices } from './scaffold-choices.ts';
import { shellWord } from './shell-word.ts';

/** A GitHub Actions workflow that checks, runs and gates on every pull request. */
export function ciText({ agent, tools, folder }: ScaffoldChoices): string {
  // a world or an agent in a file imports what the project depends on
  const install = tools === 'own' || /\.(ts|mts|js|mjs)$/.test(agent) ? '      - run: npm ci\n' : '';
  const file = (name: string): string => shellWord(`${folder}/${name}`);
  return `# Copy this to .github/workflows/seatrial.yml. The baseline is a run that was accepted:
#   npx -y seatrial pack RUN ${folder}/baseline.zip
name: seatrial
on: [pull_request]
jobs:
  trial:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with: { node-version: 24 }
${install}      - run: |
          npx -y seatrial check ${file('suite.yaml')} ${file('gate.yaml')}
          npx -y seatrial run ${file('suite.yaml')} --agent ${shellWord(agent)} -k 8 --name candidate
          npx -y seatrial gate candidate --baseline ${file('baseline.zip')} --policy ${file('gate.yaml')}
      - if: always()
        run: npx -y seatrial report candidate --html report.html
      - if: always()
        uses: actions/upload-artifact@v5
        with: { name: seatrial, path: "report.html\\n.seatrial/" }
`;
}
