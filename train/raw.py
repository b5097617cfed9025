# SPDX-License-Identifier: Apache-2.0
"""Raw texts cut into sentences and words by the program itself, for the teacher to label.

In:  raw/wikinews.jsonl and the first 3.6 million characters of raw/wikipedia_places.jsonl (folder of corpus.py).
Out: CoNLL-U; only the words are used. The tokeniser needs no training, so any earlier weights will do.
"""
import argparse, json, os, subprocess, tempfile
import corpus as C

PART = 2_000_000        # characters to a call: the program takes at most 4 MB


def texts():
    for name, limit in (('wikinews', 10**9), ('wikipedia_places', 3_600_000)):
        n = 0
        with open(os.path.join(C.DATA, 'raw', name + '.jsonl'), encoding='utf-8') as f:
            for line in f:
                text = json.loads(line)['text']
                n += len(text)
                if n > limit:
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
