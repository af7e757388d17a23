#!/usr/bin/env bash
# Runs the browser tests against a debug binary with the small demo, in a folder that is thrown away.
#
#   e2e/run.sh                           all tests
#   e2e/run.sh tests/public.test.mjs     only this file
#   XIEYU_URL=http://127.0.0.1:8080 e2e/run.sh    against a server that already runs
#
# Pictures and the server's log stay in target/e2e/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$(cd .. && pwd)
target=$(mkdir -p "${CARGO_TARGET_DIR:-$root/target}" && cd "${CARGO_TARGET_DIR:-$root/target}" && pwd)
export XIEYU_E2E_OUT=$target/e2e
# The journeys start servers of their own with it.
export XIEYU_BIN=${XIEYU_BIN:-$target/debug/xieyu}
mkdir -p "$XIEYU_E2E_OUT"

[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --no-audit --no-fund

folder=
server=
finish() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  [ -z "$folder" ] || rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

start_server() {
  local log=$XIEYU_E2E_OUT/server.log port
  port=$(node lib/free-port.mjs)
  folder=$(mktemp -d)
  export XIEYU_URL=http://127.0.0.1:$port XIEYU_E2E_FOLDER=$folder
  (cd "$folder" && exec "$XIEYU_BIN" demo --size small --no-clip --listen "127.0.0.1:$port") >"$log" 2>&1 </dev/null &
  server=$!
  node lib/wait-ready.mjs "$XIEYU_URL/readyz" "$server" 120 || { tail -n 40 "$log" >&2; exit 1; }
}

[ -x "$XIEYU_BIN" ] || { echo "e2e: $XIEYU_BIN is not built: cargo build --bin xieyu" >&2; exit 1; }
[ -n "${XIEYU_URL:-}" ] || start_server
export XIEYU_URL

shopt -s nullglob
tests=("$@")
[ ${#tests[@]} -gt 0 ] || tests=(lib/*.test.mjs tests/*.test.mjs journeys/*.test.mjs)
code=0
node --test --test-reporter=spec --test-concurrency=2 "${tests[@]}" || code=$?
if [ "$code" != 0 ] && [ -s "$XIEYU_E2E_OUT/server.log" ]; then
  echo "e2e: the server's last lines ($XIEYU_E2E_OUT/server.log):"
  tail -n 20 "$XIEYU_E2E_OUT/server.log"
fi
exit "$code"
