#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""serve_check.py DATELINE STORE - ask a server of its own and print "ok serve: ..." or "not ok serve: ..." lines."""
import concurrent.futures, http.client, json, os, signal, socket, subprocess, sys, time
from urllib.parse import quote

dateline, store = sys.argv[1:3]

class Server:
    def __init__(self, *options):
        self.p = subprocess.Popen([dateline, 'serve', '--store', store, '--listen', '127.0.0.1:0', *options],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.url = self.p.stdout.readline().strip()
        self.port = int(self.url.rstrip('/').rsplit(':', 1)[1])

    def ask(self, path, method='GET', headers=None, body=None):
        c = http.client.HTTPConnection('127.0.0.1', self.port, timeout=20)
        c.request(method, path, body=body, headers=headers or {})
        r = c.getresponse()
        data = r.read()
        c.close()
        return r.status, r.headers, data

    def json(self, path):
        status, _, data = self.ask(path)
        return status, json.loads(data)

    def raw(self, data):
        s = socket.create_connection(('127.0.0.1', self.port), timeout=20)
        s.sendall(data)
        out = b''
        try:
            while chunk := s.recv(65536):
                out += chunk
        except OSError:
            pass
        s.close()
        return out

    def end(self, sig):
        self.p.send_signal(sig)
        return self.p.wait(timeout=20)

def check(name, good, seen=None):
    print('%s serve: %s%s' % ('ok' if good else 'not ok', name, '' if good else ' (%r)' % (seen,)))

def lines(*args):
    out = subprocess.run([dateline, *args, '--store', store, '--json'], stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(l) for l in out.splitlines()]

def answers(s):
    status, listed = s.json('/api/stories')
    check('the list is that of the command', status == 200 and listed['stories'] == lines('stories'), listed)
    check('a list of before the first article', s.json('/api/stories?as-of=1990-01-01')[1]['stories'] == [])
    check('an empty page of the list', s.json('/api/stories?from=999&most=1')[1]['stories'] == [])
    story = listed['stories'][0]['story']
    status, told = s.json('/api/story?id=' + story)
    for key, command in ('brief', 'brief'), ('grid', 'grid'), ('timeline', 'timeline'), ('disputed', 'disputes'):
        check(key + ' is that of the command', told[key] == lines(command, story), key)
    check('every article is listed', len(told['documents']) == 6, told['documents'])
    status, early = s.json('/api/story?id=%s&as-of=2025-05-12T12:00' % story)
    check('as of noon two articles are known', status == 200 and len(early['documents']) == 2, early)
    check('as of the year before none is', s.json('/api/story?id=%s&as-of=2024-01-01' % story)[0] == 404)
    for d in told['documents']:
        status, a = s.json('/api/article?id=%s&story=%s' % (quote(d['id'], safe=''), story))
        text = a['document']['text'].encode()
        quoted = {(c['start'], c['end']): c['quote'].encode() for t in told['brief'] for c in t['passages']
                  if c['doc'] == d['id']}
        check('passages of %s lie in its text' % d['id'],
              a['passages'] and all(0 <= p['start'] < p['end'] <= len(text) for p in a['passages']))
        check('quotes of %s are its words' % d['id'], all(text[a:b] == q for (a, b), q in quoted.items()), quoted)
    event = told['grid'][0]['event']
    check('an event, a field, an account are explained',
          all(s.json('/api/explain?id=' + i)[1]['text'] for i in (event, event + '.1', event + '.1.1')))
    check('an event leads to its story', s.json('/api/story?id=' + event)[1]['story'] == story)
    return story

def refusals(s, story):
    for path, want in (
        ('/nothing', 404), ('/api/nothing', 404), ('/api/stories/', 404), ('/page.css/', 404), ('/index.htm', 404),
        ('/../Makefile', 404), ('/%2e%2e/%2e%2e/etc/passwd', 404), ('/web/../../etc/passwd', 404), ('/model', 404),
        ('//etc/passwd', 404), ('/..%5c..%5cMakefile', 404),
        ('/api/story', 400), ('/api/story?id=', 400), ('/api/story?id=zz', 400), ('/api/story?id=0000000000000000', 404),
        ('/api/story?id=%s&id=%s' % (story, story), 400), ('/api/story?id=%s&as-of=noon' % story, 400),
        ('/api/story?id=%s&asof=2025-05-12' % story, 400), ('/api/story?id=%00', 400), ('/api/article?id=%ff', 400),
        ('/api/article?id=nobody', 404), ('/api/article?id=' + 'a' * 2000, 400), ('/api/article?id=a%00b', 400),
        ('/api/stories?most=0', 400), ('/api/stories?most=-1', 400), ('/api/stories?from=1e3', 400),
        ('/api/explain?id=%s.1' % story, 404), ('/api/explain?id=....', 400), ("/api/story?id=';drop table doc", 400),
    ):
        path = path.replace(' ', '%20')
        status, headers, data = s.ask(path)
        check('%s gives %d' % (path[:60], want), status == want, (status, data[:80]))
        if path.startswith('/api/'):
            check('%s says so in JSON' % path[:60],
                  json.loads(data)['status'] == want and 'json' in headers['Content-Type'])
        check('%s names no file' % path[:60], store.encode() not in data, data)
    for method in 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE':
        status, headers, _ = s.ask('/api/stories', method)
        check(method + ' is refused', status == 405 and headers['Allow'] == 'GET, HEAD', status)
    check('a body is refused', s.ask('/api/stories', 'GET', body=b'x' * 10)[0] == 413)
    check('a large body is refused', s.ask('/', 'POST', body=b'x' * 100000)[0] in (405, 413))
    status, _, data = s.ask('/', 'HEAD')
    check('HEAD has no body', status == 200 and data == b'', status)
    check('a line too long is refused',
          b'200 OK' not in s.raw(b'GET /?' + b'a' * 200000 + b' HTTP/1.1\r\nHost: localhost\r\n\r\n')[:20])
    check('headers too long are refused',
          b'200 OK' not in s.raw(b'GET / HTTP/1.1\r\nHost: localhost\r\nX: ' + b'a' * 200000 + b'\r\n\r\n')[:20])
    check('noise is refused', b' 200 ' not in s.raw(bytes(range(256)) + b'\r\n\r\n')[:20])

def host(s):
    for name, want in (('localhost', 200), ('127.0.0.1', 200), ('[::1]', 200), ('LOCALHOST', 200),
                       ('evil.example', 421), ('127.0.0.1:1.evil.example', 421),
                       ('127.0.0.1.evil.example', 421), ('localhost.evil.example', 421), ('', 421), ('169.254.1.1', 421)):
        for port in '', ':%d' % s.port:
            status = s.ask('/api/stories', headers={'Host': name + port})[0]
            check('host %s%s gives %d' % (name or 'empty', port and ':PORT', want), status == want, status)
    check('no host is refused', b' 200 ' not in s.raw(b'GET /api/stories HTTP/1.0\r\n\r\n')[:20])

def headers(s):
    for path in '/', '/story', '/page.css', '/app.js', '/icon.svg', '/api/stories', '/nothing', '/api/nothing':
        _, h, _ = s.ask(path)
        policy = h['Content-Security-Policy'] or ''
        strict = "default-src 'none'" in policy and 'unsafe' not in policy and '*' not in policy
        check(path + ' carries the policy', strict, policy)
        check(path + ' is not sniffed', h['X-Content-Type-Options'] == 'nosniff')
        check(path + ' gives no other origin leave', h['Access-Control-Allow-Origin'] is None)
    _, h, _ = s.ask('/app.js')
    check('an unchanged file is not sent again', s.ask('/app.js', headers={'If-None-Match': h['ETag']})[0] == 304)
    _, _, page = s.ask('/')
    check('no script or style in the page', b'<script>' not in page and b'<style' not in page and b'onload' not in page)
    check('nothing from elsewhere in the page', b'http' not in page and b'"//' not in page, page)

def together(s, story):
    """Many at once: the same bytes to all who ask the same, with what is assembled shared among them."""
    paths = ['/api/story?id=' + story, '/api/story?id=%s&as-of=2025-05-12T12:00' % story, '/api/stories',
             '/api/article?id=nw-1&story=' + story]
    paths += ['/api/story?id=%s&as-of=2025-05-%02d' % (story, day) for day in range(13, 25)]
    alone = {p: s.ask(p)[2] for p in paths}
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda p: (p, s.ask(p)[2]), paths * 6))
    check('the same to all who ask at once', all(data == alone[p] for p, data in told) and len(set(alone.values())) > 4)

def beside(s, story):
    """While answers are given, `add` writes, and what it wrote is there."""
    article = 'A second blast killed three people at the port of Varna on Wednesday, police said.'
    add = [dateline, 'add', '--store', store, '--outlet', 'The Night Post', '--published', '2025-05-14', '-']
    done = subprocess.run(add, input=article.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    check('an article is added beside it', done.returncode == 0, done.stderr)
    told = s.json('/api/stories')[1]['stories']
    check('and told', sum(t['articles'] for t in told) == 7, told)
    check('in the story too', len(s.json('/api/story?id=' + story)[1]['documents']) + len(told) == 7 + 1, told)
    # Another store under the same name, as after restoring a backup.
    os.rename(store, store + '.old')
    subprocess.run([dateline, 'add', '--store', store + '.new', '--outlet', 'The Night Post', '--published', '2025-05-14',
                    '-'], input=article.encode(), stdout=subprocess.DEVNULL)
    for end in '-wal', '-shm':
        if os.path.exists(store + end):
            os.rename(store + end, store + '.old' + end)
    os.rename(store + '.new', store)
    check('another store of that name is noticed', s.json('/api/stories')[1]['stories'][0]['articles'] == 1)
    check('and its story told', s.json('/api/story?id=' + story)[0] == 404)

def main():
    s = Server()
    check('it says where it is', s.url.startswith('http://127.0.0.1:'), s.url)
    story = answers(s)
    refusals(s, story)
    host(s)
    headers(s)
    together(s, story)
    beside(s, story)
    slow = [socket.create_connection(('127.0.0.1', s.port)) for _ in range(40)]
    for c in slow:
        c.sendall(b'GET / HT')
    check('it answers beside forty that do not finish', s.ask('/api/stories')[0] == 200)
    began = time.monotonic()
    check('it ends on SIGINT', s.end(signal.SIGINT) == 0)
    check('at once', time.monotonic() - began < 5, time.monotonic() - began)
    for c in slow:
        c.close()
    other = Server()
    busy = subprocess.run([dateline, 'serve', '--store', store, '--listen', '127.0.0.1:%d' % other.port],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20)
    check('a port that is taken is said', busy.returncode == 2 and b'another program' in busy.stderr, busy)
    check('it ends on SIGTERM', other.end(signal.SIGTERM) == 0)
    for wrong in 'nowhere', '127.0.0.1', '127.0.0.1:x', '127.0.0.1:70000', 'example.com:80', '[::1:80':
        bad = subprocess.run([dateline, 'serve', '--store', store, '--listen', wrong], stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, timeout=20)
        check('--listen %s is refused' % wrong, bad.returncode == 1, bad)
    os.rename(store, store + '.gone')
    gone = subprocess.run([dateline, 'serve', '--store', store], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=20)
    check('no store, no page', gone.returncode == 2 and b'there is no store' in gone.stderr, gone)

main()
