# SPDX-License-Identifier: Apache-2.0
# all
# Cases and unit programs under address and undefined-behaviour sanitizers; extraction with 8 threads under the
# thread sanitizer.
jobs=$(nproc)
build() {
	if ! make -j"$jobs" "$1" > "build/$1.log" 2>&1; then
		echo "not ok build $1"
		tail -20 "build/$1.log"
		exit 0
	fi
}
mkdir -p build
build asan
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
for t in build/asan/tests/unit_*; do
	case $t in *.d|*.o) continue ;; esac
	if "$t" > build/asan.out 2>&1; then echo "ok asan ${t##*/}"; else echo "not ok asan ${t##*/}"; tail -30 build/asan.out; fi
done
if build/asan/tests/cases tests/cases/*.case > build/asan.out 2>&1; then
	echo "ok asan cases"
else
	echo "not ok asan cases"
	grep -E "^not ok|ERROR|runtime error|SUMMARY" build/asan.out | head -20
fi
if build/asan/dateline extract --json examples/harbour > build/asan.json 2> build/asan.out; then
	echo "ok asan extract"
else
	echo "not ok asan extract"
	head -30 build/asan.out
fi
# The page's server, asked by many at once.
serve() {
	dir=$(mktemp -d)
	"build/$1/dateline" add --store "$dir/s.db" examples/harbour > build/$1.out 2>&1
	if python3 tests/serve_check.py "build/$1/dateline" "$dir/s.db" > "build/$1.out" 2>&1 && ! grep -q '^not ok' "build/$1.out"; then
		echo "ok $1 serve"
	else
		echo "not ok $1 serve"
		grep -vE '^ok ' "build/$1.out" | head -30
	fi
	rm -rf "$dir"
}
serve asan
build tsan
TSAN_OPTIONS=halt_on_error=1 serve tsan
if TSAN_OPTIONS=halt_on_error=1 build/tsan/dateline extract --json --threads 8 examples/harbour > build/tsan.json 2> build/tsan.out; then
	echo "ok tsan extract"
else
	echo "not ok tsan extract"
	head -30 build/tsan.out
fi
if cmp -s build/asan.json build/tsan.json; then echo "ok sanitized builds agree"; else echo "not ok sanitized builds differ"; fi
