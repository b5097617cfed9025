# SPDX-License-Identifier: Apache-2.0
# The manual is whole and true: a page for each command, every option in it, every member of the JSON in dateline(5),
# every function of the header in libdateline(3), and every example runs.
command -v mandoc >/dev/null || { echo "skip man: mandoc is not here"; exit 0; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 tests/man_check.py "$B" "$dir"
