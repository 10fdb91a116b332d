/** Wrong arguments. The message says in one line what to write, and quotes no value. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The text of `npm run certify -- --help`. */
export const usage = `Plays Lucky Monaco against an endpoint, and shows what holds of the contract.

  npm run certify                    certify a receiver that is started here, on a free port
  npm run certify -- <url> --secure-login <name> --provider-id <id> [options]

  <url>                        the callback's URL (the stack's output CallbackUrl), or its API's
  --secure-login <name>        as agreed with Lucky Monaco; or the variable SECURE_LOGIN
  --provider-id <id>           as agreed with Lucky Monaco
  --query-url <url>            also look at the records, signed with your AWS credentials
                               (the stack's output QueryUrl)
  --client-cert <file>         the certificate to show where mutual TLS asks for one, PEM
  --client-key <file>          its key, PEM
  --error-codes <set>          2024-10-17 (default: 0, 4, 7, 100) or 2024-10-27 (0, 54, 57, 998)
  --request-fields <revision>  2024-10-17 (default) or 2024-10-18 (secureLogin and token optional)
  --requests-per-second <n>    the most to send in any second (default 50, as many as the storm has)
  --report <file>              also write a report to hand over: .html (prints on A4)
                               or .md (for a ticket)
  --json                       print the result as JSON (npm run --silent certify -- … --json)
  --help                       print this

Exit status: 0 all checks passed; 1 a check failed; 2 wrong arguments, or nothing reachable.
`;
