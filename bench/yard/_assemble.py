# SPDX-License-Identifier: Apache-2.0
"""What the converters for many documents share: documents in, stories of `dateline assemble` out."""
import json, subprocess

def assemble(dateline, docs):
    """docs: dicts with id, text and optional outlet, title, published, url. Returns the list of stories."""
    lines = '\n'.join(json.dumps({k: v for k, v in d.items() if v is not None}, ensure_ascii=False) for d in docs) + '\n'
    done = subprocess.run([dateline, 'assemble', '--json', '-'], input=lines.encode(), stdout=subprocess.PIPE)
    if done.returncode not in (0, 2):
        raise SystemExit('%s assemble: exit %d' % (dateline, done.returncode))
    return [json.loads(line) for line in done.stdout.decode('utf-8').splitlines() if line.strip()]
