import type { Bench, Delivery, Fields } from '../bench.ts';
import { type Field, maxLengths } from '../contract/contract.ts';
import { checkDeliveries, type Group } from '../group.ts';

/** Checks each field missing, empty, of a wrong type and too long, then all at their limits. */
export const fields: Group = {
  name: 'fields',
  check: (bench) =>
    checkDeliveries(bench, [
      ...(Object.keys(maxLengths) as Field[]).flatMap((field) => faults(bench, field)),
      atLimits(bench),
    ]),
};

function faults({ callbacks, contract, expect }: Bench, field: Field): Delivery[] {
  const refused = (fault: string, breakIt: (value: string) => unknown): Delivery => {
    const callback = callbacks.make();
    return {
      check: `${field} ${fault}`,
      expected: expect.malformed(field),
      callback: { ...callback, [field]: breakIt(callback[field]) },
    };
  };
  const tooLong = maxLengths[field] + 1;
  const isOptional = contract.optionalFields.includes(field);
  return [
    {
      check: `${field} missing`,
      expected: isOptional ? expect.accepted : expect.malformed(field),
      callback: without(field, callbacks.make()),
    },
    refused('empty', () => ''),
    refused('a number', () => 12345),
    refused('a list', (value) => [value]),
    refused(`of ${tooLong} characters`, (value) => value.padEnd(tooLong, 'x')),
  ];
}

function atLimits({ callbacks, expect }: Bench): Delivery {
  const { sessionId, userId, token, uuid, ...partner } = callbacks.make();
  return {
    check: 'all at their limits (256; token 4096)',
    expected: expect.accepted,
    callback: {
      ...partner,
      sessionId: sessionId.padEnd(maxLengths.sessionId, 'x'),
      userId: userId.padEnd(maxLengths.userId, 'x'),
      token: token.padEnd(maxLengths.token, 'x'),
      uuid: uuid.padEnd(maxLengths.uuid, '0'),
    },
  };
}

function without(field: Field, callback: Fields): Fields {
  const { [field]: _, ...rest } = callback;
  return rest;
}
