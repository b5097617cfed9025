# SPDX-License-Identifier: Apache-2.0
# What `dateline log` says of a story, moment by moment: each new event and each value that changed once, with the
# passage that did it, and nothing of what stayed as it was.
. tests/script.inc
cat > "$tmp/a.jsonl" <<'JSON'
{"id": "v1", "outlet": "Valley Post", "published": "2024-03-04T09:00:00Z", "title": "Blast at Varna market kills 12", "text": "A bomb killed 12 people at a market in Varna on Monday, police said.\n\nThe mayor, Ivan Petkov, said that the market would stay closed. He said that the schools of the town would open. He said that the hospital had enough blood."}
{"id": "r1", "outlet": "Ridge Courier", "published": "2024-03-04T15:00:00Z", "title": "Market blast in Varna: 14 dead", "text": "A bomb killed 14 people at a market in Varna on Monday, police said.\n\nThe mayor, Ivan Petkov, said that the buses would run again on Tuesday."}
{"id": "h1", "outlet": "Hill Times", "published": "2024-03-04T20:00:00Z", "title": "Bomb kills 14 at Varna market", "text": "A bomb killed 14 people at a market in Varna on Monday, hospital officials said."}
JSON
db=$tmp/s.db
"$d" add --store "$db" "$tmp/a.jsonl" > /dev/null 2> "$tmp/err" || bad "add: $(cat "$tmp/err")"
[ "$("$d" stories --json --store "$db" | wc -l)" -eq 1 ] && ok 'one story' || bad 'one story'
"$d" log --json --store "$db" > "$tmp/all"
at() { grep "\"at\":\"2024-03-04T$1\"" "$tmp/all"; }

at 15:00 > "$tmp/out"
prints 'the figure changed, because of the new passage' '"field":"killed","of":[^,]*,"old":"12","new":"14".*"doc":"r1"'
at 09:00 > "$tmp/first"
at 15:00 > "$tmp/out"
for said in 'the market would stay closed' 'the schools of the town would open' 'the hospital had enough blood'; do
	grep -q "\"field\":\"statement\".*$said" "$tmp/first" || bad "told first: $said"
	grep -q "$said" "$tmp/out" && bad "told again, though nothing is new about it: $said"
done
prints 'one more statement is new, and no other one changed' '"field":"statement","of":null,"old":null,"new":"[^"]*buses would run.*"doc":"r1"'
prints 'a standing changed, because of the passage that agrees' '"field":"where".*"old":"([^"]*)","new":"\1".*"doc":"r1"'

"$d" log --plain --store "$db" > "$tmp/out"
prints 'for people: the event heads what changed in it' '^  [0-9a-f]{8} new: .*\(Valley'
prints 'for people: from, to, standing' '^    killed.*: 12 → 14 \[revised\]'
"$d" log --plain --all --store "$db" > "$tmp/everything"
prints 'details are counted' '^  and [0-9]+ details? \(--all\)'
[ "$(wc -l < "$tmp/everything")" -gt "$(wc -l < "$tmp/out")" ] && ok 'and told when asked for' || bad 'and told when asked for'
awk 'length > 90' "$tmp/out" > "$tmp/long"
[ -s "$tmp/long" ] && bad "lines fit the screen: $(head -1 "$tmp/long")" || ok 'lines fit the screen'

# Each line of the log names an event that answers, also one that is told with another by now.
grep -o '"event":"[0-9a-f]*"' "$tmp/all" | sort -u | cut -d'"' -f4 > "$tmp/events"
while read -r e; do "$d" explain --store "$db" "$e" > /dev/null 2> "$tmp/err" || bad "event $e of the log: $(cat "$tmp/err")"; done < "$tmp/events"
[ -s "$tmp/events" ] && ok 'events of the log answer' || bad 'events of the log answer'
