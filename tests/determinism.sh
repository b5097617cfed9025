# SPDX-License-Identifier: Apache-2.0
# The same documents give the same bytes: with 1, 2 and 8 threads, in any order, one by one or in bulk, after
# deletions and re-additions, after a rebuild. The example story always; the seeds and a sample of real articles where
# ../shared is (16 of one set in make check, 200 of each in make check-all).
. tests/script.inc
each=16 sets=incidents/dev.docs
[ "${LEVEL:-quick}" = all ] && each=200 sets='incidents/dev.docs stories/allsides.dev dups/copies.dev'

# shuffled SEED FILE: its lines in another order.
shuffled() { python3 -c 'import random, sys; l = open(sys.argv[2], encoding="utf-8").readlines(); random.Random(int(sys.argv[1])).shuffle(l); sys.stdout.writelines(l)' "$1" "$2"; }
store() { rm -f "$tmp"/s.db*; }
add() { "$d" add --store "$tmp/s.db" "$@" > /dev/null 2> "$tmp/err" || { bad "add $name: $(head -1 "$tmp/err")"; }; }
export_is() { "$d" export --text --store "$tmp/s.db" > "$tmp/$name.got"; same "$name $1" "$tmp/$name.want" "$tmp/$name.got"; }

# everything NAME FILE.jsonl
everything() {
	name=$1 all=$2
	n=$(wc -l < "$all")
	"$d" extract --threads 1 "$all" > "$tmp/want"
	for t in 2 8; do
		"$d" extract --threads $t "$all" > "$tmp/got"
		same "$name extract, $t threads" "$tmp/want" "$tmp/got"
	done
	shuffled 3 "$all" > "$tmp/shuffled"
	sort "$tmp/want" > "$tmp/want.sorted"
	"$d" extract --threads 8 - < "$tmp/shuffled" | sort > "$tmp/got.sorted"
	same "$name extract, shuffled" "$tmp/want.sorted" "$tmp/got.sorted"

	store; add --threads 1 "$all"
	"$d" export --text --store "$tmp/s.db" > "$tmp/$name.want"
	"$d" assemble "$all" > "$tmp/assembled"
	for t in 2 8; do
		store; shuffled $t "$all" > "$tmp/shuffled"; add --threads $t "$tmp/shuffled"
		export_is "store, shuffled, $t threads"
	done
	"$d" assemble --threads 4 "$tmp/shuffled" > "$tmp/assembled-2"
	same "$name assemble, shuffled" "$tmp/assembled" "$tmp/assembled-2"

	# In pieces: single documents first, then larger and larger ones, some of them twice.
	store
	shuffled 17 "$all" > "$tmp/shuffled"
	at=1 step=1
	while [ $at -le "$n" ]; do
		sed -n "$at,$((at + step - 1))p" "$tmp/shuffled" > "$tmp/piece"
		add "$tmp/piece"
		at=$((at + step))
		[ $at -gt 8 ] && step=$((step * 2))
	done
	add "$tmp/piece"
	export_is 'store, in pieces'

	# Every third out, then in again; what is left in between is what those alone would have given.
	sed -n '1~3p' "$tmp/shuffled" > "$tmp/out.jsonl"
	sed '1~3d' "$tmp/shuffled" > "$tmp/kept.jsonl"
	python3 -c 'import json, sys; print("\n".join(json.loads(l)["id"] for l in open(sys.argv[1], encoding="utf-8")))' \
		"$tmp/out.jsonl" > "$tmp/ids"
	tr '\n' '\0' < "$tmp/ids" | xargs -0 "$d" remove --store "$tmp/s.db" 2> "$tmp/err" || bad "$name remove: $(head -1 "$tmp/err")"
	"$d" export --text --store "$tmp/s.db" > "$tmp/got"
	cp "$tmp/s.db" "$tmp/after.db"
	store; add "$tmp/kept.jsonl"
	"$d" export --text --store "$tmp/s.db" > "$tmp/want"
	same "$name store, a third removed" "$tmp/want" "$tmp/got"
	add "$tmp/out.jsonl"
	export_is 'store, the rest added'
	mv "$tmp/after.db" "$tmp/s.db"
	rm -f "$tmp"/s.db-*
	add --threads 8 "$tmp/out.jsonl"
	export_is 'store, removed and added again'
	"$d" rebuild --threads 2 --store "$tmp/s.db" 2> "$tmp/err" || bad "$name rebuild: $(head -1 "$tmp/err")"
	export_is 'store, rebuilt'
	exits 0 "$name check" "$d" check --store "$tmp/s.db"
}

everything example examples/harbour/articles.jsonl

# A pile-up: near copies of one report, more than tell; many different reports of the same week that chain; a few
# documents without a day. Names come from syllables, figures change from copy to copy.
python3 - > "$tmp/pile.jsonl" <<'PY'
import json, random
rng = random.Random(7)
name = lambda: ''.join(rng.choice(['va', 'ro', 'lin', 'ke', 'mor', 'ta', 'sul', 'den']) for _ in range(3)).capitalize()
def put(n, outlet, day, title, text):
    d = {'id': n, 'outlet': outlet, 'title': title, 'text': text}
    print(json.dumps(dict(d, published='2025-03-%02dT%02d:00:00Z' % (day, rng.randrange(24))) if day else d))
body = ('The river Tolna broke its banks above the town of Harsk on Monday and flooded %d houses, the district said.\n\n'
        'Firefighters carried old people out of the hospital by boat while the power station on the quay was shut down. '
        'The mayor asked everybody in the lower streets to leave before dark. Soldiers filled bags with sand along the '
        'railway, where the water had come within a hand of the track.\n\nThe bridge on the road to the capital was '
        'closed to lorries and the school became a shelter, where the parish cooked soup for those who had come with '
        'nothing. It was the highest water that anyone could remember, the keeper of the gauge said, and more rain was '
        'forecast in the hills for the night.')
for k in range(40):
    put('copy-%d' % k, 'Outlet %d' % k, 3 + k % 3, 'River floods Harsk', body % (100 + k))
for k in range(24):
    a, b = name(), name()
    put('chain-%d' % k, 'Outlet %d' % (k % 7), 3 + k // 4, '%s asks %s for help after flood' % (a, b),
        'The council of %s asked %s on Tuesday to send pumps after the flood.\n\nFlood water stood in %d cellars, the '
        'mayor said, and the minister %s promised money for the dam.' % (a, b, rng.randrange(5, 90), name() if k % 3 else 'Keta'))
for k in range(4):
    put('undated-%d' % k, 'Outlet 9', 0, 'Flood money for %s' % name(), 'The minister Keta promised %s money for the dam and '
        'for pumps after the flood, the council said.' % name())
PY
everything pile "$tmp/pile.jsonl"
"$d" assemble "$tmp/pile.jsonl" > "$tmp/out"
"$d" stories --store "$tmp/s.db" --json > "$tmp/rows"
python3 - "$tmp/out" "$tmp/rows" > "$tmp/said" <<'PY'
import json, sys
stories = [json.loads(line) for line in open(sys.argv[1], encoding='utf-8')]
where = {d['id']: s['story'] for s in stories for d in s['documents']}
copies = {where[i] for i in where if i.startswith('copy-')}
print('assembly:', len(copies) == 1, len(set(where.values())) > 1)
rows = [json.loads(line) for line in open(sys.argv[2], encoding='utf-8')]
print('store:', max(r['articles'] for r in rows) >= 40, len(rows) > 1)
PY
[ "$(sort -u "$tmp/said" | tr '\n' ' ')" = 'assembly: True True store: True True ' ] && ok 'near copies are one story, not all there is' \
	|| bad "near copies are one story: $(tr '\n' ' ' < "$tmp/said")"

# A store of version 2, which had zones: its documents get links and parts of today.
python3 - "$tmp/s.db" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.executescript("""
drop table link; drop table copy; drop table key; drop table joint; drop table place;
create table common(key integer primary key) strict;
create table key(key integer not null, doc integer not null, primary key(key, doc)) strict, without rowid;
create table place(doc integer primary key, sign integer not null, day integer not null, zone integer not null,
  part integer not null, story integer not null, keys blob not null, terms blob not null, sketch blob not null) strict;
alter table story drop column print;
delete from story; delete from event; delete from part; alter table decision drop column seal; alter table moved drop column event; pragma user_version = 2;""")
PY
exits 0 'a store of version 2 is brought up to date' "$d" stories --store "$tmp/s.db"
name=pile
export_is 'store, of version 2'
exits 0 'a store of version 2: check' "$d" check --store "$tmp/s.db"

# One of version 4, whose places were wide and whose keys had weeks.
python3 - "$tmp/s.db" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.executescript("""
drop table key; drop table joint; drop table place;
create table key(key integer not null, ord integer not null, doc integer not null, primary key(key, ord, doc)) strict,
  without rowid;
create table place(doc integer primary key, sign integer not null, ord integer not null, text integer not null,
  rides integer not null, part integer not null, story integer not null, keys blob not null, terms blob not null,
  sketch blob not null, gist blob not null) strict;
insert into place select id, id, 0, hash, 0, 1, 0, x'', x'', x'', x'' from doc;
alter table decision drop column seal; alter table moved drop column event; pragma user_version = 4;""")
PY
exits 0 'a store of version 4 is brought up to date' "$d" stories --store "$tmp/s.db"
name=pile
export_is 'store, of version 4'
exits 0 'a store of version 4: check' "$d" check --store "$tmp/s.db"

# One of version 5, whose comparisons read two rows and whose keys told nothing of links.
python3 - "$tmp/s.db" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.executescript("""
drop table key; drop table copy; drop table joint; drop table place; drop index event_part;
create table place(doc integer primary key, sign integer not null, ord integer not null, text integer not null,
  rides integer not null, part integer not null, story integer not null) strict;
create table joint(doc integer primary key references place(doc) on delete cascade, data blob not null) strict;
create table key(key integer not null, ord integer not null, doc integer not null, weight integer not null,
  primary key(key, ord, doc)) strict, without rowid;
create table copy(key integer not null, ord integer not null, sign integer not null, doc integer not null,
  primary key(key, ord, sign)) strict, without rowid;
create index event_part on event(part);
insert into place select id, id, 0, hash, 0, 1, 0 from doc;
insert into joint select id, x'' from doc;
alter table decision drop column seal; alter table moved drop column event; pragma user_version = 5;""")
PY
exits 0 'a store of version 5 is brought up to date' "$d" stories --store "$tmp/s.db"
name=pile
export_is 'store, of version 5'
exits 0 'a store of version 5: check' "$d" check --store "$tmp/s.db"

# One document told in parts: whoever comes first, the store holds the same.
cat > "$tmp/parts.jsonl" <<'JSON'
{"id": "x", "outlet": "Hill Times", "published": "2024-05-02", "text": "A fire destroyed a mill in Tolna on Thursday, firefighters said."}
{"outlet": "Hill Times", "published": "2024-05-02T08:00:00Z", "title": "Fire destroys mill", "credit": "AP", "text": "A fire destroyed a mill in Tolna on Thursday, firefighters said."}
{"id": "w", "outlet": "Hill Times", "published": "2024-05-02T07:00:00Z", "title": "Blaze destroys mill", "text": "A fire destroyed a mill in Tolna on Thursday, firefighters said."}
JSON
name=parts
store; add "$tmp/parts.jsonl"; "$d" export --text --store "$tmp/s.db" > "$tmp/parts.want"
for order in '2p' '3p' '1p'; do
	store
	sed -n "$order" "$tmp/parts.jsonl" > "$tmp/piece"; add "$tmp/piece"
	shuffled 5 "$tmp/parts.jsonl" > "$tmp/shuffled"; add "$tmp/shuffled"
	export_is "told in parts, line $order first"
	exits 0 "parts told, line $order first: check" "$d" check --store "$tmp/s.db"
	name=parts
done

if [ -d "$shared/seeds" ]; then
	python3 - "$shared/seeds" > "$tmp/seeds.jsonl" <<-'PY'
	import json, sys
	expected = json.load(open(sys.argv[1] + '/expected.json', encoding='utf-8'))
	for doc in expected['documents']:
	    text = open(sys.argv[1] + '/' + doc['file'], encoding='utf-8').read()
	    print(json.dumps({'id': doc['file'], 'outlet': doc['outlet'], 'published': doc['published'], 'text': text}))
	PY
	everything seeds "$tmp/seeds.jsonl"
else
	echo 'skip determinism seeds: ../shared/seeds is not here'
fi
for set in $sets; do
	if [ -f "$shared/yardsticks/$set.jsonl" ]; then
		yard "$shared/yardsticks/$set.jsonl" $each > "$tmp/set.jsonl"
		everything "${set%%/*}" "$tmp/set.jsonl"
	else
		echo "skip determinism ${set%%/*}: ../shared/yardsticks is not here"
	fi
done
