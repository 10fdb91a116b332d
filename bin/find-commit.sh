#!/usr/bin/env bash
# Prints the newest commit that builds the code with a digest, which the description of a Lambda
# ends with. It builds one commit after the other, so the answer does not depend on what Git is told.
# Usage: npm run find-commit -- 209eeca93552
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
digest=${1:-}
if [[ ! $digest =~ ^[0-9a-f]{12}$ ]]; then
  echo 'find-commit: write the 12 digits after "code" in the description of a Lambda' >&2
  exit 2
fi
unset "${!GIT_@}" # they could lead to another repository
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

for commit in $(git rev-list HEAD -- lambda lib package.json package-lock.json tsconfig.json); do
  echo "building $commit" >&2
  folder=$out/$commit
  mkdir "$folder"
  git archive "$commit" | tar -x -C "$folder"
  if cmp -s package-lock.json "$folder/package-lock.json"; then
    ln -s "$PWD/node_modules" "$folder"
  else
    (cd "$folder" && npm ci --include=dev --ignore-scripts --silent)
  fi
  (cd "$folder" && npx cdk synth -q --no-validation >/dev/null 2>&1) || echo "it does not build" >&2
  template=$(cat "$folder"/cdk.out/*.template.json 2>/dev/null || true)
  if [[ -n $template && $template != *', code '* ]]; then break; fi # older commits write none
  if [[ $template == *", code $digest\""* ]]; then
    git log -1 --no-show-signature --format='%H %cs %s' "$commit"
    exit
  fi
  rm -rf "$folder"
done
echo "find-commit: no commit in the history of HEAD builds code $digest. Look in another branch, or" \
  "run git fetch --unshallow if the clone is shallow. The code may also never have been committed." >&2
exit 1
