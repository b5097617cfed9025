/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib_quote.c - what stands between quotation marks, and who says it when no verb beside it tells.
 *
 * In: the text's blocks. Out: quotes[], and statements for those that stand alone:
 *
 *      "We saw smoke," said Ms Kaya, who runs a kiosk. "Then everybody ran."      the second is hers too
 *      "I saw the smoke." -- Bo Kim                                               signed
 *      "Nobody came to help.                                                      a paragraph that goes on:
 *      "We dug with our hands."                                                   hers as well
 *
 * Marks are “ ” " '' « » and, outside those, ‘ ’ and '. A straight mark opens behind a blank and closes
 * otherwise; an apostrophe is no mark because a letter follows it. A quotation that its paragraph does not
 * close goes on in the next when that one opens again. Words of a sentence in quotation marks ("scare quotes")
 * are kept, but nobody is looked for. Cost: one pass over the text, one over the quotes.
 */
#include "facts/say/attrib.h"

#include <ctype.h>

enum { MARK_NONE = 0, MARK_OPEN = 1, MARK_CLOSE = 2, MARK_DOUBLE = 4, MARK_SINGLE = 8 };

typedef struct { slice text; uint32_t at, end; unsigned open; /* MARK_DOUBLE, MARK_SINGLE or 0 */ } scan;

static bool blank_before(const scan *s, uint32_t i, uint32_t block_start)
{
	if (i == block_start) return true;
	unsigned char c = (unsigned char)s->text.p[i - 1];
	if (isspace(c) || c == '(' || c == '[' || c == '-' || c == '/' || c == ':') return true;
	/* a dash of three bytes, or an opening mark */
	if (i < block_start + 3 || memcmp(s->text.p + i - 3, "\xe2\x80", 2)) return false;
	return memchr("\x93\x94\x98\x9c", s->text.p[i - 1], 4) != NULL;
}

static bool word_at(const scan *s, uint32_t i)
{
	if (i >= s->end) return false;
	unsigned char c = (unsigned char)s->text.p[i];
	return isalnum(c) || c >= 0xc3;
}

/* A straight mark: opens behind a blank when something follows, else closes what is open. */
static unsigned straight(const scan *s, uint32_t i, uint32_t n, uint32_t block_start, unsigned kind)
{
	bool before = blank_before(s, i, block_start), after = i + n < s->end && !isspace((unsigned char)s->text.p[i + n]);
	if (s->open == kind && !(before && after)) return kind | MARK_CLOSE;
	if (before && after) return kind | MARK_OPEN;
	return MARK_NONE;
}

static unsigned mark_at(const scan *s, uint32_t i, uint32_t block_start, uint32_t *n)
{
	const char *p = s->text.p + i;
	uint32_t left = s->end - i;
	*n = 1;
	if (*p == '"') return straight(s, i, 1, block_start, MARK_DOUBLE);
	if (left >= 2 && (!memcmp(p, "''", 2) || !memcmp(p, "``", 2))) {
		*n = 2;
		return straight(s, i, 2, block_start, MARK_DOUBLE);
	}
	if (*p == '\'') {
		if (s->open == MARK_DOUBLE || (s->open == MARK_SINGLE && word_at(s, i + 1) && !blank_before(s, i, block_start)))
			return MARK_NONE;
		return straight(s, i, 1, block_start, MARK_SINGLE);
	}
	if (left >= 2 && !memcmp(p, "\xc2\xab", 2)) return *n = 2, MARK_DOUBLE | MARK_OPEN;
	if (left >= 2 && !memcmp(p, "\xc2\xbb", 2)) return *n = 2, MARK_DOUBLE | MARK_CLOSE;
	if (left < 3 || memcmp(p, "\xe2\x80", 2)) return MARK_NONE;
	*n = 3;
	switch ((unsigned char)p[2]) {
	case 0x9c: return MARK_DOUBLE | MARK_OPEN;
	case 0x9d:
		return MARK_DOUBLE | (s->open == MARK_DOUBLE || !blank_before(s, i, block_start) ? MARK_CLOSE : MARK_OPEN);
	case 0x98: return s->open ? MARK_NONE : MARK_SINGLE | MARK_OPEN;
	case 0x99: return s->open == MARK_SINGLE && !word_at(s, i + 3) ? MARK_SINGLE | MARK_CLOSE : MARK_NONE;
	default: return MARK_NONE;
	}
}

/* "Guardians of the Galaxy": every longer word has a capital, as in the names of films and books. */
static bool is_title(const finder *f, const quote *q)
{
	uint32_t small = 0, caps = 0;
	for (uint32_t t = q->first; t <= q->last && t < q->first + 12; t++) {
		slice w = tok_form(f, t);
		if (w.n < 4 || f->tok->upos[t] == DL_PUNCT) continue;
		if (w.p[0] >= 'A' && w.p[0] <= 'Z') caps++;
		else small++;
	}
	return caps && !small && q->last < q->first + 12;
}

/* A sentence or more: begins with a capital and ends like a clause. */
static bool is_whole(const finder *f, const quote *q)
{
	if (q->last < q->first + 2 || is_title(f, q)) return false;
	uint32_t t = q->first, e = q->last;
	while (t < e && f->tok->upos[t] == DL_PUNCT) t++;
	slice w = tok_form(f, t);
	int len;
	uint32_t cp = utf8_next(w.p, w.p + w.n, &len);
	if (!utf8_is_upper(cp) && !isdigit((int)(cp & 0x7f))) return false;
	while (e > t && f->tok->upos[e] == DL_PUNCT && !strchr(".,!?-", tok_form(f, e).p[0])) e--;
	return f->tok->upos[e] == DL_PUNCT || (e + 2 < f->tok->n && strchr(".,", tok_form(f, e + 2).p[0]));
}

static void quote_add(speech *sp, dl_span at, uint32_t block, bool closed)
{
	const finder *f = sp->f;
	quote q = {.at = at, .block = block, .closed = closed, .first = token_at(f, at.start)};
	uint32_t end = token_at(f, at.end);
	while (q.first < end && f->tok->upos[q.first] == DL_PUNCT && f->tok->bytes[q.first] <= 3
	       && !isalnum((unsigned char)tok_form(f, q.first).p[0])) q.first++;
	q.last = end ? end - 1 : 0;
	while (closed && q.last > q.first && f->tok->upos[q.last] == DL_PUNCT && tok_end(f, q.last) == at.end) q.last--;
	if (q.first >= end || q.last < q.first) return;
	q.whole = is_whole(f, &q);
	quote *to = VEC_PUSH(f->w->tmp, &sp->quotes);
	if (!to) {
		sp->f->nomem = true;
		return;
	}
	*to = q;
	for (uint32_t t = q.first; t <= q.last; t++) sp->quote_at[t] = sp->quotes.n - 1;
}

static bool opens_with_mark(const finder *f, uint32_t block)
{
	if (block >= f->doc->n_blocks) return false;
	dl_span at = f->doc->blocks[block].at;
	scan s = {f->text, at.start, at.end, 0};
	uint32_t n;
	return mark_at(&s, at.start, at.start, &n) & MARK_OPEN;
}

/* How many words may stand between the comma and the verb of "..., the mayor of Sarn said." */
#define SPEAKER_TOKENS 6

/* "The water rose, said Ana Lee. "We lost all."": a mark that opens where one is open, or a paragraph that closes none,
 * shows that one was forgotten. It stood at the comma before who speaks. Returns the byte behind that comma, 0 when
 * nobody is named there. */
static uint32_t forgotten_close(const speech *sp, uint32_t from, uint32_t to)
{
	const finder *f = sp->f;
	for (uint32_t t = token_at(f, from) + 2; t + 1 < f->tok->n && f->tok->start[t] < to; t++) {
		if (!tok_is_comma(f, t - 1)) continue;
		uint32_t verb = t, most = t + SPEAKER_TOKENS;
		while (verb < most && verb + 1 < f->tok->n && f->tok->upos[verb] != DL_VERB && f->tok->upos[verb] != DL_PUNCT
		       && same_sentence(f, verb, t)) verb++;
		const cue_rule *r = f->tok->upos[verb] == DL_VERB && verb + 1 < f->tok->n ? cue_of(sp, verb) : NULL;
		unsigned x = f->tok->xpos[verb];
		if (!r || r->act == 't' || !(r->frames & FR_QUOTE) || (x != DL_T_VBD && x != DL_T_VBZ)) continue;
		uint32_t name = verb == t ? t + 1 : verb - 1;
		bool closes = verb == t || f->tok->upos[verb + 1] == DL_PUNCT;
		if (closes && (tok_labelled(f, name, DL_N_B_PER) || f->tok->upos[name] == DL_PRON
		               || (verb == t && f->tok->upos[name] == DL_DET)))
			return tok_end(f, t - 1);
	}
	return 0;
}

static void scan_block(speech *sp, uint32_t block)
{
	const finder *f = sp->f;
	dl_span b = f->doc->blocks[block].at;
	scan s = {f->text, b.start, b.end, 0};
	uint32_t from = 0, n;
	for (uint32_t i = b.start; i < b.end; i += n) {
		unsigned m = mark_at(&s, i, b.start, &n);
		if ((m & MARK_OPEN) && (!s.open || ((m & MARK_DOUBLE) && s.open == MARK_SINGLE))) {
			s.open = m & (MARK_DOUBLE | MARK_SINGLE), from = i;
		} else if ((m & MARK_OPEN) && (m & MARK_DOUBLE) && s.open == MARK_DOUBLE && forgotten_close(sp, from, i)) {
			quote_add(sp, (dl_span){from, forgotten_close(sp, from, i)}, block, true);
			from = i;
		} else if ((m & MARK_CLOSE) && (m & s.open)) {
			quote_add(sp, (dl_span){from, i + n}, block, true);
			s.open = 0;
		}
		if (!m) n = 1;
	}
	/* Left open: it goes on in the next paragraph, or the paragraph is the quotation. */
	uint32_t cut = s.open == MARK_DOUBLE ? forgotten_close(sp, from, b.end) : 0;
	if (cut) quote_add(sp, (dl_span){from, cut}, block, true);
	else if (s.open == MARK_DOUBLE && (opens_with_mark(f, block + 1) || from == b.start))
		quote_add(sp, (dl_span){from, b.end}, block, false);
}

void quotes_find(speech *sp)
{
	quote *none = VEC_PUSH(sp->f->w->tmp, &sp->quotes);
	if (!none) sp->f->nomem = true;
	for (uint32_t b = 0; b < sp->f->doc->n_blocks && !sp->f->nomem; b++) {
		switch (sp->f->doc->blocks[b].kind) {
		case DL_BLOCK_FURNITURE: case DL_BLOCK_BYLINE: case DL_BLOCK_LINK: break;
		default: scan_block(sp, b);
		}
	}
}

/* ---------------------------------------------------------------- whose they are */
static uint32_t sent_of_said(const finder *f, const said *s)
{
	uint32_t t = s->cue_token ? s->cue_token : token_at(f, s->content.start);
	return t < f->tok->n ? f->tok->sent[t] : 0;
}

/* Put a statement into the list of the sentence of its cue. */
static void list_said(speech *sp, uint32_t id)
{
	said *s = &sp->said.v[id];
	uint32_t *head = &sp->sent_said[sent_of_said(sp->f, s)];
	s->next = *head, *head = id;
}

/* The statement of the quotation's own sentences that holds most of it. */
static uint32_t holder(const speech *sp, const quote *q)
{
	const finder *f = sp->f;
	uint32_t best = 0, most = 0, from_sent = f->tok->sent[q->first], to_sent = f->tok->sent[q->last];
	for (uint32_t k = from_sent > 1 ? from_sent - 1 : 1; k <= to_sent + 1 && k < f->tok->n_sents; k++) {
		for (uint32_t i = sp->sent_said[k]; i; i = sp->said.v[i].next) {
			const said *s = &sp->said.v[i];
			dl_span c = s->content;
			if (c.end <= q->at.start || c.start >= q->at.end) continue;
			bool colon = slice_eq(tok_form(f, s->cue_token), S(":"));         /* "MAYOR: We will see. */
			if (!colon && s->cue_token && s->cue_token >= q->first && s->cue_token <= q->last) continue;
			uint32_t n = (c.end < q->at.end ? c.end : q->at.end) - max_u32(c.start, q->at.start);
			if (n > most || (n == most && i < best)) most = n, best = i;
		}
	}
	return best;
}

/* How far back a speaker may stand, in sentences: no quotation in print goes on for longer unnamed. */
#define SPEAKER_REACH 30

/* Of two statements of one sentence: who speaks goes before whom he is told of by, then the later one. */
static bool later_voice(const said *a, const said *b)
{
	bool carries_a = a->kind == 'a', carries_b = b->kind == 'a';
	return carries_a != carries_b ? carries_b : a->cue_token > b->cue_token;
}

/* "..., said Ms Gianni, according to the AP. "I ran."": the agency that carries the statement s, 0 none. */
static uint32_t carrier(const speech *sp, const said *s)
{
	for (uint32_t i = sp->sent_said[sent_of_said(sp->f, s)]; i; i = sp->said.v[i].next) {
		const said *a = &sp->said.v[i];
		if (a->kind == 'a' && a->content.start <= s->cue.start && s->cue.end <= a->content.end) return a->source_token;
	}
	return 0;
}

/* "He said it was a lie." in somebody's words: he does not go on speaking behind them. */
static bool told_in_quote(const speech *sp, const said *s)
{
	return s->cue_token && sp->quote_at[s->cue_token];
}

/* The last statement before the quotation that was made in its block or, when the quotation opens the block, in
 * the one before it. */
static uint32_t speaker_before(const speech *sp, const quote *q)
{
	const finder *f = sp->f;
	bool opens = q->at.start <= f->doc->blocks[q->block].at.start + 1;
	uint32_t sent = f->tok->sent[q->first];
	for (uint32_t n = 0; n < SPEAKER_REACH && sent > n; n++) {
		uint32_t k = sent - n, block = f->tok->sent_para[k], best = 0;
		if (block != q->block && !(opens && block + 1 == q->block)) return 0;
		for (uint32_t i = sp->sent_said[k]; i; i = sp->said.v[i].next) {
			const said *s = &sp->said.v[i];
			if (!s->source_token || s->act == 't' || s->cue_token >= q->first || told_in_quote(sp, s)) continue;
			if (!best || later_voice(s, &sp->said.v[best])) best = i;
		}
		if (best) return best;
	}
	return 0;
}

static bool only_punct(const finder *f, uint32_t from, uint32_t to)
{
	for (uint32_t t = from; t < to; t++)
		if (f->tok->upos[t] != DL_PUNCT) return false;
	return true;
}

/* "He added:" with the quotation right behind it. */
static uint32_t open_before(const speech *sp, const quote *q)
{
	const finder *f = sp->f;
	uint32_t sent = f->tok->sent[q->first];
	for (uint32_t k = sent; k && k + 2 > sent; k--) {
		for (uint32_t i = sp->sent_said[k]; i; i = sp->said.v[i].next) {
			const said *s = &sp->said.v[i];
			if (!s->open || s->cue_token >= q->first || s->content.end) continue;
			uint32_t end = sent_end(f, s->cue_token);
			if (end <= q->first && only_punct(f, end, q->first)) return i;
		}
	}
	return 0;
}

/* Does a line end between the token t and the one before it? */
static bool new_line(const finder *f, uint32_t t)
{
	uint32_t from = tok_end(f, t - 1);
	return f->tok->start[t] > from && memchr(f->text.p + from, '\n', f->tok->start[t] - from) != NULL;
}

/* "I ran." -- Bo Kim: a dash behind the quotation, then a name up to a full stop, the end of its line or block. */
#define SIGNED_TOKENS 8

static uint32_t signed_by(const speech *sp, const quote *q)
{
	const finder *f = sp->f;
	uint32_t t = q->last + 1, n = 0, head = 0, end = f->doc->blocks[q->block].at.end;
	while (t < f->tok->n && f->tok->start[t] < q->at.end) t++;
	if (t >= f->tok->n || f->tok->start[t] >= end || !is_dash(tok_form(f, t++))) return 0;
	for (; t < f->tok->n && f->tok->start[t] < end; t++, n++) {
		if (head && (slice_eq(tok_form(f, t), S(".")) || new_line(f, t))) break;
		if (n == SIGNED_TOKENS || f->tok->upos[t] == DL_VERB) return 0;
		unsigned name = f->tok->name[t];
		if (!head && (name == DL_N_B_PER || f->tok->upos[t] == DL_PROPN)) head = t;
	}
	return head;
}

static void take_in(speech *sp, quote *q, uint32_t own)
{
	said *s = &sp->said.v[own];
	bool part = s->content.start >= q->at.start && s->content.end <= q->at.end;
	q->owner = own;
	if (s->cue_token >= q->first && s->cue_token <= q->last) return;
	if (part || q->whole) {
		s->content.start = min_u32(s->content.start, q->at.start);
		s->content.end = max_u32(s->content.end, q->at.end);
	}
	if (part) s->kind = 'd';
	else if (s->kind == 'i') s->kind = 'm';
}

/* Add a statement for a quotation; it speaks from here on: the next quotation looks back to it. */
static void speaks_here(speech *sp, quote *q, const said *from)
{
	q->owner = sp->said.n;
	*said_add(sp) = *from;
	uint32_t *head = &sp->sent_said[sp->f->tok->sent[q->first]];
	if (!sp->f->nomem) sp->said.v[q->owner].next = *head, *head = q->owner;
}

static void give(speech *sp, uint32_t id)
{
	quote *q = &sp->quotes.v[id];
	uint32_t own = holder(sp, q);
	if (own) {
		take_in(sp, q, own);
		return;
	}
	if (!q->whole) return;
	said near;
	if (voice_near(sp, q, &near)) {
		speaks_here(sp, q, &near);
		return;
	}
	uint32_t name = signed_by(sp, q);
	if (name) {
		dl_span at = noun_span(sp->f, name);
		at.start = max_u32(at.start, sp->f->tok->start[name]);               /* the tree may take the dash in */
		*said_add(sp) = (said){.source_token = name, .source = at, .content = q->at, .kind = 'd', .act = 's'};
		q->owner = sp->said.n - 1;
		return;
	}
	own = open_before(sp, q);
	if (own) {
		sp->said.v[own].content = q->at, sp->said.v[own].kind = 'd';
		q->owner = own;
		return;
	}
	own = speaker_before(sp, q);
	if (!own && q->last < q->first + 5) return;
	said copy = own ? sp->said.v[own] : (said){.act = 's'};
	copy.content = q->at, copy.kind = 'd', copy.open = false;
	if (own && !copy.via) copy.via = carrier(sp, &copy);
	speaks_here(sp, q, &copy);
}

void quotes_give(speech *sp)
{
	sp->sent_said = ARENA_ARRAY(sp->f->w->tmp, uint32_t, sp->f->tok->n_sents + 1);
	if (!sp->sent_said) {
		sp->f->nomem = true;
		return;
	}
	for (uint32_t i = 1; i < sp->said.n; i++) list_said(sp, i);
	for (uint32_t i = 1; i < sp->quotes.n && !sp->f->nomem; i++) give(sp, i);
}
