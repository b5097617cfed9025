#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""man_check.py BUILD DIR - check the manual pages of man/ and BUILD/man; prints "ok man: ..." lines.

Examples run in DIR, as in a folder of somebody who has read the example story into ./dateline.db and has some files of
the names that examples use. Of the pages made from the table of commands every example must end well; of the others,
each line "$ command" must, and what it prints must hold each line that follows it."""
import glob, gzip, json, os, re, shutil, subprocess, sys

build, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
dateline = os.path.join(build, 'dateline')

def check(name, good, seen=None):
    print('%s man: %s%s' % ('ok' if good else 'not ok', name, '' if good else ' (%s)' % str(seen)[:400]))

def run(*args):
    return subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120).stdout

def words_of(page):
    return re.sub(r'.\x08', '', run('mandoc', '-Tutf8', '-Owidth=900', page))

def commands():
    listed = run(dateline, 'help').split('Commands\n')[1].split('\n\n')[0]
    return [l.split()[0] for l in listed.splitlines()]

def pages():
    for page in sorted(glob.glob('man/*.[1-9]') + glob.glob(build + '/man/*.1')):
        said = run('mandoc', '-Tlint', '-Wwarning', page)
        check('%s is sound' % os.path.basename(page), not said, said)
    front = words_of(build + '/man/dateline.1')
    for c in commands():
        page = '%s/man/dateline-%s.1' % (build, c)
        check('%s has a page' % c, os.path.exists(page) and 'dateline-%s(1)' % c in front)
        text, options = words_of(page), re.findall(r'^  (--[a-z-]+)', run(dateline, c, '--help'), re.M)
        missing = [o for o in options if not re.search(r'^\s+' + o + r'\b', text, re.M)]
        check('%s: its page has every option' % c, not missing, missing)
        check('%s: its page has an example' % c, 'EXAMPLES' in text and 'dateline ' + c in text.split('EXAMPLES')[1])
    header = open('include/dateline.h', encoding='utf-8').read()
    known, told = words_of('man/libdateline.3'), set(re.findall(r'\b(dl_[a-z_]+)\(', header))
    missing = sorted(f for f in told if not re.search(r'\b%s\b' % f, known))
    check('libdateline(3) has every function', not missing and len(told) > 20, missing)
    made_up = sorted(set(re.findall(r'\b(dl_[a-z_]+)\(', known)) - told)
    check('and no other', not made_up, made_up)
    tables = {os.path.basename(t) for t in glob.glob('data/en/*.tsv')}
    named = set(re.findall(r'\w+\.tsv', words_of('man/dateline-lexicon.7')))
    check('the tables that dateline-lexicon(7) names are there', named <= tables and len(named) > 10, named - tables)

def members(value, found):
    if isinstance(value, dict):
        for k, v in value.items():
            found.add(k)
            members(v, found)
    elif isinstance(value, list):
        for v in value:
            members(v, found)

def json_members():
    found, hidden = set(), re.compile(r'"extra":\{[^}]*\}')
    lines = [['extract', 'articles.jsonl'], ['export', '--text'], ['assemble', 'articles.jsonl']]
    lines += [[c, '--json'] for c in ('stories', 'brief', 'grid', 'timeline', 'disputes', 'log', 'check')]
    for command in lines:
        for l in run(dateline, *command).splitlines():
            members(json.loads(hidden.sub('"extra":null', l)), found)
    return found

def prepare(root):
    os.chdir(folder)
    os.mkdir('bin')
    os.symlink(dateline, 'bin/dateline')
    os.environ['PATH'] = os.path.join(folder, 'bin') + ':' + os.environ['PATH']
    shutil.copytree(root + '/data', 'data')
    shutil.copy(root + '/examples/harbour/articles.jsonl', 'articles.jsonl')
    rows = open('articles.jsonl', encoding='utf-8').read()
    for name in 'article.html', 'page.html':
        shutil.copy(root + '/examples/harbour/coastal.html', name)
    with open('article.txt', 'w') as f:
        f.write(json.loads(rows.splitlines()[0])['text'])
    for name in 'archive.jsonl', 'monday.jsonl', 'tuesday.jsonl':
        shutil.copy('articles.jsonl', name)
    with gzip.open('archive.jsonl.gz', 'wt') as f:
        f.write(rows)
    for name in 'news', 'articles':
        os.mkdir(name)
        shutil.copy('article.txt', name)
    run(dateline, 'add', 'articles.jsonl')
    shutil.copy('dateline.db', 'desk.db')
    shutil.copy('dateline.db', 'archive.db')

def ids():
    """Examples name the events 9c41 and 7b0e and the story 3f2a; here they have other ids."""
    rows = [json.loads(l) for l in run(dateline, 'grid', '--json').splitlines()]
    event = next(r['event'] for r in rows if r['row'] >= 2)
    other = next(r['event'] for r in rows if r['event'] != event)
    return event, other, json.loads(run(dateline, 'stories', '--json').splitlines()[0])['story']

def shell(line):
    return subprocess.run(['bash', '-o', 'pipefail', '-c', line], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, timeout=120, stdin=subprocess.DEVNULL)

def command_examples():
    for c in commands():
        out = run(dateline, c, '--help').split('Examples\n')
        for line in out[1].splitlines() if len(out) > 1 else ():
            line = line.split('    # ')[0].strip()
            tools = [w for w in ('jq', 'zstd', 'man', 'less') if re.search(r'\| %s\b' % w, line)]
            if 'serve' in line or 'curl' in line or not all(map(shutil.which, tools)):
                continue        # the server has tests of its own
            event, other, story = ids()
            real = line.replace('9c41', event).replace('7b0e', other).replace('3f2a', story)
            r = shell(real)
            check('example: ' + line, r.returncode == 0, (real, r.stdout))

def page_examples(root, page):
    command, wanted, r = None, [], None
    text = open(os.path.join(root, page), encoding='utf-8').read()
    for block in re.findall(r'^\.Bd -literal.*?\n(.*?)^\.Ed', text, re.M | re.S):
        for line in block.splitlines():
            line = line.replace('\\e', '\\').replace('\\-', '-')
            if line.startswith('$ '):
                command, r = line[2:], shell(line[2:])
                check('%s: %s' % (page, command), r.returncode == 0, r.stdout)
            elif r:
                check('%s: prints %s' % (page, line), line in r.stdout, r.stdout)

def main():
    root = os.getcwd()
    pages()
    source = open('man/dateline.5', encoding='utf-8').read()
    known = set(re.findall(r'[\w-]+', ' '.join(re.findall(r'^\.(?:It )?(?:Ic|Ql) .*', source, re.M))))
    prepare(root)
    found = json_members()
    missing = sorted(found - known)
    check('dateline(5) has every member that is printed', not missing and len(found) > 100, missing)
    for page in 'man/dateline.5', 'man/dateline-lexicon.7':
        page_examples(root, page)
    command_examples()       # with the tables of one's own that dateline-lexicon(7) made

main()
