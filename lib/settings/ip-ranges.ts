import { BlockList, isIP } from 'node:net';

/** Ranges with more addresses than one range of this prefix are too wide for an allowlist. */
const shortestPrefix = { v4: 8, v6: 16 };

/** Returns whether a text is an IP range in CIDR notation. */
export function isCidr(range: string): boolean {
  const [, address = '', prefix = ''] = /^([^/%]+)\/(0|[1-9]\d{0,2})$/.exec(range) ?? [];
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return Number(prefix) <= bits;
}

/** Returns whether a range holds IPv6 addresses. */
export const isIpv6 = (range: string): boolean => range.includes(':');

/** Returns whether the ranges together let in nearly everyone. */
export function areOpen(ranges: readonly string[]): boolean {
  const ipv6 = ranges.filter(isIpv6);
  const ipv4 = ranges.filter((range) => !isIpv6(range));
  return shareOf(ipv4) > 2 ** -shortestPrefix.v4 || shareOf(ipv6) > 2 ** -shortestPrefix.v6;
}

/**
 * Returns the share of all addresses that ranges of one family hold. An address in two ranges
 * counts twice.
 */
function shareOf(ranges: readonly string[]): number {
  return ranges.reduce((sum, range) => sum + 2 ** -Number(range.split('/')[1]), 0);
}

/** The ranges for documentation (RFC 5737, RFC 3849, RFC 9637). No caller has such an address. */
const documentation = new BlockList();
documentation.addSubnet('192.0.2.0', 24, 'ipv4');
documentation.addSubnet('198.51.100.0', 24, 'ipv4');
documentation.addSubnet('203.0.113.0', 24, 'ipv4');
documentation.addSubnet('2001:db8::', 32, 'ipv6');
documentation.addSubnet('3fff::', 20, 'ipv6');

/** Returns whether a range is reserved for examples in documents. */
export function isForDocumentation(range: string): boolean {
  const [address = ''] = range.split('/');
  return documentation.check(address, isIpv6(range) ? 'ipv6' : 'ipv4');
}
