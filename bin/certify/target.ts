import { callbackPath } from './contract/contract.ts';

/** An URL of the endpoint as it may be given. */
export interface Target {
  readonly callbackUrl: URL;
  /** Whether the callback's path was added to what was given. */
  readonly isCompleted: boolean;
}

/** Returns the callback's URL for that URL itself, as the stack's output has it, or for the API's URL; nothing for other texts. */
export function toTarget(text: string): Target | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = `${url.username}${url.password}${url.search}${url.hash}` === '';
  if (!/^https?:$/.test(url.protocol) || !isPlain) return undefined;
  const path = url.pathname.replace(/\/+$/, '');
  const isCompleted = !path.toLowerCase().endsWith(callbackPath.toLowerCase());
  url.pathname = isCompleted ? path + callbackPath : path;
  return { callbackUrl: url, isCompleted };
}
