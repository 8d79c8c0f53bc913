/**
 * Does work for at most so long and swallows its error: for clean-up, which must never hold up or fail a run. Gives whether it ended in time.
 *
 * @param deadlineMs how long to wait; the work itself is not stopped
 */
export async function within(work: () => PromiseLike<unknown>, deadlineMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), deadlineMs);
  });
  const inTime = await Promise.race([settled(work), late]);
  clearTimeout(timer);
  return inTime;
}

async function settled(work: () => PromiseLike<unknown>): Promise<true> {
  try {
    await work();
  } catch {}
  return true;
}
