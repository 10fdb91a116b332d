import * as v from 'valibot';
import { isCidr } from './ip-ranges.ts';

/*
 * The parts of the settings' schema. Each message says what to write. `readSettings` puts the
 * setting's name before it.
 */

/** The schema of a whole number within bounds, both inclusive. */
export const wholeNumber = (min: number, max: number) => {
  const hint = `write a whole number from ${min} to ${max}`;
  return v.pipe(v.number(hint), v.integer(hint), v.minValue(min, hint), v.maxValue(max, hint));
};

/**
 * The schema of a text. It refuses lone surrogates: their digest, and their form in API Gateway,
 * would be that of another text.
 */
export const text = (hint: string) =>
  v.pipe(
    v.string(hint),
    v.regex(/^(?!\s)\P{Cc}{1,256}(?<!\s)$/u, hint),
    v.check((value) => value.isWellFormed(), `${hint}, in well-formed Unicode`),
  );

/** The schema of an ARN of an AWS service. `kind` is the start of the ARN's resource. */
export const arn = (service: string, hint: string, kind = '') =>
  v.pipe(
    v.string(hint),
    v.regex(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:${kind}.+$`), hint),
  );

/** The schema of a switch. */
export const yesOrNo = v.boolean('write true or false');

/** The schema of one of these values. */
export function oneOf<const T extends readonly (string | number)[]>(values: T) {
  return v.picklist(
    values,
    `write one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
  );
}

/**
 * The schema of an object with exactly these keys. Its message tells an unknown key from a missing
 * one.
 */
export function group<const Entries extends v.ObjectEntries>(entries: Entries, hint: string) {
  return v.strictObject(entries, (issue: v.StrictObjectIssue): string =>
    issue.expected === 'never'
      ? `no such setting; there are ${Object.keys(entries).join(', ')}`
      : hint,
  );
}

const cidrHint = 'write an IP range in CIDR notation, such as "203.0.113.0/24"';

/** The schema of a list of IP ranges in CIDR notation. */
export const cidrs = v.array(
  v.pipe(v.string(cidrHint), v.check(isCidr, cidrHint)),
  `${cidrHint}, in a list`,
);
