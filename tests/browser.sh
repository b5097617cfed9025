# SPDX-License-Identifier: Apache-2.0
# all
# The page in a browser: what is shown, that strangers' words stay words, that it reads in the dark and on a telephone.
command -v chromium >/dev/null || { echo "skip browser: chromium is not here"; exit 0; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$B/dateline" add --store "$dir/s.db" examples/harbour tests/data/hostile.jsonl >/dev/null ||
	{ echo "not ok browser: add"; exit 1; }
python3 tests/browser_check.py "$B/dateline" "$dir/s.db" "$dir"
