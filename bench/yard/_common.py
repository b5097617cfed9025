# SPDX-License-Identifier: Apache-2.0
"""What the converters of bench/yard share: running the program over rows of JSON lines."""
import json, subprocess

def rows(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]

def extract(dateline, docs, extra=()):
    """Run `dateline extract` over docs (dicts with id, text and optional outlet, title, published).
    Returns {id: facts}. Order and ids are the program's own; a refused document is absent."""
    lines = '\n'.join(json.dumps(d, ensure_ascii=False) for d in docs) + '\n'
    done = subprocess.run([dateline, 'extract', '--json', *extra, '-'], input=lines.encode(), stdout=subprocess.PIPE)
    if done.returncode not in (0, 2):
        raise SystemExit('%s extract: exit %d' % (dateline, done.returncode))
    out = {}
    for line in done.stdout.decode('utf-8').splitlines():
        if line.strip():
            d = json.loads(line)
            out[str(d['id'])] = d
    return out

def write(path, items):
    with open(path, 'w', encoding='utf-8') as f:
        for x in items:
            f.write(json.dumps(x, ensure_ascii=False) + '\n')

def char_offsets(text):
    """Map from byte offset to code point offset, for scorers that count code points."""
    at, b = {}, 0
    for i, c in enumerate(text):
        at[b] = i
        b += len(c.encode('utf-8'))
    at[b] = len(text)
    return at
