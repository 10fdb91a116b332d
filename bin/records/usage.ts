/** Wrong arguments or a wrong file. The message says in one line what to write. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The text of `npm run records -- --help`. */
export const usage = `Answers what people ask of the session records.

  npm run records -- get <uuid>
  npm run records -- list --user <id> | --session <id> [--from <time>] [--to <time>] [--details]
  npm run records -- reconcile <provider.csv>
  npm run records -- erase --user <id> [--dry-run]

get, list and reconcile ask the query API, with the AWS credentials of a reader:
  --url <url>                  its URL (the stack's output QueryUrl);
                               or the variable SESSION_RECORDS_URL
  --stage <stage>              or find the URL in SSM, as the stage has published it
  --format <format>            table (default on a terminal), csv (default elsewhere) or json
                               (npm run --silent records -- … > file)

list
  --from <time>, --to <time>   arrivals from the one until before the other, ISO 8601
  --order <order>              newest (default) or oldest first
  --details                    whole records

reconcile
  <provider.csv>               the provider's list, with a column uuid, separated by , or ; or tabs;
                               other columns that a record has (sessionId, userId, …) are compared
  --requests-per-second <n>    the most to ask (default 15, of the 20 that the query API
                               lets through; 1000 on this machine)

erase writes to the table, with an administrator's AWS credentials:
  --user <id>                  whose records to erase
  --table <name>               the table; or the variable SESSION_RECORDS_TABLE, or --stage
  --dry-run                    list them only

Exit status: 0 done, and all there; 1 a record is not there or differs;
             2 wrong arguments, or no answer.
`;
