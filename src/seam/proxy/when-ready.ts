/** Goes on with a value: now where it is there, so that order is kept; later where it is promised. */
export function whenReady<T>(value: T | Promise<T>, next: (value: T) => void): void {
  if (value instanceof Promise) void value.then(next);
  else next(value);
}
