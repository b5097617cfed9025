# SPDX-License-Identifier: Apache-2.0
"""roles: who does what to whom, in the form of roles.py. The words of GOLD are given to `dateline why` as CoNLL-U;
every word that says that something is done is a predicate. Frames of PropBank number their roles verb by verb; here
the doer is ARG0, the one to whom it is done or happens ARG1, a third one ARG2."""
import json, subprocess
from _common import rows, write

SCORER = 'roles.py'
NAMES = {'who': 'ARG0', 'whom': 'ARG1', 'third': 'ARG2', 'when': 'ARGM-TMP', 'where': 'ARGM-LOC', 'not': 'ARGM-NEG'}
LIMIT = 1 << 21      # bytes of words at a time: below the program's limit for one text

def conllu(row):
    return ''.join('%d\t%s\t_\t_\t_\t_\t_\t_\t_\t_\n' % (i, w) for i, w in enumerate(row['words'], 1)) + '\n'

def portions(gold):
    part, size = [], 0
    for r in gold:
        text = conllu(r)
        if part and size + len(text) > LIMIT:
            yield part
            part, size = [], 0
        part.append((r, text))
        size += len(text)
    yield part

def frames(sentence):
    return [{'pred': d['word'], 'args': [[NAMES[k], *v] for k, v in d.items() if k in NAMES]} for d in sentence['done']]

def convert(gold, out, dateline):
    found = []
    for part in portions(rows(gold)):
        done = subprocess.run([dateline, 'why', '--json', '-'], input=''.join(t for _, t in part).encode(),
                              stdout=subprocess.PIPE, check=True)
        lines = [json.loads(l) for l in done.stdout.decode().splitlines()]
        if len(lines) != len(part):
            raise SystemExit('roles: %d sentences in, %d out' % (len(part), len(lines)))
        found += [{'id': r['id'], 'frames': frames(s)} for (r, _), s in zip(part, lines)]
    write(out, found)
