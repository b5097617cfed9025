# SPDX-License-Identifier: Apache-2.0
# The example sentences of the lexicon are true: each is read by its own row.
. tests/script.inc
python3 tests/lexicon.py "$d" data/en/happenings.tsv
