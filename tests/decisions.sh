# SPDX-License-Identifier: Apache-2.0
# People's decisions: merge, split, correct, undo. Each holds through more articles and a rebuild, in any order of
# adding; old ids go on to answer; what is undone is as if it had never been; nothing is stored of one that cannot be.
. tests/script.inc
cat > "$tmp/a.jsonl" <<'JSON'
{"id": "v1", "outlet": "Valley Post", "published": "2024-03-04", "title": "Blast at Varna market kills 31", "text": "A bomb killed at least 31 people at a market in Varna on Monday, police said.\n\nThe blast broke windows across the old town of Varna."}
{"id": "r1", "outlet": "Ridge Courier", "published": "2024-03-04", "title": "Market blast in Varna: hospitals count the dead", "text": "A bomb killed 12 people at a market in Varna on Monday, hospital officials said.\n\nThe market of Varna had been closed for years, neighbours said."}
{"id": "h1", "outlet": "Hill Times", "published": "2024-03-20", "title": "Teachers in Ruse march for pay", "text": "Some 400 teachers marched through Ruse on Wednesday to demand higher pay, the union said.\n\nThe march ended at the ministry in Ruse without arrests."}
JSON
cat > "$tmp/b.jsonl" <<'JSON'
{"id": "h2", "outlet": "Harbour News", "published": "2024-03-21", "title": "Ruse teachers march for higher pay", "text": "About 380 teachers marched through Ruse on Wednesday for higher pay, police said.\n\nThe teachers of Ruse will march again in May, their union said."}
JSON
db=$tmp/s.db
by="--who anna --why read-both"
add() { "$d" add --store "$db" "$@" > /dev/null 2> "$tmp/err" || bad "add: $(cat "$tmp/err")"; }
ids() { "$d" stories --json --store "$db" | sed 's/.*"story":"\([0-9a-f]*\)".*/\1/'; }
count() { "$d" stories --json --store "$db" | wc -l; }
story_of() { "$d" stories --json --store "$db" | grep -iF "$1" | sed 's/.*"story":"\([0-9a-f]*\)".*/\1/'; }
export_to() { "$d" export --store "$db" | grep -v '"kind":"decision"' > "$1"; }
add "$tmp/a.jsonl"
export_to "$tmp/before"
[ "$(count)" -eq 2 ] && ok 'two stories to begin with' || bad "two stories to begin with: $(count)"
blast=$(story_of Blast) march=$(story_of march)

# --- wrong usage leaves nothing behind
exits 1 'merge without who and why' "$d" merge --store "$db" "$blast" "$march"
exits 1 'merge of one story with itself' "$d" merge --store "$db" $by "$blast" "$blast"
exits 2 'merge with nothing' "$d" merge --store "$db" $by "$blast" ffffffffffffffff
exits 2 'split of a document that is not there' "$d" split --store "$db" $by "$blast" h1
exits 2 'split of a document that is there and one that is not' "$d" split --store "$db" $by "$blast" r1 h1
says 'it is told which is not' 'has no document h1'
exits 1 'split of all there is' "$d" split --store "$db" $by "$march" h1
exits 2 'correct an account that is not there' "$d" correct --store "$db" $by "$blast.1.1"
exits 1 'correct something else' "$d" correct --store "$db" $by here
exits 2 'undo a decision that is not there' "$d" undo --store "$db" $by 1
[ -z "$("$d" log --decisions --store "$db")" ] && ok 'no decision was stored' || bad 'no decision was stored'

# --- merge stories
exits 0 'merge two stories' "$d" merge --store "$db" $by "$march" "$blast"
prints 'merge prints its number' '"decision":1'
[ "$(count)" -eq 1 ] && ok 'they are one' || bad "they are one: $(count)"
for id in "$blast" "$march"; do
	exits 0 "explain of the old id $id" "$d" explain --store "$db" "$id"
	prints 'it leads to the one that holds both' 'Hill Times'
done
export_to "$tmp/merged"
"$d" rebuild --store "$db"
export_to "$tmp/got"
same 'a merge holds through rebuild' "$tmp/merged" "$tmp/got"
add "$tmp/b.jsonl"
[ "$(count)" -eq 1 ] && ok 'a merge holds when more comes' || bad 'a merge holds when more comes'
"$d" remove --store "$db" h2 h1
add "$tmp/a.jsonl"
export_to "$tmp/got"
same 'a merge holds when a document goes and comes back' "$tmp/merged" "$tmp/got"
"$d" log --json --store "$db" "$blast" > "$tmp/out"
prints 'log tells who and why' '"kind":"merge stories".*"who":"anna","why":"read-both"'
exits 0 'check' "$d" check --store "$db"
"$d" export --store "$db" > "$tmp/out"
prints 'export has the decision' '"kind":"decision".*"decision":1'

# --- undo
exits 0 'undo' "$d" undo --store "$db" --who ben --why two-affairs 1
export_to "$tmp/got"
same 'what is undone is as if it had never been' "$tmp/before" "$tmp/got"
exits 1 'undo twice' "$d" undo --store "$db" $by 1
exits 0 'undo of the undo' "$d" undo --store "$db" $by 2
export_to "$tmp/got"
same 'and the merge holds again' "$tmp/merged" "$tmp/got"
"$d" undo --store "$db" $by 3 > /dev/null

# --- correct, and as of a moment
field=$("$d" export --store "$db" | grep '"kind":"story"' | grep -o '"id":"[0-9a-f]*\.[0-9]*","field":"killed"' | head -1 | cut -d'"' -f4)
[ "$("$d" disputes --json --store "$db" "$blast" | wc -l)" -gt 0 ] && ok 'the dead are disputed' || bad 'the dead are disputed'
account=$("$d" export --store "$db" | grep -o "\"id\":\"$field\.[0-9]*\",\"value\":\"12\"" | cut -d'"' -f4)
exits 0 'correct an account' "$d" correct --store "$db" $by "$account"
"$d" export --store "$db" > "$tmp/out"
prints 'it is set aside, by whom and why' '"value":"12".*"rule":"set aside by anna: read-both \(decision 5\)"'
exits 0 'the others are not disputed by it' "$d" disputes --fail-on disputed --store "$db" "$blast"
export_to "$tmp/corrected"
"$d" rebuild --store "$db"
export_to "$tmp/got"
same 'a correction holds through rebuild' "$tmp/corrected" "$tmp/got"
"$d" undo --store "$db" $by 5 > /dev/null

# --- a value that is typed
typed=${field%%.*}
exits 1 'type what is no figure' "$d" correct --store "$db" $by "$typed" killed many
grep -q 'no value of killed: a figure is wanted' "$tmp/err" && ok 'a figure is wanted' || bad "a figure is wanted: $(cat "$tmp/err")"
exits 1 'type for no field' "$d" correct --store "$db" $by "$typed" dead 14
exits 1 'type for a story' "$d" correct --store "$db" $by "$march" killed 14
exits 1 'correct with two words' "$d" correct --store "$db" $by "$typed" killed
exits 0 'type a figure' "$d" correct --store "$db" $by "$typed" killed 14
exits 0 'type words for a field that no passage tells' "$d" correct --store "$db" $by "$typed" cause 'a gas bottle'
"$d" export --store "$db" > "$tmp/out"
prints 'it is an account without a passage' '"value":"14","norm":null,"passages":\[\],.*"outlets":0,"origins":0,.*"verdict":"typed",.*"rule":"typed by anna: read-both \(decision 7\)"'
prints 'the best figure is the typed one, by its rule' '"best":14,"high":[^,]*,"best_rule":"typed by anna'
prints 'a field of its own' '"field":"cause",.*"standing":"single","rule":"no passage tells it"'
exits 3 'the passages dispute as before' "$d" disputes --fail-on disputed --store "$db" "$blast"
exits 1 'what is typed is not set aside' "$d" correct --store "$db" $by "$field.3"
"$d" grid --plain --store "$db" "$blast" > "$tmp/out"
prints 'the grid has it beside the outlets' 'the desk: 14, typed by anna: read-both'
"$d" brief --plain --store "$db" "$blast" > "$tmp/out"
prints 'the brief says whose it is' 'The desk puts the dead at 14 \(typed'
"$d" explain --store "$db" "$typed" > "$tmp/out"
prints 'explain says that no passage tells it' '14: typed by people, no passage'
"$d" stories --json --store "$db" > "$tmp/out"
prints 'the list has it' '"figures":"killed 14"'
"$d" stories --json --as-of 2024-04-01 --store "$db" > "$tmp/out"
prints 'before it was typed it is not there' '"figures":"killed (12|31\+)"'
"$d" grid --json --as-of 2024-04-01 --store "$db" "$blast" > "$tmp/out"
[ "$(grep -c '"typed":\[\]' "$tmp/out")" = "$(wc -l < "$tmp/out")" ] && ok 'nor in the grid of then' || bad 'nor in the grid of then'
"$d" log --decisions --json --store "$db" > "$tmp/out"
prints 'the log has it' '"kind":"typed","what":"[0-9a-f]+ killed 14","who":"anna"'
export_to "$tmp/typed"
"$d" rebuild --store "$db"
export_to "$tmp/got"
same 'a typed value holds through rebuild' "$tmp/typed" "$tmp/got"
"$d" remove --store "$db" r1 v1
for id in v1 r1; do grep "\"$id\"" "$tmp/a.jsonl" > "$tmp/one.jsonl"; add "$tmp/one.jsonl"; done
export_to "$tmp/got"
same 'and in any order of adding' "$tmp/typed" "$tmp/got"
exits 0 'check with typed values' "$d" check --store "$db"
"$d" undo --store "$db" $by 7 > /dev/null
"$d" undo --store "$db" $by 8 > /dev/null
"$d" export --store "$db" > "$tmp/out"
[ "$(grep -c '"verdict":"typed"' "$tmp/out")" = 0 ] && ok 'undone, nothing is typed' || bad 'undone, nothing is typed'

# --- split and merge of events
event=${field%%.*}
exits 0 'split an event' "$d" split --store "$db" $by "$event" r1
prints 'it is told what was understood' "\"kind\":\"split event\",\"what\":\"$event r1\",\"who\":\"anna\""
exits 0 'its figures are no dispute then' "$d" disputes --fail-on disputed --store "$db" "$blast"
export_to "$tmp/split"
"$d" rebuild --store "$db"
export_to "$tmp/got"
same 'a split holds through rebuild' "$tmp/split" "$tmp/got"
events=$("$d" export --store "$db" | grep '"kind":"story"' | grep -o '"id":"[0-9a-f]*\.[0-9]*","field":"killed"' | cut -d'"' -f4 | cut -d. -f1)
exits 0 'merge two events' "$d" merge --store "$db" $by $events
exits 3 'and they dispute again' "$d" disputes --fail-on disputed --store "$db" "$blast"
for e in $events; do
	exits 0 "explain of the event $e" "$d" explain --store "$db" "$e"
	prints 'it tells both' 'Ridge Courier'
done
# The number of an account counts in its own event alone: an id that went into another event is no way to it.
gone=$(for e in $events; do "$d" export --store "$db" | grep '"kind":"story"' | grep -q "\"events\":.*\"id\":\"$e\"" || echo "$e"; done)
[ "$(echo "$gone" | wc -w)" -eq 1 ] && ok 'one of the two went into the other' || bad "one of the two went into the other: $gone"
exits 2 'correct an account of an event that is none any more' "$d" correct --store "$db" $by "$gone.1.1"
says 'it is told where it went' 'went into [0-9a-f]{16}'
other=$("$d" export --store "$db" | grep 'teachers' | grep '"kind":"story"' | grep -o '"events":\[{"id":"[0-9a-f]*' | head -1 | grep -o '[0-9a-f]*$')
exits 1 'events of two stories are not merged' "$d" merge --store "$db" $by "$event" "$other"
exits 0 'split a story' "$d" split --store "$db" $by "$blast" r1
[ "$(count)" -eq 3 ] && ok 'a document goes its own way' || bad "a document goes its own way: $(count)"

exits 2 'an event is split by the hash of a document that is not there' "$d" split --store "$db" $by "$event" ffffffffffffffff

# --- remove: all or none; an id leads to where its first document is told, whatever happened in between
exits 2 'remove with one that is not there' "$d" remove --store "$db" v1 nobody h1
"$d" export --store "$db" > "$tmp/out"
prints 'none went' '"id":"v1"'
first=$("$d" export --store "$db" | grep '"kind":"story"' | grep '"id":"v1"' | sed 's/.*"story":{"format":2,"story":"\([0-9a-f]*\)".*/\1/')
lead=$("$d" export --store "$db" | grep '"kind":"story"' | grep '"id":"v1"' | grep -o '"events":\[{"id":"[0-9a-f]*' | grep -o '[0-9a-f]*$')
printf '%s\n' '{"id": "e1", "outlet": "Early News", "published": "2024-03-03", "title": "Blast at Varna market kills 31", "text": "A bomb killed at least 31 people at a market in Varna on Sunday, the police said.\n\nThe blast broke windows across the old town of Varna."}' > "$tmp/early.jsonl"
add "$tmp/early.jsonl"
exits 0 'an id that an earlier article took over' "$d" explain --store "$db" "$first"
prints 'leads to its story' 'Early News'
"$d" remove --store "$db" e1
exits 0 'and is itself again without that' "$d" explain --store "$db" "$lead"
"$d" rebuild --store "$db"
exits 0 'after a rebuild too' "$d" explain --store "$db" "$lead"

# --- the order of adding does not show in what is decided
export_to "$tmp/want"
"$d" remove --store "$db" v1 r1 h1
for id in h1 r1 v1; do grep "\"$id\"" "$tmp/a.jsonl" > "$tmp/one.jsonl"; add "$tmp/one.jsonl"; done
export_to "$tmp/got"
same 'decisions hold in any order of adding' "$tmp/want" "$tmp/got"
exits 0 'check at the end' "$d" check --store "$db"
for n in 12 11 6; do "$d" undo --store "$db" $by $n > /dev/null 2> "$tmp/err" || true; done
COLUMNS=200 "$d" log --decisions --plain --store "$db" > "$tmp/out"
prints 'the log keeps what was undone' '^decision 1, .*anna.*\(undone\)'

# --- a decision that is not as it was made
cp "$db" "$tmp/bad.db"
python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("update decision set who = \"mallory\" where n = 9"); c.commit()' "$tmp/bad.db"
exits 2 'check finds a decision that was changed behind its back' "$d" check --plain --store "$tmp/bad.db"
prints 'and names it' '^decision 9 is not as it was made'
COLUMNS=200 "$d" log --decisions --plain --store "$tmp/bad.db" > "$tmp/out"
prints 'the log says that it is not in force' 'mallory.*\(damaged: not in force\)'
cp "$db" "$tmp/bad.db"
python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("delete from anchor where n = 11"); c.commit()' "$tmp/bad.db"
exits 2 'or what it names' "$d" check --plain --store "$tmp/bad.db"
exits 0 'the store works on' "$d" stories --store "$tmp/bad.db"
