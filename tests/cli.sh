# SPDX-License-Identifier: Apache-2.0
# The command line: exit statuses, where data and messages go, JSON and tables, what a bad input does to the others.
. tests/script.inc
db=$tmp/a.db
ex=examples/harbour/articles.jsonl

# --- help and wrong usage
exits 1 'no command is wrong usage' "$d"
exits 1 'an unknown command is wrong usage' "$d" narrate
says 'an unknown command is named' 'narrate'
exits 0 'help' "$d" --help
exits 0 'version' "$d" --version
prints 'version is printed' '^dateline [0-9]+\.[0-9]+'
commands=$("$d" --help | sed -n '/^Commands/,/^$/s/^  \([a-z]*\) .*/\1/p')
for c in $commands; do
	exits 0 "help of $c" "$d" "$c" --help
	prints "help of $c names it" "^dateline $c"
	exits 1 "$c with an unknown option" "$d" "$c" --no-such-option
done
exits 1 'add without an operand' "$d" add --store "$db"
exits 1 'a number that is none' "$d" add --threads many --store "$db" "$ex"
exits 1 'a day that is none' "$d" add --published yesterday --store "$db" "$ex"
exits 1 'a moment that is none' "$d" brief --as-of noon --store "$db"
exits 1 'an option without its value' "$d" brief --store
exits 1 'an operand too many' "$d" check --store "$db" more
exits 1 '--fail-on something else' "$d" brief --fail-on weather --store "$db"
exits 1 'explain without an id' "$d" explain --store "$db"
exits 1 'an unknown format' "$d" export --format xml --store "$db"
[ -e "$db" ] && bad 'wrong usage makes no store' || ok 'wrong usage makes no store'

# --- a store that is absent, empty or something else
for c in stories brief grid timeline disputes log export check; do
	exits 2 "$c without a store" "$d" "$c" --store "$tmp/absent.db"
	says "$c says that there is none" 'absent\.db'
done
: > "$tmp/void.db"
exits 2 'an empty file as a store' "$d" check --store "$tmp/void.db"
says 'it holds nothing yet' 'holds nothing yet'
echo 'not a database, but long enough to be looked at' > "$tmp/text.db"
exits 2 'a store that is text' "$d" stories --store "$tmp/text.db"
says 'text is called no store' 'not a Dateline store'
python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("create table t(x)"); c.commit()' "$tmp/other.db"
exits 2 'a store of another program' "$d" add --store "$tmp/other.db" "$ex"
says 'it is called no store' 'not a Dateline store'

# --- add, and what cannot be read
exits 0 'add' "$d" add --store "$db" "$ex" examples/harbour/coastal.html
prints 'add in a pipe gives JSON' '^{"added":6,"known":0,.*"refused":0,'
exits 0 'add again' "$d" add --plain --store "$db" "$ex"
prints 'the same documents are known; --plain is for people' '^0 added, 5 known already, 0 refused'
{ sed -n 1p "$ex"; echo '{"id": "broken", "text": '; echo '{"id":"no text"}'; sed -n 2p "$ex"; } > "$tmp/mixed.jsonl"
exits 2 'a broken line' "$d" extract "$tmp/mixed.jsonl"
[ "$(wc -l < "$tmp/out")" -eq 2 ] && ok 'the other lines are read' || bad 'the other lines are read'
grep -q 'mixed\.jsonl:2: ' "$tmp/err" && ok 'the broken line has file, place and reason' || bad 'the broken line has its place'
grep -q 'mixed\.jsonl:3: ' "$tmp/err" && ok 'the line without text too' || bad 'the line without text has its place'
exits 2 'a file that is absent' "$d" extract "$tmp/absent.txt" "$ex"
says 'the absent file is named with the reason' 'absent\.txt: No such file'
[ "$(wc -l < "$tmp/out")" -eq 5 ] && ok 'the other file is read' || bad 'the other file is read'
: > "$tmp/empty.txt"
exits 2 'an empty file' "$d" extract "$tmp/empty.txt"
says 'the empty file is named' 'empty\.txt: '
head -c 100000 /dev/zero | tr '\0' '\377' > "$tmp/binary"
exits 2 'bytes that are no text' "$d" extract "$tmp/binary"
printf '<?xml version="1.0"?><rss><channel><item><title>Two dead</title></item></channel></rss>' > "$tmp/feed.xml"
exits 2 'a feed is no article' "$d" extract "$tmp/feed.xml" "$ex"
says 'the feed is named for what it is' 'feed\.xml: not an article: an RSS feed'
[ "$(wc -l < "$tmp/out")" -eq 5 ] && ok 'the file behind the feed is read' || bad 'the file behind the feed is read'
echo '{"id":"late","published":"the other day","text":"Two people died in Leeds."}' > "$tmp/undated.jsonl"
exits 0 'a day that cannot be read' "$d" extract "$tmp/undated.jsonl"
says 'it is told, and of which document' 'undated\.jsonl: late: published "the other day" is no day'
mkdir -p "$tmp/loop/inner"
sed -n 1p "$ex" > "$tmp/loop/inner/1.jsonl"
ln -s .. "$tmp/loop/inner/up"
exits 0 'a link that loops' "$d" extract "$tmp/loop"
[ "$(wc -l < "$tmp/out")" -eq 1 ] && ok 'what it leads to is read once' || bad 'what it leads to is read once'
says 'the loop is named' 'inner/up: links back'
mkdir -p "$tmp/void"
exits 0 'an empty folder' "$d" extract "$tmp/void"
says 'it is told' 'void: holds no file'
exits 1 'same without names' "$d" same
exits 1 'same with three names' "$d" same Ann Bob Cid
mkdir -p "$tmp/folder/b" "$tmp/folder/a"
sed -n 1p "$ex" > "$tmp/folder/b/1.jsonl"
sed -n 2p "$ex" > "$tmp/folder/a/2.jsonl"
"$d" extract "$tmp/folder" > "$tmp/walked"
"$d" extract "$tmp/folder/a/2.jsonl" "$tmp/folder/b/1.jsonl" > "$tmp/named"
same 'a folder is walked in sorted order' "$tmp/walked" "$tmp/named"
"$d" extract "$ex" | grep -v '"file"' > "$tmp/by-name"
"$d" extract - < "$ex" | grep -v '"file"' > "$tmp/by-dash"
[ -s "$tmp/by-dash" ] && ok '- reads standard input' || bad '- reads standard input'
same '- gives what the file gives' "$tmp/by-name" "$tmp/by-dash"
exits 0 '-- ends the options' "$d" extract --threads=2 -- "$ex"

# --- forms: JSON lines in a pipe, a table on a terminal, colour only there and without NO_COLOR
for c in stories brief grid timeline disputes log; do
	exits 0 "$c" "$d" "$c" --store "$db"
	if [ -s "$tmp/out" ] || [ "$c" = disputes ]; then
		python3 -c 'import json, sys; [json.loads(l) for l in open(sys.argv[1], encoding="utf-8")]' "$tmp/out" 2> "$tmp/err" \
			&& ok "$c in a pipe is JSON lines" || bad "$c in a pipe is JSON lines"
	else bad "$c prints nothing"; fi
	exits 0 "$c --plain" "$d" "$c" --plain --store "$db"
	grep -q '^{' "$tmp/out" && bad "$c --plain is no JSON" || ok "$c --plain is no JSON"
	if LC_ALL=C grep -q "$(printf '\033')" "$tmp/out"; then bad "$c in a pipe has no colour"; else ok "$c in a pipe has no colour"; fi
done
if command -v script > /dev/null; then
	on_tty() { script -qec "$1" /dev/null < /dev/null; }
	TERM=xterm on_tty "$d grid --store $db" > "$tmp/tty"
	grep -q "$(printf '\033')\[" "$tmp/tty" && ok 'a terminal gets colour' || bad 'a terminal gets colour'
	grep -q '^{' "$tmp/tty" && bad 'a terminal gets a table' || ok 'a terminal gets a table'
	NO_COLOR=1 TERM=xterm on_tty "$d grid --store $db" > "$tmp/tty"
	grep -q "$(printf '\033')\[" "$tmp/tty" && bad 'NO_COLOR is kept' || ok 'NO_COLOR is kept'
	TERM=xterm on_tty "$d stories --json --store $db" > "$tmp/tty"
	grep -q '^{' "$tmp/tty" && ok '--json on a terminal' || bad '--json on a terminal'
else
	echo 'skip terminal: the program script is not here'
fi

# --- why: the rules at a sentence
exits 0 'why' "$d" why --plain 'Guards opened fire on the crowd.'
prints 'why shows the row that fitted' 'opened \| happenings.tsv:[0-9]+ open fire \| fits, and is reported as ASSAULT'
prints 'why shows who does it to whom' 'opened \| who: Guards'
prints 'why shows the edge that ties a claim' 'who: Guards \| told \| .* \| Guards nsubj of opened'
prints 'why tells rows of phrases in one line' 'fire \| happenings.tsv \| not all words are there: .*rocket fire \([0-9]+\)'
exits 0 'why of a denial' "$d" why --plain --published 2024-05-08 'Police denied on Monday that rebels had shelled Mosul.'
prints 'why shows the row that made it denied' 'ASSAULT .* denied.* by modality.tsv:[0-9]+ deny'
prints 'why shows what a time was resolved to' 'Monday \| time 2024-05-06 \(day, by published\) \| times.tsv:[0-9]+ monday'
prints 'why shows what a place was resolved to' 'Mosul \| place Mosul, .*Iraq \(city, GeoNames 99072\)'
prints 'why shows who says it' 'Police \(police\) \| denied \|'
exits 0 'why of a landmark' "$d" why --plain 'A bomb went off in the Green Zone in Baghdad.'
prints 'why shows the row of a landmark' 'Green Zone \| place Green Zone, Baghdad'
exits 0 'why of a topic' "$d" why --plain 'The book is about attack helicopters.'
prints 'why says that a word only stands before another' 'attack \| .* stands before another noun'
prints 'why says that nothing was told' 'nothing: no row was told'
exits 0 'why of plain words' "$d" why --plain 'The sky is blue.'
prints 'why says that no word is known' 'nothing: no word of the sentence has a row'
printf '1\tPolice\n2\tshot\n3\tBob\n\n' > "$tmp/words.conllu"
exits 0 'why of given words' sh -c "\"$d\" why --json - < '$tmp/words.conllu'"
prints 'why keeps the words as given' '"words":\["Police","shot","Bob"\].*"who":\[1,1\],"whom":\[3,3\]'
exits 1 'why without a sentence' "$d" why

# --- ids, moments, disputes
exits 2 'an id that nothing has' "$d" brief --store "$db" ffffffffffffffff
exits 1 'an id that is none' "$d" brief --store "$db" harbour
story=$("$d" stories --json --store "$db" | sed 's/.*"story":"\([0-9a-f]*\)".*/\1/' | head -1)
exits 0 'a story by the beginning of its id' "$d" brief --store "$db" "$(echo "$story" | cut -c1-6)"
exits 0 'explain a story' "$d" explain --store "$db" "$story"
event=$("$d" grid --json --store "$db" | sed -n 's/.*"event":"\([0-9a-f]*\)".*/\1/p' | head -1)
exits 0 'explain an event' "$d" explain --store "$db" "$event"
prints 'explain shows the rule of a passage' 'rule: tolls.tsv:[0-9]+ kill'
prints 'explain shows the edges of the tree' 'tree: killing advcl of tore'
exits 2 'nothing was known before' "$d" brief --store "$db" --as-of 2025-05-12T09:00
says 'it says that nothing was known' 'published by then'
"$d" grid --plain --store "$db" --as-of 2025-05-12T09:30 > "$tmp/early"
"$d" grid --plain --store "$db" > "$tmp/late"
if grep -q 'Northern Wire' "$tmp/early" && ! grep -q 'Coastal' "$tmp/early" && grep -q 'Coastal' "$tmp/late"; then
	ok '--as-of shows only what had been published'
else bad '--as-of shows only what had been published'; fi
# The figure of a list is the event's largest of its kind: the dead are no fewer than the officers among them.
cat > "$tmp/most.jsonl" <<'JSON'
{"id": "a", "outlet": "Valley Post", "published": "2024-03-05", "title": "Officers killed in Varna", "text": "A gunman killed five officers in Varna on Monday, police said.\n\nA passer-by was also killed in the attack."}
{"id": "b", "outlet": "Ridge Courier", "published": "2024-03-05", "title": "Gunman kills officers in Varna", "text": "The attack by a gunman killed one woman in Varna on Monday, and wounded two soldiers and three officers, the mayor said."}
JSON
"$d" add --store "$tmp/most.db" "$tmp/most.jsonl" > "$tmp/out" 2>&1
exits 0 'a list of one story' "$d" stories --json --store "$tmp/most.db"
prints 'its figures are the largest of the event' '"figures":"killed 5, injured 5"'
event=$("$d" export --store "$tmp/most.db" | grep -o '"id":"[0-9a-f]*\.[0-9]*","field":"killed"' | head -1 | cut -d'"' -f4 | cut -d. -f1)
exits 0 'the desk types one' "$d" correct --store "$tmp/most.db" --who anna --why 'the ministry' "$event" killed 4
"$d" stories --json --store "$tmp/most.db" > "$tmp/out"
prints 'what the desk typed is the figure' '"figures":"killed 4, injured 5"'

"$d" stories --json --store "$db" > "$tmp/now"
"$d" stories --json --store "$db" --as-of 2125-01-01 > "$tmp/later"
"$d" stories --json --store "$db" --as-of 2025-05-12T10:00 > "$tmp/early"
if cmp -s "$tmp/now" "$tmp/later" && grep -q '"articles":1,.*"killed 4+' "$tmp/early"; then
	ok 'the list of stories as of a moment'
else bad 'the list of stories as of a moment'; fi
cat > "$tmp/two.jsonl" <<'JSON'
{"id": "a", "outlet": "Valley Post", "published": "2024-03-04", "title": "Dozens feared dead after blast in Varna", "text": "A bomb killed at least 31 people at a market in Varna on Monday, police said.\n\nThe blast broke windows across the old town of Varna."}
{"id": "b", "outlet": "Ridge Courier", "published": "2024-03-04", "title": "Blast in Varna: hospitals count the dead", "text": "A bomb killed 12 people at a market in Varna on Monday, hospital officials said.\n\nDivers looked for a missing worker in the river until dusk. The market of Varna had been closed for years, neighbours said."}
JSON
"$d" add --store "$tmp/two.db" "$tmp/two.jsonl" > /dev/null
exits 3 '--fail-on disputed with a dispute' "$d" disputes --fail-on disputed --store "$tmp/two.db"
exits 3 '--fail-on disputed of the list' "$d" stories --fail-on disputed --store "$tmp/two.db"
head -1 "$tmp/two.jsonl" > "$tmp/one.jsonl"
"$d" add --store "$tmp/one.db" "$tmp/one.jsonl" > /dev/null
exits 0 '--fail-on disputed without one' "$d" brief --fail-on disputed --store "$tmp/one.db"

# --- output that fails
if [ -e /dev/full ]; then
	for c in stories brief grid timeline export log check; do
		"$d" "$c" --store "$db" > /dev/full 2> "$tmp/err"
		[ $? -eq 4 ] && ok "$c to a full device" || bad "$c to a full device is status 4"
		says "$c says so" 'No space left'
	done
	"$d" extract "$ex" > /dev/full 2> "$tmp/err"
	[ $? -eq 4 ] && ok 'extract to a full device' || bad 'extract to a full device is status 4'
	"$d" --help > /dev/full 2> "$tmp/err"
	[ $? -eq 4 ] && ok 'help to a full device' || bad 'help to a full device is status 4'
fi
"$d" export --store "$db" | head -1 > "$tmp/out" 2> "$tmp/err"
[ -s "$tmp/out" ] && [ ! -s "$tmp/err" ] && ok 'a reader that goes away is no news' || bad 'a reader that goes away is no news'

# --- texts without an outlet are not of one outlet: each is named after its document
mkdir "$tmp/bare"
echo 'A tram hit a lorry in Varna on Monday, killing three people, police said. The driver was arrested.' > "$tmp/bare/one.txt"
echo 'Three people were killed in Varna on Monday when a lorry and a tram crashed, medics said. Trams stood still for hours.' > "$tmp/bare/two.txt"
exits 0 'articles without an outlet are added' "$d" add --store "$tmp/bare.db" "$tmp/bare"
exits 0 'their grid' "$d" grid --plain --store "$tmp/bare.db"
prints 'two outlets without a name are two' '2 outlets, 2 origins'
prints 'and stand side by side' 'unnamed outlet  +│ unnamed outlet'
exits 0 'their brief' "$d" brief --plain --store "$tmp/bare.db"
prints 'an outlet without a name is named after its document' 'unnamed outlet [0-9a-f]{16}'

# --- an article must not move the cursor, clear the screen, or hide words
python3 - > "$tmp/esc.jsonl" <<'PY'
import json
bad = '\x1b[2J\x1b[8m\x07\r'
print(json.dumps({'id': 'e' + bad, 'outlet': 'Valley ' + bad + 'Post', 'published': '2024-03-05', 'title': 'Officers ' + bad + 'killed in Varna',
    'text': 'A gunman killed five ' + bad + 'officers in Varna on Monday, police said.\n\nA passer-by was \x9bmalso killed in the attack.'}))
PY
"$d" add --store "$tmp/esc.db" "$tmp/esc.jsonl" > "$tmp/out" 2>&1
story=$("$d" stories --json --store "$tmp/esc.db" | sed 's/.*"story":"\([0-9a-f]*\)".*/\1/')
for c in 'stories --plain' "brief --plain $story" "grid --plain --all $story" "timeline --plain $story" "log --plain --all $story" "explain $story"; do
	"$d" $c --store "$tmp/esc.db" > "$tmp/out" 2>&1
	if [ -s "$tmp/out" ] && ! LC_ALL=C grep -q "[$(printf '\001-\010\013-\037')]" "$tmp/out"; then ok "no control character: $c"; else bad "no control character: $c"; fi
done
exits 2 'a message with an id that is none' "$d" remove --store "$tmp/esc.db" "$(printf 'no\033[31msuch')"
LC_ALL=C grep -q "$(printf '\033')" "$tmp/err" && bad 'nor in a message' || ok 'nor in a message'
exits 0 'JSON keeps them, escaped' "$d" export --text --store "$tmp/esc.db"
prints 'as they were' '\\u001b\[2J'
