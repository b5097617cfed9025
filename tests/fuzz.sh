# SPDX-License-Identifier: Apache-2.0
# all
# Each fuzz target for a few seconds (FUZZ_SECONDS, 10), seeded from the cases and the example articles.
seconds=${FUZZ_SECONDS:-10}
mkdir -p build/fuzz
if ! make -j"$(nproc)" fuzz > build/fuzz.log 2>&1; then
	echo "not ok build fuzz"
	tail -20 build/fuzz.log
	exit 0
fi
for src in tests/fuzz/*.c; do
	t=$(basename "$src" .c)
	corpus=build/fuzz/corpus-$t
	rm -rf "$corpus"
	mkdir -p "$corpus"
	cp examples/harbour/* "$corpus"/
	i=0
	for c in tests/cases/*.case; do i=$((i + 1)); head -c 4000 "$c" > "$corpus/case$i"; done
	[ -d "tests/fuzz/$t.seeds" ] && cp tests/fuzz/"$t".seeds/* "$corpus"/
	if "build/fuzz/$t" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=20000 -seed=1 \
	   -artifact_prefix=build/fuzz/ "$corpus" > "build/fuzz/$t.log" 2>&1; then
		echo "ok fuzz $t"
	else
		echo "not ok fuzz $t"
		grep -E "ERROR|SUMMARY|runtime error|#[0-9] " "build/fuzz/$t.log" | head -12
	fi
done
