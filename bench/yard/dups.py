# SPDX-License-Identifier: Apache-2.0
"""Reprints: documents that share text, followed from copy to origin, are one group."""
import _assemble, _common

SCORER = 'clusters.py'

def arguments(gold, out, options):
    return [gold, out] + (options if '--field' in options else options + ['--field', 'group'])

def convert(gold, out, dateline):
    docs = [{'id': str(r['id']), 'text': r['text'], 'title': r.get('title'), 'published': r.get('date'),
             'outlet': r.get('source')} for r in _common.rows(gold)]
    of = {}
    for s in _assemble.assemble(dateline, docs):
        for d in s['documents']:
            of[d['id']] = d['copy_of'] or d['id']
    found = []
    for i in of:
        group = i
        while of.get(group, group) != group:
            group = of[group]
        found.append({'id': i, 'group': group})
    _common.write(out, found)
