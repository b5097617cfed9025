# SPDX-License-Identifier: Apache-2.0
# The example of three outlets: 60% of the accounts found, nothing of must_not said. Skips without ../shared.
out=$(DATELINE=$B/dateline bench/seeds)
rc=$?
case $rc in
0) echo "ok seeds" ;;
77) echo "skip seeds: ../shared/seeds is not here" ;;
*) echo "$out"; echo "not ok seeds" ;;
esac
