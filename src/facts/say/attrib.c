/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib.c - who says what: tables, the stage, and the way back from a passage to its speaker.
 *
 * In: tokens with a tree, mentions and entities. Out: attributions[] and links[]. In
 *
 *      "Some 380 were injured, Iraqi medics said, according to AFP news agency."
 *
 * the verb "said" gives source "Iraqi medics" and content "Some 380 were injured"; "according to" gives source
 * "AFP news agency" and the whole sentence as content. The first lies inside the second, so its chain is
 * AFP <- Iraqi medics, nearest the outlet first. attribution_of(a passage) is the innermost one around it.
 *
 * What somebody thinks, wants or condemns is found too (act 't'), but vouches for nothing: attribution_of()
 * passes it by. Nothing is learned; every cue is a row of data/en/cues.tsv. Cost: linear in tokens, but for
 * sorting the attributions.
 */
#include "facts/say/attrib.h"

#include <stdlib.h>

/* ---------------------------------------------------------------- tables */
static uint16_t frame_named(slice w)
{
	static const struct { const char *name; uint16_t bit; } frames[] = {
		{"clause", FR_CLAUSE}, {"quote", FR_QUOTE}, {"to", FR_TO}, {"ing", FR_ING}, {"obj", FR_OBJ}, {"as", FR_AS},
		{"person", FR_PERSON}, {"raise", FR_RAISE}, {"at", FR_AT},
	};
	for (size_t i = 0; i < COUNT(frames); i++)
		if (w.n == strlen(frames[i].name) && !memcmp(w.p, frames[i].name, w.n)) return frames[i].bit;
	return 0;
}

/* Next word of a list split by blanks. */
static bool next_word(slice *s, slice *w)
{
	*s = slice_trim(*s);
	if (!s->n) return false;
	size_t i = 0;
	while (i < s->n && s->p[i] != ' ') i++;
	*w = slice_sub(*s, 0, i);
	*s = slice_sub(*s, i, s->n);
	return true;
}

static dl_status read_cue(attrib_kb *kb, arena *a, const tsv *t, const slice *cols, dl_error *err)
{
	slice frames = cols[2], w;
	strmap *map = slice_eq(cols[1], S("v")) ? &kb->verbs : slice_eq(cols[1], S("n")) ? &kb->nouns
	              : slice_eq(cols[1], S("a")) ? &kb->adverbs : slice_eq(cols[1], S("j")) ? &kb->adjectives : NULL;
	if (!map || cols[3].n != 1)
		return error_set(err, DL_BAD, "cues.tsv", t->line, "pos is not v, n, a or j, or act is missing");
	cue_rule *c = VEC_PUSH(a, &kb->cues);
	uint32_t *at = strmap_put(map, cols[0]);
	if (!c || !at) return DL_NOMEM;
	*c = (cue_rule){.word = cols[0], .line = t->line, .act = (uint8_t)cols[3].p[0]};
	if (!*at) *at = kb->cues.n - 1;
	while (next_word(&frames, &w)) {
		uint16_t bit = w.p[0] == ':' ? 0 : frame_named(w);
		if (w.p[0] == ':' && c->n_preps < CUE_PREPS) c->preps[c->n_preps++] = slice_sub(w, 1, w.n);
		else if (bit) c->frames |= bit;
		else return error_set(err, DL_BAD, "cues.tsv", t->line, "unknown frame \"%.*s\"", PRS(w));
	}
	return DL_OK;
}

static dl_status open_cues(const dl_kb_options *o, attrib_kb *kb, arena *a, dl_error *err)
{
	tsv t;
	slice cols[TSV_COLS];
	dl_status st = table_open(o->data, "cues.tsv", a, &t, err);
	cue_rule *none = st == DL_OK ? VEC_PUSH(a, &kb->cues) : NULL;
	if (st == DL_OK && !none) st = DL_NOMEM;
	strmap_init(&kb->verbs, a), strmap_init(&kb->nouns, a), strmap_init(&kb->adverbs, a);
	strmap_init(&kb->adjectives, a);
	while (st == DL_OK && tsv_next(&t, cols)) st = read_cue(kb, a, &t, cols, err);
	return st;
}

static uint8_t informant_named(slice w)
{
	for (unsigned i = 1; i < DL_I_N; i++) {
		const char *name = dl_informant_name(i);
		if (w.n == strlen(name) && !memcmp(w.p, name, w.n)) return (uint8_t)i;
	}
	return 0;
}

static dl_status open_informants(const dl_kb_options *o, attrib_kb *kb, arena *a, dl_error *err)
{
	tsv t;
	slice cols[TSV_COLS];
	dl_status st = table_open(o->data, "informants.tsv", a, &t, err);
	informant_rule *none = st == DL_OK ? VEC_PUSH(a, &kb->informants) : NULL;
	if (st == DL_OK && !none) st = DL_NOMEM;
	strmap_init(&kb->informant_at, a);
	while (st == DL_OK && tsv_next(&t, cols)) {
		uint8_t kind = informant_named(cols[1]);
		if (!kind) return error_set(err, DL_BAD, "informants.tsv", t.line, "unknown kind \"%.*s\"", PRS(cols[1]));
		informant_rule *r = VEC_PUSH(a, &kb->informants);
		uint32_t *at = strmap_put(&kb->informant_at, cols[0]);
		if (!r || !at) return DL_NOMEM;
		*r = (informant_rule){.word = cols[0], .kind = kind, .anonymous = slice_eq(cols[2], S("1"))};
		if (!*at) *at = kb->informants.n - 1;
	}
	return st;
}

/* Names and aliases of a table of agencies or outlets, folded. */
static dl_status open_media(const char *folder, const char *name, uint8_t kind, attrib_kb *kb, arena *a, dl_error *err)
{
	tsv t;
	slice cols[TSV_COLS];
	dl_status st = table_open(folder, name, a, &t, err);
	while (st == DL_OK && tsv_next(&t, cols)) {
		slice rest = cols[1], w = cols[0];
		for (bool more = true; more && st == DL_OK;) {
			slice key = utf8_plain(a, w);
			uint32_t *at = key.p ? strmap_put(&kb->media, key) : NULL;
			if (!at) st = DL_NOMEM;
			else if (!*at) *at = kind;
			more = rest.n > 0;
			const char *bar = more ? memchr(rest.p, '|', rest.n) : NULL;
			w = slice_trim(slice_sub(rest, 0, bar ? (size_t)(bar - rest.p) : rest.n));
			rest = bar ? slice_sub(rest, (size_t)(bar - rest.p) + 1, rest.n) : S("");
			if (more && !w.n) break;
		}
	}
	return st;
}

dl_status attrib_kb_open(const dl_kb_options *o, arena *a, attrib_kb **out, dl_error *err)
{
	attrib_kb *kb = ARENA_ARRAY(a, attrib_kb, 1);
	dl_status st = kb ? DL_OK : DL_NOMEM;
	*out = kb;
	if (st == DL_OK) st = open_cues(o, kb, a, err);
	if (st == DL_OK) st = open_informants(o, kb, a, err);
	if (st == DL_OK) strmap_init(&kb->media, a);
	if (st == DL_OK) st = open_media(o->data, "agencies.tsv", DL_I_AGENCY, kb, a, err);
	if (st == DL_OK) st = open_media(o->data, "media.tsv", DL_I_MEDIA, kb, a, err);
	return st;
}

/* ---------------------------------------------------------------- what the other files use */
said *said_add(speech *sp)
{
	static _Thread_local said dummy;
	said *s = VEC_PUSH(sp->f->w->tmp, &sp->said);
	if (s) return s;
	sp->f->nomem = true;
	return &dummy;
}

const cue_rule *cue_of(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	const strmap *m;
	switch (f->tok->upos[t]) {
	case DL_VERB: m = &sp->kb->verbs; break;
	case DL_NOUN: m = &sp->kb->nouns; break;
	case DL_ADV: m = &sp->kb->adverbs; break;
	default: return NULL;
	}
	uint32_t at = strmap_get(m, f->tok->lemma[t]);
	return at ? &sp->kb->cues.v[at] : NULL;
}

bool is_dash(slice w)
{
	static const char *const dashes[] = {"-", "--", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x80\x95"};
	return slice_among_fold(w, dashes, COUNT(dashes));
}

bool cue_takes(const finder *f, const cue_rule *r, uint32_t prep)
{
	for (unsigned i = 0; prep && i < r->n_preps; i++)
		if (slice_eq_fold(tok_form(f, prep), r->preps[i])) return true;
	return false;
}

static bool is_punct(const finder *f, uint32_t t) { return f->tok->upos[t] == DL_PUNCT; }

/* Grow [first, last] over the words of the subtree of t without that of but: marks are no part of it, or the full
 * stop would bring in what is left out before it. */
static void cover(const finder *f, uint32_t t, uint32_t but, dl_span *words, int depth)
{
	if (!is_punct(f, t)) *words = (dl_span){min_u32(words->start, t), max_u32(words->end, t)};
	if (depth > 200) return;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (c != but) cover(f, c, but, words, depth + 1);
}

dl_span subtree_but(const finder *f, uint32_t top, uint32_t but)
{
	dl_span words = {top, top};
	cover(f, top, but, &words, 0);
	return (dl_span){f->tok->start[words.start], tok_end(f, words.end)};
}

dl_span noun_span(const finder *f, uint32_t t)
{
	dl_span s = tree_np(f, t);
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		if (f->tok->rel[c] != DL_R_APPOS && f->tok->rel[c] != DL_R_CONJ) continue;
		dl_span a = tree_np(f, c);
		if (a.start < s.start) s.start = a.start;
		if (a.end > s.end) s.end = a.end;
	}
	return s;
}

/* ---------------------------------------------------------------- the stage */
static bool vouches(const dl_attribution *a) { return a->act != 't' && a->content.end > a->content.start; }

/* The innermost attribution of every token: the longest contents are painted first. */
static int longer_first(const void *x, const void *y)
{
	const uint64_t *a = x, *b = y;
	return *a < *b ? 1 : *a > *b ? -1 : 0;
}

static bool paint(finder *f)
{
	uint32_t n = f->attributions.n;
	f->said_by = ARENA_ARRAY(f->w->out, uint32_t, f->tok->n);
	uint64_t *order = ARENA_ARRAY(f->w->tmp, uint64_t, n);
	if (!f->said_by || !order) return false;
	/* Equal lengths: the one with the longer chain is the inner one, then the later one. */
	for (uint32_t i = 1; i < n; i++) {
		const dl_attribution *a = &f->attributions.v[i];
		uint64_t length = a->content.end - a->content.start;
		order[i] = length << 32 | (uint64_t)(255 - min_u32(a->n_links, 255)) << 24 | ((n - i) & 0xffffff);
	}
	qsort(order + 1, n - 1, sizeof *order, longer_first);
	for (uint32_t k = 1; k < n; k++) {
		uint32_t i = n - (uint32_t)(order[k] & 0xffffff);
		const dl_attribution *a = &f->attributions.v[i];
		if (!vouches(a)) continue;
		for (uint32_t t = token_at(f, a->content.start); t < f->tok->n && f->tok->start[t] < a->content.end; t++)
			f->said_by[t] = i;
	}
	return true;
}

uint32_t attribution_of(const finder *f, dl_span at)
{
	uint32_t best = 0, most = 0, all = 0;
	if (!f->said_by) return 0;
	/* The one that most of the passage's tokens lie in; a passage may hold its own cue ("..., police said"). */
	for (uint32_t t = token_at(f, at.start); t < f->tok->n && f->tok->start[t] < at.end; t++, all++) {
		uint32_t a = f->said_by[t], n = 0;
		if (!a || a == best) continue;
		for (uint32_t u = t; u < f->tok->n && f->tok->start[u] < at.end; u++) n += f->said_by[u] == a;
		if (n > most) most = n, best = a;
	}
	return most * 2 >= all ? best : 0;
}

/* "A video posted by the group says that ...": whoever made it says so, and nobody stands beside him. */
static void recordings_allege(finder *f)
{
	static const char *const words[] = {"video", "videotape", "audio", "recording", "tape", "clip"};
	for (uint32_t i = 1; i < f->attributions.n; i++) {
		dl_attribution *a = &f->attributions.v[i];
		uint32_t t = a->source.end > a->source.start ? token_at(f, a->source.start) : 0;
		while (t && t < f->tok->n && f->tok->start[t] < a->source.end && f->tok->upos[t] != DL_NOUN
		       && !tok_is_comma(f, t)) t++;
		if (!t || t >= f->tok->n || f->tok->start[t] >= a->source.end || a->act != 's') continue;
		if (slice_among(f->tok->lemma[t], words, COUNT(words))) a->act = 'a';
	}
}

dl_status attributions_find(finder *f)
{
	speech sp = {.f = f, .kb = f->kb->attribs};
	arena_mark_t mark = arena_mark(f->w->tmp);
	sp.said_at = ARENA_ARRAY(f->w->tmp, uint32_t, f->tok->n + 1);
	sp.quote_at = ARENA_ARRAY(f->w->tmp, uint32_t, f->tok->n + 1);
	if (!sp.said_at || !sp.quote_at) return DL_NOMEM;
	said_add(&sp);
	quotes_find(&sp);
	if (!f->nomem) verbs_find(&sp);
	if (!f->nomem) others_find(&sp);
	if (!f->nomem) quotes_give(&sp);
	if (!f->nomem) sources_widen(&sp);
	if (!f->nomem) links_make(&sp);
	recordings_allege(f);
	if (!f->nomem && !paint(f)) f->nomem = true;
	arena_rewind(f->w->tmp, mark);
	return f->nomem ? DL_NOMEM : DL_OK;
}
