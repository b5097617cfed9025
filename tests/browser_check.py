#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""browser_check.py DATELINE STORE DIR - open the page in a headless browser and print "ok browser: ..." lines.

The browser is driven over its pipe (--remote-debugging-pipe: JSON messages that end with NUL on descriptors 3 and 4), so
that its console, its policy's complaints and the made page itself can be asked. With SHOTS=FOLDER in the environment
every page is also saved there as a picture, light and dark, wide and narrow."""
import base64, json, os, subprocess, sys, time, urllib.request
from urllib.parse import quote

dateline, store, folder = sys.argv[1:4]
shots = os.environ.get('SHOTS')

def check(name, good, seen=None):
    print('%s browser: %s%s' % ('ok' if good else 'not ok', name, '' if good else ' (%r)' % (seen,)))

class Browser:
    def __init__(self):
        to_it, self.write_fd = os.pipe()
        self.read_fd, from_it = os.pipe()
        def place():
            # 3 and 4 may be any of our own: move ours out of the way first.
            a, b = os.dup(to_it), os.dup(from_it)
            os.dup2(a, 3)
            os.dup2(b, 4)
        self.p = subprocess.Popen(
            ['chromium', '--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run',
             '--disable-dev-shm-usage', '--user-data-dir=' + os.path.join(folder, 'profile'), '--remote-debugging-pipe',
             'about:blank'], preexec_fn=place, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_it)
        os.close(from_it)
        self.n, self.left, self.events, self.session = 0, b'', [], None
        target = self.call('Target.createTarget', url='about:blank')['targetId']
        self.session = self.call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        for domain in 'Page', 'Runtime', 'Log', 'Network':
            self.call(domain + '.enable')

    def message(self):
        while b'\0' not in self.left:
            chunk = os.read(self.read_fd, 1 << 16)
            if not chunk:
                raise SystemExit('not ok browser: it ended')
            self.left += chunk
        one, self.left = self.left.split(b'\0', 1)
        return json.loads(one)

    def call(self, method, **params):
        self.n += 1
        m = {'id': self.n, 'method': method, 'params': params}
        if self.session:
            m['sessionId'] = self.session
        os.write(self.write_fd, json.dumps(m).encode() + b'\0')
        while True:
            r = self.message()
            if r.get('id') == self.n:
                if 'error' in r:
                    raise RuntimeError('%s: %s' % (method, r['error']))
                return r['result']
            self.events.append(r)

    def ask(self, script):
        r = self.call('Runtime.evaluate', expression=script, returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in r:
            raise RuntimeError(r['exceptionDetails'])
        return r['result'].get('value')

    def size(self, width, dark):
        self.call('Emulation.setDeviceMetricsOverride', width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.call('Emulation.setEmulatedMedia',
                  features=[{'name': 'prefers-color-scheme', 'value': 'dark' if dark else 'light'}])

    def open(self, url):
        """Load url; what the browser had to complain of meanwhile."""
        self.events = []
        self.call('Page.navigate', url='about:blank')
        self.call('Page.navigate', url=url)
        for _ in range(200):
            # Made: the page has replaced "Reading the store…" by its content.
            if self.ask('location.href != "about:blank" && document.readyState == "complete" '
                        '&& !document.querySelector("main .wait")'):
                break
            time.sleep(0.05)
        self.ask('new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))')
        return self.complaints()

    def complaints(self):
        found = []
        for e in self.events:
            p = e.get('params', {})
            if e.get('method') == 'Log.entryAdded' and p['entry']['level'] in ('error', 'warning'):
                found.append(p['entry']['text'])
            if e.get('method') == 'Runtime.exceptionThrown':
                found.append(p['exceptionDetails'].get('text'))
            if e.get('method') == 'Runtime.consoleAPICalled' and p['type'] in ('error', 'warning', 'assert'):
                found.append(json.dumps(p['args'])[:200])
        return found

    def hosts(self):
        return {e['params']['request']['url'].split('/')[2] for e in self.events
                if e.get('method') == 'Network.requestWillBeSent' and '//' in e['params']['request']['url']}

    def key(self, key, code):
        for kind in 'keyDown', 'keyUp':
            self.call('Input.dispatchKeyEvent', type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                      **({'text': '\r'} if key == 'Enter' and kind == 'keyDown' else {}))

    def shot(self, name):
        if not shots:
            return
        high = min(6000, self.ask('document.documentElement.scrollHeight'))
        width = self.ask('innerWidth')
        data = self.call('Page.captureScreenshot', format='png', captureBeyondViewport=True,
                         clip={'x': 0, 'y': 0, 'width': width, 'height': high, 'scale': 1})['data']
        with open(os.path.join(shots, name + '.png'), 'wb') as f:
            f.write(base64.b64decode(data))

# Lowest contrast between words and what lies behind them, by the formula of WCAG 2; 4.5 is what small text needs.
CONTRAST = '''(() => {
  const rgb = s => { const m = s.match(/[0-9.]+/g).map(Number); return m.length > 3 && m[3] == 0 ? null : m.slice(0, 3) };
  const lum = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  let worst = 99, where = '';
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !e.checkVisibility()) continue;
    if (e.closest('noscript, script, .unseen, .skip, option')) continue;
    let back = null;
    for (let p = e; p && !back; p = p.parentElement) back = rgb(getComputedStyle(p).backgroundColor);
    const a = lum(rgb(getComputedStyle(e).color)), b = lum(back || [255, 255, 255]);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < worst) worst = ratio, where = e.className + ': ' + walk.currentNode.data.slice(0, 40);
  }
  return [worst, where];
})()'''

def looks(b, name, url):
    """The page at url in four looks: nothing to complain of, nothing cut off, words that can be read."""
    for width in 1280, 390:
        for dark in False, True:
            b.size(width, dark)
            label = '%s, %d wide, %s' % (name, width, 'dark' if dark else 'light')
            said = b.open(url)
            check(label + ': the console is silent', not said, said)
            over = b.ask('document.documentElement.scrollWidth - innerWidth')
            check(label + ': nothing sticks out', over <= 0, over)
            worst, where = b.ask(CONTRAST)
            check(label + ': words stand out', worst >= 4.5, (worst, where))
            b.shot('%s-%d-%s' % (name, width, 'dark' if dark else 'light'))
    check(name + ': nothing is asked of elsewhere', b.hosts() == {url.split('/')[2]}, b.hosts())
    for tag in 'h1', 'main':
        check('%s: one %s' % (name, tag), b.ask('document.querySelectorAll("%s").length' % tag) == 1)
    check(name + ': links and buttons have names', b.ask(
        '[...document.querySelectorAll("a,button,select")]'
        '.every(e => (e.innerText || e.textContent || e.labels?.[0]?.textContent || "").trim())'))
    b.size(1280, False)

def story_page(b, base, story):
    told = json.load(urllib.request.urlopen('%sapi/story?id=%s' % (base, story)))
    b.open('%sstory?id=%s' % (base, story))
    check('the story has its headline', b.ask('document.querySelector("h1").textContent') == told['headline'])
    check('and its title', b.ask('document.title').startswith(told['headline']))
    text = ' '.join(b.ask('document.querySelector(".prose").textContent').split())
    check('every sentence of the brief', all(' '.join(s['text'].split()) in text for s in told['brief']))
    cells = b.ask('[...document.querySelectorAll(".grid td a")].map(a => a.textContent)')
    want, seen = [], set()
    for r in told['grid']:
        for column in r['cells']:
            first = {}
            for c in column:
                first.setdefault(c['account'], c['words'])
            want += first.values()
    check('every cell of the grid', cells == want and len(cells) > 20, (len(cells), len(want)))
    outlets = b.ask('[...document.querySelector(".grid").querySelectorAll("thead th")].slice(1)'
                    '.map(t => t.textContent)')
    check('its outlets', outlets == told['grid'][0]['outlets'], outlets)
    check('every event of the timeline',
          b.ask('document.querySelectorAll(".timeline > li").length') == len(told['timeline']))
    check('every dispute', b.ask('document.querySelectorAll(".dispute").length') == len(told['disputed']))
    check('every article', b.ask('[...document.querySelectorAll(".sources .what")].map(e => e.textContent)')
          == [d['title'] or d['id'] for d in told['documents']])
    places = b.ask('[...document.querySelectorAll("a[href^=\\"#\\"]")].map(a => a.hash)'
                   '.filter(h => !document.getElementById(h.slice(1)))')
    check('every link inside the page leads somewhere', places == [], places)
    keyboard(b)
    b.open('%sstory?id=%s&as-of=2025-05-12T12:00' % (base, story))
    check('as of noon two articles are shown', b.ask('document.querySelectorAll(".sources li").length') == 2)
    check('and later ones can be chosen', b.ask('document.querySelectorAll("#as-of option").length') > 3
          and b.ask('document.querySelector("#as-of").value') != '')
    return told

def keyboard(b):
    b.ask('document.activeElement.blur(), scrollTo(0, 0)')
    seen = []
    for _ in range(14):
        b.key('Tab', 9)
        seen.append(b.ask('(e => e.className || e.tagName)(document.activeElement)'))
    check('the keyboard reaches the links', seen[0] == 'skip' and 'brand' in seen and 'cite' in seen, seen)
    shown = b.ask('getComputedStyle(document.activeElement).outlineStyle')
    check('and shows where it is', shown == 'solid', shown)
    b.ask('document.querySelector(".grid .why").focus()')
    b.key('Enter', 13)
    for _ in range(100):
        why = b.ask('document.querySelector("dialog[open] pre")?.textContent || ""')
        if 'rule' in why:
            break
        time.sleep(0.05)
    check('why is told', 'rule' in why, why[:80])
    b.shot('why-1280-light')
    b.key('Escape', 27)
    check('and closed by a key, where it was asked',
          b.ask('!document.querySelector("dialog[open]") && document.activeElement.className == "why"'))

def article_pages(b, base, story, told, name):
    for d in told['documents']:
        query = 'id=%s&story=%s' % (quote(d['id'], safe=''), story)
        a = json.load(urllib.request.urlopen('%sapi/article?%s' % (base, query)))
        said = b.open('%sarticle?%s' % (base, query))
        check('%s: the console is silent' % d['id'], not said, said)
        text = a['document']['text'].encode()
        marks = b.ask('[...document.querySelectorAll("mark")].map(m => [m.getAttribute("data-at"), m.textContent])')
        good, spots = True, {(p['start'], p['end']) for p in a['passages']}
        for start, end in spots:
            words = ''.join(t for at, t in marks if 'p%d-%d' % (start, end) in at.split())
            # Between paragraphs there is white space that no paragraph shows.
            good &= words.split() == text[start:end].decode().split()
        check('%s: the marked words are the store\'s passages' % d['id'], good and spots, len(spots))
        shown = b.ask('document.querySelector(".text").textContent')
        check('%s: the text is whole' % d['id'], ''.join(shown.split()) == ''.join(text.decode().split()))
        check('%s: every fact is beside it' % d['id'],
              b.ask('document.querySelectorAll(".fact").length') == len(a['passages']))
        check('%s: its facts lead to the story' % d['id'], b.ask(
            '[...document.querySelectorAll(".spot h3 a")].every(e => e.pathname == "/story" && e.hash.startsWith("#e"))'))
    start, end = min(spots)
    b.open('%sarticle?%s#p%d-%d' % (base, query, start, end))
    check(name + ': the passage asked for stands out',
          b.ask('["mark.chosen", ".fact.chosen"].every(s => document.querySelector(s))'))

def harmless(b, base, row):
    """Articles whose every field is markup: all of it is shown, none of it is done."""
    story = row['story']
    told = json.load(urllib.request.urlopen('%sapi/story?id=%s' % (base, story)))
    pages = [base, '%sstory?id=%s' % (base, story)]
    for d in told['documents']:
        pages.append('%sarticle?id=%s&story=%s' % (base, quote(d['id'], safe=''), story))
    for i, url in enumerate(pages):
        said = b.open(url)
        check('hostile page %d: the console is silent' % i, not said, said)
        page = 'hostile page %d: ' % i
        check(page + 'nothing of it ran', b.ask('!/^HARMED/.test(document.title) && document.body.offsetHeight > 200'))
        made = b.ask('document.querySelectorAll("script:not([src=\\"/app.js\\"]), img, iframe, style, svg, main b").length')
        check(page + 'no element of it', made == 0, made)
        check(page + 'no link to script', b.ask('[...document.links].every(a => /^https?:$/.test(a.protocol))'))
        check(page + 'it is shown as it is', b.ask('/<script>|<svg onload/.test(document.body.textContent)'))
    article_pages(b, base, story, told, 'hostile')

def control(b, base):
    """The instruments: a complaint is noticed, and the policy stops what the page would never do."""
    b.open(base)
    b.events = []
    b.ask('''(() => {
      const s = document.createElement("style"); s.textContent = "body{color:red}"; document.head.append(s);
      const i = document.createElement("img"); i.src = "http://127.0.0.1:9/x.png"; document.body.append(i);
      try { document.body.innerHTML = "<p>x"; } catch (e) {} })()''')
    time.sleep(0.3)
    b.ask('1')
    said = ' '.join(b.complaints())
    for word in 'style', 'image', 'TrustedHTML':
        check('%s from elsewhere is stopped, and seen to be' % word, word.lower() in said.lower(), said)

def main():
    server = subprocess.Popen([dateline, 'serve', '--store', store, '--listen', '127.0.0.1:0'], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    base = server.stdout.readline().strip()
    b = Browser()
    rows = json.load(urllib.request.urlopen(base + 'api/stories'))['stories']
    main_story = next(r for r in rows if r['articles'] == 6)
    hostile = next(r for r in rows if 'erry fire' in r['headline'])
    try:
        b.open(base)
        heads = b.ask('[...document.querySelectorAll(".story-row h2")].map(e => e.textContent)')
        check('the list has every story', heads == [r['headline'] for r in rows], heads)
        looks(b, 'stories', base)
        looks(b, 'story', '%sstory?id=%s' % (base, main_story['story']))
        looks(b, 'article', '%sarticle?id=nw-1&story=%s#p0-0' % (base, main_story['story']))
        told = story_page(b, base, main_story['story'])
        article_pages(b, base, main_story['story'], told, 'harbour')
        harmless(b, base, hostile)
        b.open(base + 'story?id=zzzz')
        check('what cannot be shown is said', 'zzzz' in b.ask('document.querySelector(".problem").textContent'))
        b.open(base + 'nothing')
        check('what is not here is said', '404' in b.ask('document.querySelector(".problem").textContent'))
        control(b, base)
    finally:
        b.p.kill()
        server.terminate()
        check('the server ended well', server.wait(timeout=20) == 0)

main()
