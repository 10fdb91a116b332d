import { describe, expect, it } from 'vitest';
import { readTarget } from '../../../bin/certify/endpoint.ts';

const callback = 'https://id.execute-api.eu-west-1.amazonaws.com/prod/V4/SessionExpired';

describe('readTarget', () => {
  it.each([
    callback,
    `${callback}/`,
    'https://id.execute-api.eu-west-1.amazonaws.com/prod',
    'https://id.execute-api.eu-west-1.amazonaws.com/prod/',
  ])('finds the callback for %s', (url) => {
    expect(readTarget(url)?.callbackUrl.href).toBe(callback);
  });

  it('finds it on a domain of its own', () => {
    expect(readTarget('https://callbacks.example.com')?.callbackUrl.href).toBe(
      'https://callbacks.example.com/V4/SessionExpired',
    );
  });

  it('says whether it added the path', () => {
    expect(readTarget(callback)?.isCompleted).toBe(false);
    expect(readTarget('https://callbacks.example.com/prod')?.isCompleted).toBe(true);
  });

  it.each([
    '',
    'callbacks.example.com',
    'ftp://example.com',
    `${callback}?a=b`,
    `${callback}#a`,
    'https://a:b@example.com',
  ])('finds nothing for "%s"', (url) => {
    expect(readTarget(url)).toBeUndefined();
  });
});
