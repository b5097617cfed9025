# SPDX-License-Identifier: Apache-2.0
"""person: two spellings, one person? Scores of `dateline same`; the program's own threshold is SAME."""
import subprocess
import _common

SCORER = 'names.py'
SAME = 700

def convert(gold, out, dateline):
    rows = _common.rows(gold)
    lines = ''.join('%s\t%s\n' % (r['a'].replace('\t', ' '), r['b'].replace('\t', ' ')) for r in rows)
    done = subprocess.run([dateline, 'same', '-'], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    scores = [line.split('\t')[0] for line in done.stdout.decode().split('\n')]
    _common.write(out, [{'id': r['id'], 'score': int(s), 'same': int(s) >= SAME} for r, s in zip(rows, scores)])
