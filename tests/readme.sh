# SPDX-License-Identifier: Apache-2.0
# The README's screen is what the program prints: each "$ dateline ..." block is run again at 80 columns.
. tests/script.inc
python3 - "$d" "$tmp" <<'PY'
import os, shlex, subprocess, sys
program, folder = sys.argv[1:]
env = dict(os.environ, COLUMNS='80', NO_COLOR='1')
lines = open('README.md', encoding='utf-8').read().split('\n')
blocks, cur = [], None
for l in lines:
    if l.startswith('    $ dateline '):
        cur = [l[len('    $ dateline '):], []]
        blocks.append(cur)
    elif cur and (l.startswith('    ') or not l):
        cur[1].append(l[4:])
    else:
        cur = None
for command, want in blocks:
    words = shlex.split(command)
    args = [program, words[0], '--store', os.path.join(folder, 'readme.db'), '--plain'] + words[1:]
    got = subprocess.run(args, env=env, stdout=subprocess.PIPE).stdout.decode().rstrip('\n').split('\n')
    want = '\n'.join(want).strip('\n')
    same = words[0] == 'add' or '\n'.join(x.rstrip() for x in got) == want
    print('%s README: dateline %s' % ('ok' if same else 'not ok', command))
    if not same:
        print('\n'.join(got)[:1500])
if len(blocks) < 3:
    print('not ok README has no screen')
PY
