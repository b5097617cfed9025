# SPDX-License-Identifier: Apache-2.0
"""Raw texts cut into sentences and words by the program itself, for the teacher to label.

In:  the raw texts of the list (corpus.py) that are no words yet: JSON lines with a "text", as many characters of each
     as the list says.
Out: CoNLL-U; only the words are used. The tokeniser needs no training, so any earlier weights will do.
"""
import argparse, json, os, subprocess, tempfile
import corpus as C

PART = 2_000_000        # characters to a call: the program takes at most 4 MB


def texts():
    for path, limit in C.listed('raw'):
        if limit == 'words':
            continue
        n = 0
        with open(os.path.join(C.DATA, path), encoding='utf-8') as f:
            for line in f:
                text = json.loads(line)['text']
                n += len(text)
                if limit and n > int(limit):
                    break
                yield text + '\n\n'


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--dateline', default='../build/dateline')
    ap.add_argument('--out', required=True)
    a = ap.parse_args()
    parts = ['']
    for t in texts():
        if len(parts[-1]) + len(t) > PART:
            parts.append('')
        parts[-1] += t
    with open(a.out, 'wb') as out:
        for p in parts:
            subprocess.run([a.dateline, 'parse', '-'], input=p.encode(), stdout=out, check=True)


if __name__ == '__main__':
    main()
