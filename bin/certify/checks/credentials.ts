import { type Case, table } from './table.ts';

/** Callers that are not the provider, and other spellings of the provider's id. */
export const credentials = table('credentials', ({ callbacks }) => {
  const { secureLogin, providerId, token } = callbacks.make();
  const otherCase = invertCase(secureLogin);
  const sent = (change: { secureLogin: string } | { providerId: string }): Case[2] => ({
    fields: (valid) => ({ ...valid, ...change }),
  });
  const cases: Case[] = [
    ['a wrong secureLogin', 'unauthenticated', sent({ secureLogin: `${callbacks.mark}-stranger` })],
    ['a token for a secureLogin', 'unauthenticated', sent({ secureLogin: token })],
    ['secureLogin in other case', 'unauthenticated', sent({ secureLogin: otherCase })],
    ['a wrong providerId', 'unauthenticated', sent({ providerId: `${callbacks.mark}-nobody` })],
    ['providerId in lower case', 'accepted', sent({ providerId: providerId.toLowerCase() })],
    ['providerId in upper case', 'accepted', sent({ providerId: providerId.toUpperCase() })],
  ];
  // A secureLogin without letters has no other case.
  return otherCase === secureLogin
    ? cases.filter(([check]) => check !== 'secureLogin in other case')
    : cases;
});

function invertCase(text: string): string {
  return [...text]
    .map((letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    )
    .join('');
}
