#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bring the name corpora to one CoNLL-U form with Name=B-PER in MISC: names.py FILE_OR_FOLDER... > names.conllu

UNER (number, word, label), WikiGold (word label, inside labels only), CrossNER politics (word label, fine types)
and re3d (documents.json, entities.json: character spans) are told apart by their looks. Types that are neither
person, place nor organisation become MISC or nothing, as the tables below say."""
import json, os, re, sys

TYPE = {'PER': 'PER', 'LOC': 'LOC', 'ORG': 'ORG', 'MISC': 'MISC', 'OTH': 'MISC',
        'politician': 'PER', 'person': 'PER', 'country': 'LOC', 'location': 'LOC', 'organisation': 'ORG',
        'politicalparty': 'ORG', 'event': 'MISC', 'election': 'MISC', 'misc': 'MISC',
        'Person': 'PER', 'Location': 'LOC', 'Organisation': 'ORG', 'Nationality': 'MISC'}

def tidy(labels):
    """Inside-only or ragged labels to begin/inside."""
    out, before = [], 'O'
    for x in labels:
        kind = TYPE.get(x[2:]) if '-' in x else None
        if not kind:
            out.append('O')
            before = 'O'
            continue
        begins = x[0] == 'B' or before != kind
        out.append(('B-' if begins else 'I-') + kind)
        before = kind
    return out

def write(words, labels):
    for i, (w, l) in enumerate(zip(words, tidy(labels))):
        print('\t'.join([str(i + 1), w, '_', '_', '_', '_', '_', '_', '_', 'Name=' + l if l != 'O' else '_']))
    print()

def columns(path):
    words, labels = [], []
    for line in list(open(path, encoding='utf-8')) + ['\n']:
        c = line.split()
        if not c:
            if words and words[0] != '-DOCSTART-':
                write(words[:500], labels[:500])
            words, labels = [], []
        elif line[0] != '#' or (len(c) == 2 and (c[1] == 'O' or c[1][1:2] == '-')):
            uner = len(c) >= 3 and c[0].isdigit()
            words.append(c[1] if uner else c[0])
            labels.append(c[2] if uner else c[-1])

TOKEN = re.compile(r"\w+(?:[.'’]\w+)*|[^\w\s]")
WIDE = re.compile(r'^(the|a|an|its|their|his|her) ', re.I)

def re3d(folder):
    """Entities there are any mention; only those with a capital inside are names. Articles are left out."""
    spans = {}
    for line in open(os.path.join(folder, 'entities.json'), encoding='utf-8'):
        e = json.loads(line)
        at = e['begin'] + len(WIDE.match(e['value']).group(0)) if WIDE.match(e['value']) else e['begin']
        value = e['value'][at - e['begin']:]
        if e['type'] in TYPE and value[:1].isupper():
            spans.setdefault(e['documentId'], []).append((at, e['end'], e['type']))
    for line in open(os.path.join(folder, 'documents.json'), encoding='utf-8'):
        d = json.loads(line)
        at = 0
        for part in re.split(r'(?<=[.!?])\s+(?=[A-Z"“])|\n+', d['text']):
            at = d['text'].index(part, at)
            words, labels, last = [], [], None
            for m in TOKEN.finditer(part):
                a, b = at + m.start(), at + m.end()
                hit = next((s for s in spans.get(d['_id'], []) if s[0] <= a and b <= s[1]), None)
                words.append(m.group())
                labels.append('O' if not hit else ('I-' if hit == last else 'B-') + hit[2])
                last = hit
            if words:
                write(words[:500], labels[:500])

for p in sys.argv[1:]:
    if os.path.isdir(p):
        re3d(p)
    else:
        columns(p)
