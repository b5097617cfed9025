# SPDX-License-Identifier: Apache-2.0
# all
# What a machine does to a store: the disk is full, the folder is read-only, somebody else writes, the file is of a
# newer version or damaged, the weights are damaged. Each time: one line that says what is wrong, the right exit
# status, nothing lost that was stored, and check tells the truth.
. tests/script.inc
ex=examples/harbour/articles.jsonl
python3 - > "$tmp/many.jsonl" <<'PY'
import json
rows = [json.loads(l) for l in open('examples/harbour/articles.jsonl', encoding='utf-8')]
for k in range(40):
    for d in rows:
        print(json.dumps(dict(d, id='%s-%d' % (d['id'], k), text=d['text'].replace('Varna', 'Port %c%c' % (65 + k % 26, 97 + k // 3)),
                              published='2025-%02d-%02d' % (k % 12 + 1, k % 28 + 1))))
PY
"$d" add --store "$tmp/whole.db" "$tmp/many.jsonl" > /dev/null
"$d" export --text --store "$tmp/whole.db" > "$tmp/want"
"$d" add --store "$tmp/small.db" "$ex" > /dev/null
"$d" export --text --store "$tmp/small.db" > "$tmp/small.want"

# --- the disk is full: the limit on a file's size stands for it everywhere, a small file system where one can be had
cp "$tmp/small.db" "$tmp/limited.db"
exits 4 'a file that may not grow' sh -c 'ulimit -f 500; exec "$@"' - "$d" add --store "$tmp/limited.db" "$tmp/many.jsonl"
says 'a file that may not grow: says so' 'limited\.db: .*(disk is full|limit)'
exits 0 'what was stored is whole' "$d" check --store "$tmp/limited.db"
"$d" export --text --store "$tmp/limited.db" > "$tmp/got"
same 'nothing of the failed batch is there' "$tmp/small.want" "$tmp/got"
exits 0 'with room the same add completes' "$d" add --store "$tmp/limited.db" "$tmp/many.jsonl"

if unshare -rm sh -c "mount -t tmpfs -o size=1m none $tmp" 2> /dev/null; then
	cat > "$tmp/in-small-disk.sh" <<-'SH'
	. tests/script.inc
	ex=examples/harbour/articles.jsonl
	mkdir "$tmp/disk"
	mount -t tmpfs -o size=700k none "$tmp/disk" || exit 1
	"$d" add --store "$tmp/disk/a.db" "$ex" > /dev/null 2> "$tmp/err" || bad "add to a small disk: $(cat "$tmp/err")"
	exits 4 'a full disk' "$d" add --store "$tmp/disk/a.db" "$tmp/many.jsonl"
	says 'a full disk: says so' 'a\.db: .*disk is full'
	exits 0 'check on a full disk' "$d" check --store "$tmp/disk/a.db"
	exits 0 'a full disk can be read' "$d" stories --store "$tmp/disk/a.db"
	"$d" export --text --store "$tmp/disk/a.db" > "$tmp/got"
	same 'nothing is lost on a full disk' "$tmp/small.want" "$tmp/got"
	mount -o remount,size=64m "$tmp/disk"
	exits 0 'with room the same add completes there' "$d" add --store "$tmp/disk/a.db" "$tmp/many.jsonl"
	rm -f "$tmp"/disk/*
	cp "$tmp/whole.db" "$tmp/disk/a.db"
	mount -o remount,ro "$tmp/disk"
	for c in stories brief check; do exits 0 "$c in a read-only folder" "$d" $c --store "$tmp/disk/a.db"; done
	"$d" export --text --store "$tmp/disk/a.db" > "$tmp/got" 2> "$tmp/err"
	same 'export from a read-only folder' "$tmp/want" "$tmp/got"
	for c in "add $ex" 'rebuild' "remove nw-1-1"; do
		exits 4 "$c into a read-only folder" "$d" ${c%% *} --store "$tmp/disk/a.db" $(case $c in *\ *) echo "${c#* }";; esac)
		says "$c says that it cannot" 'a\.db: cannot be (opened or )?written'
	done
	exits 4 'a new store in a read-only folder' "$d" add --store "$tmp/disk/new.db" "$ex"
	says 'it says that it cannot' 'new\.db: cannot be opened or written'
	SH
	tmp_of_parent=$tmp unshare -rm sh "$tmp/in-small-disk.sh" || bad 'the small disk'
else
	echo 'skip small disk: no file system can be mounted here'
fi

# --- two writers at once
cp "$tmp/small.db" "$tmp/two.db"
split -n l/2 "$tmp/many.jsonl" "$tmp/half."
"$d" add --store "$tmp/two.db" "$tmp/half.aa" > /dev/null 2> "$tmp/err" & one=$!
"$d" add --store "$tmp/two.db" "$tmp/half.ab" > /dev/null 2> "$tmp/err2" & two=$!
wait $one || bad "the first of two writers: $(cat "$tmp/err")"
wait $two || bad "the second of two writers: $(cat "$tmp/err2")"
"$d" remove --store "$tmp/two.db" nw-1 nw-2 > /dev/null 2>&1
for id in $(sed 's/.*"id": "\([^"]*\)".*/\1/' "$ex"); do "$d" remove --store "$tmp/two.db" "$id" > /dev/null 2>&1; done
"$d" export --text --store "$tmp/two.db" > "$tmp/got"
same 'two writers at once lose nothing' "$tmp/want" "$tmp/got"
python3 - "$tmp/two.db" > "$tmp/held" <<'PY' &
import sqlite3, sys, time
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute('BEGIN IMMEDIATE')
print('held', flush=True)
time.sleep(20)
PY
holder=$!
while [ ! -s "$tmp/held" ]; do sleep 0.05; done
exits 0 'a reader beside a writer' "$d" stories --store "$tmp/two.db"
exits 4 'a second writer gives up in the end' "$d" add --store "$tmp/two.db" "$ex"
says 'it says who is in the way' 'another program is writing'
kill $holder
wait $holder 2> /dev/null
exits 0 'and succeeds when the other is gone' "$d" add --store "$tmp/two.db" "$ex"

# --- a store of a newer version
cp "$tmp/small.db" "$tmp/newer.db"
python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("pragma user_version = 99"); c.commit()' "$tmp/newer.db"
before=$(cksum < "$tmp/newer.db")
for c in "add $ex" stories check rebuild export; do
	exits 2 "$c with a newer store" "$d" ${c%% *} --store "$tmp/newer.db" $(case $c in *\ *) echo "${c#* }";; esac)
	says "$c says that it is newer" 'newer Dateline'
done
[ "$(cksum < "$tmp/newer.db")" = "$before" ] && ok 'a newer store is left alone' || bad 'a newer store is left alone'

# --- damaged pages: no command falls over, and check finds what is not as it was
python3 - "$tmp/whole.db" "$tmp" <<'PY'
import random, shutil, sqlite3, sys
src, to = sys.argv[1:]
sqlite3.connect(src).execute('pragma wal_checkpoint(truncate)')
whole = open(src, 'rb').read()
for seed in range(16):
    rng = random.Random(seed)
    b = bytearray(whole)
    if seed == 0:
        b = b[:len(b) * 2 // 3]                       # cut off
    elif seed == 1:
        b[4096:8192] = bytes(4096)                    # a page of zeros
    else:
        for _ in range(1 + seed % 3):
            at = rng.randrange(4096, len(b) - 200)
            n = 200 if seed % 2 else 16
            b[at:at + n] = bytes(rng.randrange(256) for _ in range(n))
    open('%s/hurt.%d.db' % (to, seed), 'wb').write(b)
PY
fallen=0 silent=0
for f in "$tmp"/hurt.*.db; do
	"$d" check --plain --store "$f" > "$tmp/out" 2> "$tmp/err"
	rc=$?
	[ $rc -le 4 ] || { fallen=$((fallen + 1)); echo "check of ${f##*/}: status $rc"; }
	found=$([ $rc -eq 0 ] && echo 0 || echo 1)
	"$d" export --text --store "$f" > "$tmp/got" 2> "$tmp/err"
	rc=$?
	[ $rc -le 4 ] || { fallen=$((fallen + 1)); echo "export of ${f##*/}: status $rc"; }
	if [ $rc -eq 0 ] && ! cmp -s "$tmp/got" "$tmp/want" && [ "$found" -eq 0 ]; then
		silent=$((silent + 1)); echo "${f##*/}: another export, and check found nothing"
	fi
	for c in stories brief grid log "add $ex" "remove nw-1-3" rebuild; do
		"$d" ${c%% *} --store "$f" $(case $c in *\ *) echo "${c#* }";; esac) > "$tmp/out" 2> "$tmp/err"
		rc=$?
		[ $rc -le 4 ] || { fallen=$((fallen + 1)); echo "$c of ${f##*/}: status $rc"; }
		[ $rc -eq 0 ] || [ "$(wc -l < "$tmp/err")" -eq 1 ] || { fallen=$((fallen + 1)); echo "$c of ${f##*/}:"; head -3 "$tmp/err"; }
	done
done
[ $fallen -eq 0 ] && ok 'damaged pages: every command ends with a line' || bad "damaged pages: $fallen commands fell over"
[ $silent -eq 0 ] && ok 'damaged pages: check tells the truth' || bad "damaged pages: check missed $silent"
python3 - "$tmp/small.db" <<'PY'
import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.execute("update doc set title = 'Another title' where id = 1")
c.commit()
PY
exits 2 'a title that was changed behind its back' "$d" check --plain --store "$tmp/small.db"
prints 'check names the document' 'document nw-1 is not as it was added'

# --- weights
if [ -f model/en.bin ]; then
	head -c 5000 model/en.bin > "$tmp/cut.bin"
	python3 -c 'import sys; b = bytearray(open(sys.argv[1], "rb").read()); b[len(b) // 2] ^= 64; open(sys.argv[2], "wb").write(b)' model/en.bin "$tmp/hurt.bin"
	python3 -c 'import sys; b = bytearray(open(sys.argv[1], "rb").read()); b[8] = 200; open(sys.argv[2], "wb").write(b)' model/en.bin "$tmp/newer.bin"
	: > "$tmp/empty.bin"
	for f in cut hurt newer empty absent; do
		exits 2 "weights that are $f" "$d" extract --model "$tmp/$f.bin" "$ex"
		says "weights that are $f: one line" "$f\.bin:?"
	done
	exits 2 'weights that are a folder' "$d" parse --model "$tmp" "$ex"
	says 'a folder is no file' 'not a regular file|folder'
fi
exits 2 'rule tables that are absent' "$d" extract --data "$tmp/nowhere" "$ex"
says 'the absent table is named' 'nowhere'

# --- a table of words with a list that no rule asks for, one that went lost, a word that is mended
mkdir "$tmp/words" && cp data/en/*.tsv "$tmp/words"
printf 'CALS_OUT\tping\n' >> "$tmp/words/lists.tsv"
exits 2 'a list that no rule asks for' "$d" extract --data "$tmp/words" "$ex"
says 'it is named, with its line' "lists\\.tsv:$(wc -l < "$tmp/words/lists.tsv"): .*CALS_OUT"
grep -v '^CALLS_OUT' data/en/lists.tsv > "$tmp/words/lists.tsv"
exits 2 'a list that went lost' "$d" extract --data "$tmp/words" "$ex"
says 'the lost list is named' 'lists\.tsv: .*CALLS_OUT is missing'
