# SPDX-License-Identifier: Apache-2.0
# `add` is killed (kill -9) twenty times at moments that a seed fixes as shares of an undisturbed run: each time the
# store opens again and check finds everything well, and the same add, run to its end, gives the bytes that an
# undisturbed one gives. The articles are those of the example, each told by several outlets so that there is time
# to be killed in; many small batches come from adding one file after another.
. tests/script.inc
copies=5
[ "${LEVEL:-quick}" = all ] && copies=26
python3 - $copies > "$tmp/all.jsonl" <<'PY'
import json, sys
rows = [json.loads(l) for l in open('examples/harbour/articles.jsonl', encoding='utf-8')]
for k in range(int(sys.argv[1])):
    for d in rows:
        town = 'Port %c%s' % (65 + k, 'aeiou'[k % 5] + 'rne')
        print(json.dumps(dict(d, id='%s-%d' % (d['id'], k), text=d['text'].replace('Varna', town), published='2025-05-%02d' % (k + 1))))
PY
split -l 7 "$tmp/all.jsonl" "$tmp/piece."
add='"$d" add --threads 2 --store "$db" "$tmp/all.jsonl" "$tmp"/piece.* "$tmp/all.jsonl"'
db=$tmp/whole.db
began=$(date +%s%N)
eval "$add" > /dev/null 2> "$tmp/err" || bad "add: $(head -1 "$tmp/err")"
whole_ms=$((($(date +%s%N) - began) / 1000000))
"$d" export --text --store "$db" > "$tmp/want"

kills=0 round=0 filled=0 db=$tmp/killed.db
while [ $kills -lt 20 ] && [ $round -lt 200 ]; do
	round=$((round + 1))
	# Most rounds go on with what the last ones left; every third begins anew.
	[ $((round % 3)) -eq 1 ] && { rm -f "$db"*; filled=0; }
	wait_ms=$((whole_ms * ((round * 7919 + 104729) % 97 + 2) / 100))
	(eval "exec $add") > /dev/null 2>&1 &
	pid=$!
	sleep "$((wait_ms / 1000)).$(printf %03d $((wait_ms % 1000)))"
	kill -9 $pid 2> /dev/null
	wait $pid 2> /dev/null
	[ $? -eq 137 ] || continue
	kills=$((kills + 1))
	[ -e "$db" ] || continue
	# Killed before its first commit a store holds nothing, and says so; later that would be a loss.
	if ! "$d" check --plain --store "$db" > "$tmp/out" 2> "$tmp/err"; then
		{ [ $filled -eq 0 ] && grep -q 'holds nothing yet' "$tmp/err"; } || bad "check after kill $kills at $wait_ms ms: $(cat "$tmp/out" "$tmp/err")"
		continue
	fi
	filled=1
	grep -q 'as it was stored' "$tmp/out" || bad "check after kill $kills says what was found"
	# Between two kills the store answers.
	[ $((round % 2)) -eq 0 ] && { "$d" stories --store "$db" > /dev/null 2> "$tmp/err" || bad "stories after kill $kills: $(head -1 "$tmp/err")"; }
done
[ $kills -eq 20 ] && ok 'killed twenty times, whole each time' || bad "killed $kills times in $round rounds"
eval "$add" > /dev/null 2> "$tmp/err" || bad "add after the kills: $(head -1 "$tmp/err")"
"$d" export --text --store "$db" > "$tmp/got"
same 'the same add completes a killed one' "$tmp/want" "$tmp/got"
exits 0 'check after completion' "$d" check --store "$db"

# rebuild is killed too: the next one completes it, and so does the next add.
for share in 10 35 60 85; do
	"$d" rebuild --store "$db" > /dev/null 2>&1 &
	wait_ms=$((whole_ms * share / 150))
	sleep "$((wait_ms / 1000)).$(printf %03d $((wait_ms % 1000)))"
	kill -9 $! 2> /dev/null
	wait $! 2> /dev/null
done
"$d" rebuild --store "$db" 2> "$tmp/err" || bad "rebuild: $(head -1 "$tmp/err")"
"$d" export --text --store "$db" > "$tmp/got"
same 'rebuild completes a killed one' "$tmp/want" "$tmp/got"
