# SPDX-License-Identifier: Apache-2.0
"""Names over gold words: GOLD is IOB2, a word a line (UNER: number, word, label; or word and label)."""
import subprocess

SCORER = 'ner.py'

def sentences(path):
    words = []
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\r\n')
        c = line.split('\t') if '\t' in line else line.split()
        if not line.strip():
            if words:
                yield words
            words = []
        elif line[0] != '#' or '\t' in line:
            words.append(c[1] if len(c) >= 3 and c[0].isdigit() else c[0])
    if words:
        yield words

def convert(gold, out, dateline):
    rows = []
    for words in sentences(gold):
        rows += ['\t'.join([str(i + 1), w] + ['_'] * 8) for i, w in enumerate(words)] + ['']
    done = subprocess.run([dateline, 'parse', '-'], input='\n'.join(rows + ['']).encode(), stdout=subprocess.PIPE,
                          check=True)
    with open(out, 'w', encoding='utf-8') as f:
        for line in done.stdout.decode().splitlines():
            c = line.split('\t')
            if len(c) == 10:
                misc = dict(x.split('=', 1) for x in c[9].split('|') if '=' in x)
                f.write('%s\t%s\n' % (c[1], misc.get('Name', 'O')))
            else:
                f.write('\n')
