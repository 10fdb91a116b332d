import { conflict } from './checks/conflict.ts';
import { contentTypes } from './checks/content-types.ts';
import { credentials } from './checks/credentials.ts';
import { fields } from './checks/fields.ts';
import { latency } from './checks/latency.ts';
import { malformedJson } from './checks/malformed-json.ts';
import { methodAndPath } from './checks/method-and-path.ts';
import { oversizedBody } from './checks/oversized-body.ts';
import { printedExample } from './checks/printed-example.ts';
import { retransmission } from './checks/retransmission.ts';
import { storm } from './checks/storm.ts';
import { unicode } from './checks/unicode.ts';
import { unknownFields } from './checks/unknown-fields.ts';
import type { Group } from './group.ts';

/** The groups that send callbacks, in their order, after the first delivery. */
export const groups: readonly Group[] = [
  retransmission,
  storm,
  conflict,
  fields,
  printedExample,
  unknownFields,
  unicode,
  contentTypes,
  credentials,
  methodAndPath,
  oversizedBody,
  malformedJson,
  latency,
];
