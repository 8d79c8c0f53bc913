import { SeatrialError } from '#base';

/** The error for a regular expression that cannot be run here. */
export function badPattern(source: string, message: string): SeatrialError {
  return new SeatrialError('GRADERS_BAD_PATTERN', {
    message: `${message}, in the pattern ${JSON.stringify(source.slice(0, 200))}`,
    hint: 'patterns are JavaScript regular expressions (flags iu) without look-around and back-references; `(?-i:…)` minds case',
  });
}
