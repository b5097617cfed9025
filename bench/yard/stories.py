# SPDX-License-Identifier: Apache-2.0
"""Articles grouped into stories: each document's story is the program's own."""
import _assemble, _common

SCORER = 'clusters.py'

def convert(gold, out, dateline):
    docs = [{'id': str(r['id']), 'text': r['text'], 'title': r.get('title'), 'published': r.get('date'),
             'outlet': r.get('source'), 'url': r.get('url')} for r in _common.rows(gold)]
    found = []
    for s in _assemble.assemble(dateline, docs):
        found += [{'id': d['id'], 'story': s['story']} for d in s['documents']]
    _common.write(out, found)
