# SPDX-License-Identifier: Apache-2.0
# A row that cannot be right is refused with its table, its line and what is wrong with it: a word that is silently
# ignored costs whoever mends the tables an afternoon. As data: table | row, columns parted by ';' | what is said.
. tests/script.inc

echo 'Two men were hurt in Leeds on Monday.' > "$tmp/news.txt"
cp -r data/en "$tmp/tables"
exits 0 'a copy of the tables reads as they do' "$d" extract --data "$tmp/tables" "$tmp/news.txt"

while IFS='|' read -r table row reason; do
	cp "data/en/$table" "$tmp/tables/$table"
	echo "$row" | tr ';' '\t' >> "$tmp/tables/$table"
	line=$(wc -l < "$tmp/tables/$table")
	exits 2 "$table: $row" "$d" extract --data "$tmp/tables" "$tmp/news.txt"
	says "$table: $reason" "$table:$line: .*$reason"
	cp "data/en/$table" "$tmp/tables/$table"
done <<'ROWS'
happenings.tsv|frob;verb;-;ASSAULT;attack|part of speech must be v, x, n or a
happenings.tsv|frob v - ASSAULT attack|part of speech must be
happenings.tsv|;v;-;ASSAULT;attack|no words
happenings.tsv|frob;v;objj=PERSON;ASSAULT;attack|no such condition, and no preposition: "objj"
happenings.tsv|frob;v;obj=PERSN;ASSAULT;attack|unknown class: "PERSN"
happenings.tsv|frob;v;-;ATTACK;attack|unknown type: "ATTACK"
happenings.tsv|frob;v;-;ASSAULT;atack|no such mode of the type: "atack"
classes.tsv|building;hut|named in capitals
modality.tsv|frob;z;planned|kind must be v, n, d, x or m
modality.tsv|frob;v;planed|unknown effect
lists.tsv|TILL;|no words in the list
lists.tsv|TILLL;until|no rule asks for the list
numbers.tsv|frob;one;three|no such value: "three"
times.tsv|frob;month;13|no such value: "13"
times.tsv|frob;monthh;3|no class is called
titles.tsv|Reeve;gov;-;reeve|roles cannot be read: "gov"
titles.tsv|Reeve;GOV;male;reeve|gender must be m, f or -
roles.tsv|reeve;GOV;man|kind must be person, group or org
given.tsv|x;Ottokar|gender must be m, f or -
actors.tsv|Delta Front;DF;Nigeria;REB;org|three letters, not "Nigeria"
actors.tsv|Delta Front;DF;NGA;REB;organisation|kind must be org or person
landmarks.tsv|landmark;Old Mole;;Split, HR;143.5;16.4|latitude
landmarks.tsv|landmark;Old Mole;;Splitt, HR;43.5;16.4|what it lies in is not known: "Splitt, HR"
informants.tsv|stevedore;witnes;1|unknown kind "witnes"
cues.tsv|frob;x|pos is not
tolls.tsv|frob;object;kiled|unknown kind, field or modality
bonds.tsv|frob;mark;foollows|unknown bond
ROWS

# A list of one's own that is parted by commas would be one long name.
echo 'Delta Front,DF,NGA,REB,org' > "$tmp/own.tsv"
exits 2 'actors parted by commas' "$d" extract --actors "$tmp/own.tsv" "$tmp/news.txt"
says 'actors parted by commas are told so' 'own\.tsv:1: columns are parted by tabs'
