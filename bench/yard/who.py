# SPDX-License-Identifier: Apache-2.0
"""Who is who inside one article: GOLD is CoNLL-U of GUM, which keeps entities in its last column. The program gets the
plain text. Of every mention of people or a body that has been mentioned before, by what it is (a name, a noun, a
pronoun): did the program decide on an entity met before (decided), and is the mention of that entity nearest before it
one of the same (right)? Genres: the option --genres news,bio (all).

As a scorer it is this file itself: who.py GOLD.jsonl PRED.jsonl, both of mentions {start, end, entity, form}."""
import json, os, re, sys
from _common import extract, write

SCORER = os.path.abspath(__file__)
KINDS = ('person', 'organization')
OPEN_CLOSE = re.compile(r'\(([^()]+)|(\d+)\)')
FORM = {'PRON': 'pronoun', 'DET': 'pronoun', 'PROPN': 'name'}

def documents(path):
    """Yields (id, sentences): a sentence is (begins a paragraph, its text, rows of words)."""
    name, sents, rows, text, para = None, [], [], '', False
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n')
        if line.startswith('# newdoc id = '):
            if name:
                yield name, sents
            name, sents = line[14:], []
        elif line.startswith('# newpar'):
            para = True
        elif line.startswith('# text = '):
            text = line[9:]
        elif not line and rows:
            sents.append((para, text, rows))
            rows, para = [], False
        elif line and line[0].isdigit() and line.split('\t', 1)[0].isdigit():
            rows.append(line.split('\t'))
    if name:
        yield name, sents

def lay_out(sents):
    """The text of a document, and its words as (start, end, row)."""
    text, words = '', []
    for para, line, rows in sents:
        text += ('\n\n' if para else ' ') if text else ''
        at, text = len(text), text + line
        for r in rows:
            found = text.find(r[1], at)
            at = found + len(r[1]) if found >= 0 else at
            words.append((at - len(r[1]), at, r))
    return text, words

def gold_mentions(words):
    found, stack = [], {}
    for i, (start, end, row) in enumerate(words):
        noted = [x[7:] for x in row[9].split('|') if x.startswith('Entity=')]
        for opened, closed in OPEN_CLOSE.findall(noted[0]) if noted else []:
            if opened:
                parts = opened.split('-')
                stack.setdefault(parts[0], []).append((i, parts[1] if len(parts) > 1 else None))
                single = noted[0].split(opened, 1)[1].startswith(')')
            if closed or single:
                key = closed or parts[0]
                first, kind = stack[key].pop()
                if kind in KINDS:
                    inside = range(first, i + 1)
                    ids = {words[k][2][0] for k in inside}
                    head = next((k for k in inside if words[k][2][6] not in ids), first)
                    found.append({'start': words[first][0], 'end': end, 'head': words[head][0], 'entity': key,
                                  'form': FORM.get(words[head][2][3], 'noun')})
    return sorted(found, key=lambda m: (m['start'], m['end']))

def gold_of(path, genres):
    for name, sents in documents(path):
        if not genres or name.split('_')[1] in genres:
            text, words = lay_out(sents)
            yield name, text, gold_mentions(words)

def genres_of(options):
    return options[options.index('--genres') + 1].split(',') if '--genres' in options else []

def convert(gold, out, dateline):
    docs = [{'id': name, 'text': text, 'published': '2017-06-01'} for name, text, _ in gold_of(gold, [])]
    facts = extract(dateline, docs)
    write(out, [{'id': d['id'], 'mentions': own_mentions(d['text'], facts[d['id']])} for d in docs if d['id'] in facts])

def own_mentions(text, facts):
    data = text.encode('utf-8')
    at = lambda b: len(data[:b].decode('utf-8', 'replace'))
    return [{'start': at(m['at'][0]), 'end': at(m['at'][1]), 'entity': m['entity']} for m in facts['mentions']
            if m and m['entity'] and m['kind'] in ('person', 'org', 'group', 'misc')]

def arguments(gold, out, options):
    return [gold, out] + options

def overlap(a, b):
    both = min(a['end'], b['end']) - max(a['start'], b['start'])
    return both / (max(a['end'], b['end']) - min(a['start'], b['start'])) if both > 0 else 0

def aligned(gold, own):
    """The gold's mentions with the program's entity of the mention that fits best and holds the head; greedily."""
    pairs = sorted(((-overlap(g, o), i, j) for i, g in enumerate(gold) for j, o in enumerate(own)
                    if o['start'] <= g['head'] < o['end']))
    mine, taken = {}, set()
    for _, i, j in pairs:
        if i not in mine and j not in taken:
            mine[i] = own[j]['entity']
            taken.add(j)
    return mine

def score(gold, out, genres, errors):
    own = {r['id']: r['mentions'] for r in map(json.loads, open(out, encoding='utf-8'))}
    n = {f: [0, 0, 0] for f in ('name', 'noun', 'pronoun')}
    for name, text, marks in gold_of(gold, genres):
        mine = aligned(marks, own.get(name, []))
        for i, m in enumerate(marks):
            again = any(x['entity'] == m['entity'] for x in marks[:i])
            before = next((j for j in range(i - 1, -1, -1) if i in mine and mine.get(j) == mine[i]), None)
            right = before is not None and marks[before]['entity'] == m['entity']
            for k, yes in enumerate((again, before is not None, right)):
                n[m['form']][k] += yes
            if errors and (again and not right or before is not None and not right):
                last = next((x for x in reversed(marks[:i]) if x['entity'] == m['entity']), None)
                show = lambda x: ' '.join(text[x['start']:x['end']][:60].split()) if x else '-'
                print('%s %s %-8s %s | gold: %s | own: %s' % ('WRONG' if before is not None else 'LOST ', name, m['form'],
                      show(m), show(last), show(marks[before]) if before is not None else '-'))
    for form, (again, decided, right) in n.items():
        p, r = right / max(decided, 1), right / max(again, 1)
        print('%-8s P %.3f R %.3f F1 %.3f (%d right, %d decided, %d met before)' %
              (form, p, r, 2 * p * r / max(p + r, 1e-9), right, decided, again))

if __name__ == '__main__':
    score(sys.argv[1], sys.argv[2], genres_of(sys.argv), '--errors' in sys.argv)
