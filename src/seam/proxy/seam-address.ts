/** The address of a server in a trial: run and trial are in the path, so that the agent needs no header. */
export function seamAddress(port: number, run: string, trial: string, server: string): string {
  return `http://127.0.0.1:${port}/r/${[run, trial, server].map(encodeURIComponent).join('/')}`;
}
