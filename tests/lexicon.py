# SPDX-License-Identifier: Apache-2.0
# Every example sentence of happenings.tsv is read by the row that it stands in: the row fits at a word of it, and no
# wider row above has taken its place. usage: lexicon.py DATELINE TABLE; exit 1 and the rows when one is not.
import json, subprocess, sys

def examples(path):
    with open(path, encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            col = line.rstrip('\n').split('\t')
            if line[0] != '#' and len(col) > 7 and col[7]:
                yield number, col[7]

def rows_read(dateline, sentences):
    """For each sentence the lines of the rows that fitted at a word of it. Sentences are paragraphs of one text, so
    what is found is handed out by counting letters."""
    done = subprocess.run([dateline, 'why', '--json', '-'], input='\n\n'.join(sentences).encode(),
                          stdout=subprocess.PIPE, check=True)
    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    for sentence in sentences:
        left, lines = len(''.join(sentence.split())), set()
        while left > 0:
            part = found.pop(0)
            left -= len(''.join(part['words']))
            lines |= {r['line'] for r in part['rules'] if r['verdict'].startswith('fits')}
        yield lines

def main():
    dateline, table = sys.argv[1:]
    rows = list(examples(table))
    wrong = 0
    for (number, sentence), lines in zip(rows, rows_read(dateline, [s for _, s in rows])):
        if number not in lines:
            wrong += 1
            print('not ok %s:%d "%s" is read by lines %s' % (table, number, sentence, sorted(lines)))
    if not wrong:
        print('ok %d examples of %s are read by their rows' % (len(rows), table))
    sys.exit(wrong > 0)

main()
