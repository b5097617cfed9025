# SPDX-License-Identifier: Apache-2.0
# The page's server: what the API answers, what is refused, what every answer carries, and that it ends when told to.
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$B/dateline" add --store "$dir/s.db" examples/harbour >/dev/null || { echo "not ok serve: add"; exit 1; }
python3 tests/serve_check.py "$B/dateline" "$dir/s.db"
