/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib_verb.c - statements that a verb gives: who, the verb, and what is said.
 *
 * In: a verb of cues.tsv with its frames. Out: a statement. The first of these that the sentence has:
 *
 *      quotation beside it   "We ran," Ms Kaya said / Ms Kaya said: "We ran"
 *      clause below it       Police said two people were hurt
 *      clause above it       Two people were hurt, police said        (the verb is set into the clause)
 *      words before a comma  the same, when the tree does not show it
 *      to do, doing          ordered his supporters to leave / denied taking part
 *      as                    described it as a massacre; called it a massacre
 *      preposition, object   called for calm / announced a curfew
 *
 * A passive without "by" names nobody: "is said to have fled" is a hedge whose content begins at the subject.
 * A verb that finds nothing but ends its sentence with a colon waits for the next one's quotation.
 * Cost: the children of each such verb, and its sentence once.
 */
#include "facts/attrib.h"

/* ---------------------------------------------------------------- who */
static bool nominal(const finder *f, uint32_t t)
{
	unsigned u = f->tok->upos[t];
	return u == DL_NOUN || u == DL_PROPN || u == DL_PRON;
}

/* Head of the noun phrase that begins at t: the first token of it whose head lies before t or behind its end. */
static uint32_t phrase_head(const finder *f, uint32_t t, uint32_t end)
{
	uint32_t e = t, best = 0;
	for (; e < end; e++) {
		unsigned u = f->tok->upos[e];
		if (u != DL_NOUN && u != DL_PROPN && u != DL_DET && u != DL_ADJ && u != DL_NUM && u != DL_PRON) break;
	}
	for (uint32_t i = t; i < e; i++)
		if (nominal(f, i) && (f->tok->head[i] < t || f->tok->head[i] >= e)) {
			best = i;
			break;
		}
	return best;
}

/* "..., said Ed Gonzalez" and "..., Gonzalez said" where the tree shows no subject. */
static uint32_t surface_source(const speech *sp, uint32_t t, bool listens)
{
	const finder *f = sp->f;
	uint32_t begin = sent_begin(f, t), end = sent_end(f, t);
	if (t > begin && nominal(f, t - 1) && !sp->quote_at[t - 1] && f->tok->rel[t - 1] != DL_R_OBJ) return t - 1;
	if (t + 1 < end && !sp->quote_at[t + 1] && !listens) {
		uint32_t h = phrase_head(f, t + 1, end);
		bool behind = t > begin && (sp->quote_at[t - 1] || f->tok->upos[t - 1] == DL_PUNCT);
		if (h && behind) return h;
	}
	return 0;
}

/* "The tag #x, Mr. Abboud said, went round": a name between a comma and the verb speaks, whatever the tree says. */
static uint32_t set_in_source(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t begin = sent_begin(f, t), end = sent_end(f, t), i = t;
	if (t + 1 >= end || t <= begin + 2 || !nominal(f, t - 1) || sp->quote_at[t - 1]) return 0;
	unsigned behind = f->tok->upos[t + 1];
	if (behind != DL_PUNCT && behind != DL_ADP && behind != DL_PROPN && behind != DL_ADV) return 0;
	for (; i > begin && t - i < 6; i--) {
		unsigned u = f->tok->upos[i - 1];
		if (!nominal(f, i - 1) && u != DL_DET && u != DL_ADJ) break;
	}
	if (i == begin || f->tok->upos[i - 1] != DL_PUNCT) return 0;
	return phrase_head(f, i, t);
}

/* "He was quoted by AFP as saying": the words are his, the medium is AFP. */
static uint32_t quoted_above(const finder *f, uint32_t t)
{
	uint32_t h = f->tok->head[t];
	bool as = tree_child_lemma(f, t, DL_R_MARK, "as") || tree_child_lemma(f, t, DL_R_CASE, "as")
	          || (t > 1 && tok_is(f, t - 1, "as"));
	return as && h && (tok_is(f, h, "quote") || tok_is(f, h, "cite")) ? h : 0;
}

/* Where the place and the day before the first sentence end: "CLEVELAND, July 19 (UPI) -- ". The tree takes them
 * for the subject; a token of the first sentence, or 0. */
#define DATELINE_TOKENS 20

static uint32_t behind_dateline(const finder *f, uint32_t t)
{
	uint32_t begin = sent_begin(f, t), end = sent_end(f, t);
	slice w = tok_form(f, begin);
	bool caps = w.n >= 3;
	for (size_t i = 0; i < w.n; i++) caps &= !(w.p[i] >= 'a' && w.p[i] <= 'z');
	if (!caps) return 0;
	for (uint32_t i = begin + 1; i + 1 < end && i < begin + DATELINE_TOKENS; i++) {
		slice d = tok_form(f, i);
		bool dash = slice_eq(d, S("-")) || slice_eq(d, S("--")) || slice_eq(d, S("\xe2\x80\x94"))
		            || slice_eq(d, S("\xe2\x80\x93"));
		if (dash) return i + 1;
	}
	return 0;
}

/* Source of the last statement before t in its sentence. */
static uint32_t source_before(const speech *sp, uint32_t t)
{
	for (uint32_t i = t; i-- > sent_begin(sp->f, t);) {
		const said *s = sp->said_at[i] ? &sp->said.v[sp->said_at[i]] : NULL;
		if (s && s->source_token && !sp->quote_at[i]) return s->source_token;
	}
	return 0;
}

/* "..., adding that": a participle behind a comma belongs to who spoke last, or to the sentence's subject, even
 * where the tree hangs it on the noun before the comma. */
static uint32_t participle_source(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t before = t > 2 && f->tok->upos[t - 1] == DL_ADV ? t - 2 : t - 1;
	bool comma = before && f->tok->upos[before] == DL_PUNCT;
	if (f->tok->xpos[t] != DL_T_VBG || !comma || f->tok->sent[t - 1] != f->tok->sent[t]) return 0;
	uint32_t src = source_before(sp, t);
	if (src || (f->tok->rel[t] != DL_R_ACL && tree_agent(f, t))) return src;
	uint32_t top = t;
	for (int n = 0; f->tok->head[top] && n < 64; n++) top = f->tok->head[top];
	src = top == t ? 0 : tree_subject(f, top);
	return src < t ? src : 0;
}

static uint32_t source_of(speech *sp, uint32_t t, const cue_rule *r, said *s)
{
	const finder *f = sp->f;
	uint32_t q = quoted_above(f, t);
	if (q) {
		bool passive = tree_passive(f, q);
		s->via = tree_agent(f, q);
		return passive ? tree_subject(f, q) : tree_object(f, q);
	}
	uint32_t src = (r->frames & FR_QUOTE) && f->tok->xpos[t] != DL_T_VBN ? set_in_source(sp, t) : 0;
	if (!src) src = participle_source(sp, t);
	if (!src) src = tree_agent(f, t);
	uint32_t text = src && src - sent_begin(f, t) < DATELINE_TOKENS ? behind_dateline(f, t) : 0;
	if (src < text && text < t) src = phrase_head(f, text, t);
	if (!src && !tree_passive(f, t)) src = surface_source(sp, t, r->frames & FR_PERSON);
	/* "a statement saying that ...", "issued a letter warning ...": whoever issued it, when the verb tells. */
	if (src && f->tok->upos[src] == DL_NOUN && strmap_get(&sp->kb->nouns, tok_lemma(f, src))
	    && f->tok->rel[src] == DL_R_OBJ) {
		uint32_t issuer = tree_agent(f, f->tok->head[src]);
		if (issuer) return issuer;
	}
	return src;
}

/* ---------------------------------------------------------------- what */
static dl_span join(dl_span a, dl_span b)
{
	return (dl_span){min_u32(a.start, b.start), max_u32(a.end, b.end)};
}

/* First and last token of what belongs to the speaking itself: subject and verb. */
static void core_of(const finder *f, uint32_t t, uint32_t src, uint32_t *first, uint32_t *last)
{
	*first = *last = t;
	if (!src || f->tok->sent[src] != f->tok->sent[t]) return;
	dl_span n = noun_span(f, src);
	if (src < t) *first = min_u32(t, token_at(f, n.start));
	else *last = max_u32(t, token_at(f, n.end) - 1);
}

/* Nothing but marks and small words between a quotation and the speaking. */
static bool near_before(const finder *f, uint32_t from, uint32_t to)
{
	uint32_t words = 0;
	for (uint32_t i = from; i < to; i++) {
		unsigned u = f->tok->upos[i];
		if (u == DL_PUNCT) continue;
		if (u != DL_CCONJ && u != DL_ADV && u != DL_AUX) return false;
		words++;
	}
	return words <= 2;
}

/* Behind the speaking a listener, a time or a place may stand, but no other verb. */
#define QUOTE_REACH 14

static bool near_behind(const finder *f, uint32_t from, uint32_t to)
{
	if (to - from > QUOTE_REACH) return false;
	for (uint32_t i = from; i < to; i++)
		if (f->tok->upos[i] == DL_VERB) return false;
	return to == from || f->tok->upos[to - 1] == DL_PUNCT || to - from <= 3;
}

static uint32_t next_quote(const speech *sp, uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i < end; i++)
		if (sp->quote_at[i]) return sp->quote_at[i];
	return 0;
}

static uint32_t quote_behind(const speech *sp, uint32_t last, uint32_t end)
{
	uint32_t q = next_quote(sp, last + 1, end);
	return q && sp->quotes.v[q].first > last && near_behind(sp->f, last + 1, sp->quotes.v[q].first) ? q : 0;
}

static uint32_t quote_before(const speech *sp, uint32_t first, uint32_t begin)
{
	for (uint32_t i = first; i-- > begin;) {
		uint32_t q = sp->quote_at[i];
		if (q) return near_before(sp->f, i + 1, first) && i == sp->quotes.v[q].last ? q : 0;
	}
	return 0;
}

static bool take_quote(speech *sp, uint32_t t, said *s)
{
	const finder *f = sp->f;
	uint32_t first, last;
	if (sp->quote_at[t]) return false;               /* speaking inside a quotation: by its clause */
	core_of(f, t, s->source_token, &first, &last);
	uint32_t before = quote_before(sp, first, sent_begin(f, t));
	uint32_t behind = quote_behind(sp, last, sent_end(f, t));
	if (!before && !behind) return false;
	uint32_t q = before ? before : behind;
	s->content = sp->quotes.v[q].at, s->kind = 'd';
	if (before && behind) {                          /* "One," she said, "and the other." */
		said again = *s;
		again.content = sp->quotes.v[behind].at;
		again.cue_token = t;
		*said_add(sp) = again;
	}
	return true;
}

static bool clausal(const finder *f, uint32_t t)
{
	return f->tok->upos[t] == DL_VERB || tree_child(f, t, DL_R_COP) || tree_child(f, t, DL_R_NSUBJ)
	       || tree_child(f, t, DL_R_NSUBJ_PASS) || tree_child(f, t, DL_R_AUX);
}

/* "Police said it began at 6, although the radio reported 8": what another speaker sets against it is not theirs. */
static uint32_t contrast(const speech *sp, uint32_t clause)
{
	static const char *const marks[] = {"although", "though", "while", "whereas", "but"};
	const finder *f = sp->f;
	for (uint32_t c = f->first_child[clause]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (c < clause || (rel != DL_R_ADVCL && rel != DL_R_CONJ)) continue;
		const cue_rule *r = f->tok->upos[c] == DL_VERB ? cue_of(sp, c) : NULL;
		if (!r || !(r->frames & FR_CLAUSE) || !tree_child(f, c, DL_R_NSUBJ)) continue;
		for (size_t i = 0; i < COUNT(marks); i++)
			if (tree_child_lemma(f, c, rel == DL_R_CONJ ? DL_R_CC : DL_R_MARK, marks[i])) return c;
	}
	return 0;
}

static bool take_clause(speech *sp, uint32_t t, said *s)
{
	const finder *f = sp->f;
	uint32_t c = tree_child(f, t, DL_R_CCOMP), h = f->tok->head[t];
	if (!c) c = tree_child(f, t, DL_R_CSUBJ);
	for (uint32_t k = f->first_child[t]; k && !c; k = f->next_child[k])
		if (f->tok->rel[k] == DL_R_PARATAXIS && clausal(f, k) && k != s->source_token) c = k;
	if (c) {
		s->content = subtree_but(f, c, contrast(sp, c));
		return true;
	}
	bool set_in = f->tok->rel[t] == DL_R_PARATAXIS
	              || (f->tok->rel[t] == DL_R_ADVCL && tree_child_lemma(f, t, DL_R_MARK, "as"));
	if (set_in && h && clausal(f, h)) {
		s->content = subtree_but(f, h, t);
		return true;
	}
	return false;
}

/* "Two people were hurt, police said on Monday." by its commas: the speaking closes the sentence. */
#define TAIL_REACH 12

static bool take_tail(const speech *sp, uint32_t t, said *s)
{
	const finder *f = sp->f;
	uint32_t first, last, begin = sent_begin(f, t), end = sent_end(f, t);
	core_of(f, t, s->source_token, &first, &last);
	if (!s->source_token || end - last > TAIL_REACH || first < begin + 4) return false;
	uint32_t comma = first - 1;
	if (!slice_eq(tok_form(f, comma), S(","))) return false;
	for (uint32_t i = last + 1; i < end; i++)
		if (f->tok->upos[i] == DL_VERB) return false;
	for (uint32_t i = begin; i < comma; i++)
		if (f->tok->upos[i] == DL_VERB || f->tok->upos[i] == DL_AUX)
			return s->content = (dl_span){f->tok->start[begin], tok_end(f, comma - 1)}, true;
	return false;
}

static bool has_to(const finder *f, uint32_t v)
{
	return tree_child_lemma(f, v, DL_R_MARK, "to") || (v > 1 && tok_is(f, v - 1, "to"));
}

/* Object and what it is to do, or the doing alone. */
static bool take_doing(const speech *sp, uint32_t t, const cue_rule *r, said *s)
{
	const finder *f = sp->f;
	uint32_t x = tree_child(f, t, DL_R_XCOMP), o = tree_child(f, t, DL_R_OBJ);
	if (!x && (r->frames & FR_TO) && o) {
		x = tree_child(f, t, DL_R_ADVCL);
		if (x && !has_to(f, x)) x = 0;
	}
	if (!x) return false;
	bool to = has_to(f, x), ing = f->tok->xpos[x] == DL_T_VBG;
	bool passive = tree_passive(f, t);
	if (!(to && (r->frames & (FR_TO | FR_RAISE | FR_CLAUSE))) && !(ing && (r->frames & FR_ING))) {
		/* "called it a massacre", "appeared dead" */
		if (!(r->frames & (FR_AS | FR_RAISE)) || to) return false;
	}
	if (to && !(r->frames & (FR_TO | FR_RAISE)) && !passive) return false;
	s->content = subtree_but(f, x, 0);
	if (o && o < x) s->content = join(s->content, subtree_but(f, o, 0));
	if (passive || (r->frames & FR_RAISE)) {
		uint32_t subject = tree_subject(f, t);
		if (subject && f->tok->sent[subject] == f->tok->sent[t])
			s->content = join(s->content, noun_span(f, subject));
	}
	return true;
}

static bool take_as(const finder *f, uint32_t t, said *s)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (rel != DL_R_OBL && rel != DL_R_ADVCL && rel != DL_R_XCOMP) continue;
		if (!tok_is(f, tree_case(f, c), "as") && !tree_child_lemma(f, c, DL_R_MARK, "as")) continue;
		uint32_t o = tree_object(f, t);
		s->content = subtree_but(f, c, 0);
		if (o && f->tok->sent[o] == f->tok->sent[t]) s->content = join(s->content, noun_span(f, o));
		return true;
	}
	return false;
}

static bool prep_listed(const finder *f, const cue_rule *r, uint32_t c)
{
	uint32_t p = tree_case(f, c);
	for (unsigned i = 0; p && i < r->n_preps; i++)
		if (slice_eq_fold(tok_form(f, p), r->preps[i])) return true;
	return false;
}

/* "called for calm", "accused him of theft", "called on both sides to stop". */
static bool take_prep(const finder *f, uint32_t t, const cue_rule *r, said *s)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if ((rel != DL_R_OBL && rel != DL_R_ADVCL && rel != DL_R_NMOD) || c < t) continue;
		bool marked = false;
		for (unsigned i = 0; i < r->n_preps; i++) {
			uint32_t m = tree_child(f, c, DL_R_MARK);
			marked |= m && slice_eq_fold(tok_form(f, m), r->preps[i]);
		}
		if (!marked && !prep_listed(f, r, c)) continue;
		uint32_t o = tree_object(f, t), x = tree_child(f, t, DL_R_XCOMP);
		s->content = subtree_but(f, c, 0);
		if (x > c) s->content = join(s->content, subtree_but(f, x, 0));
		if (o && (r->frames & FR_OBJ) && f->tok->sent[o] == f->tok->sent[t])
			s->content = join(s->content, noun_span(f, o));
		return true;
	}
	return false;
}

static bool take_object(const finder *f, uint32_t t, said *s)
{
	uint32_t o = tree_object(f, t);
	if (!o || f->tok->upos[o] == DL_PRON || f->tok->sent[o] != f->tok->sent[t]) return false;
	s->content = subtree_but(f, o, o < t ? t : 0);
	if (o < t) s->content = noun_span(f, o);
	return true;
}

static bool take_content(speech *sp, uint32_t t, const cue_rule *r, said *s)
{
	const finder *f = sp->f;
	if ((r->frames & FR_QUOTE) && take_quote(sp, t, s)) return true;
	if ((r->frames & FR_CLAUSE) && take_clause(sp, t, s)) return true;
	if ((r->frames & (FR_TO | FR_ING | FR_RAISE | FR_AS | FR_CLAUSE)) && take_doing(sp, t, r, s)) return true;
	if ((r->frames & FR_CLAUSE) && take_tail(sp, t, s)) return true;
	if ((r->frames & FR_AS) && take_as(f, t, s)) return true;
	if (r->n_preps && take_prep(f, t, r, s)) return true;
	return (r->frames & FR_OBJ) && take_object(f, t, s);
}

/* ---------------------------------------------------------------- the medium beside it */
/* "in a statement carried by the agency", "in an interview with the BBC": a medium below the verb. */
static uint32_t carried_by(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		if (f->tok->rel[c] != DL_R_OBL) continue;
		for (uint32_t k = f->first_child[c]; k; k = f->next_child[k]) {
			unsigned rel = f->tok->rel[k];
			if (rel == DL_R_ACL) {
				uint32_t by = tree_agent(f, k);
				if (by && by != c && is_medium(sp, by)) return by;
			}
			if (rel == DL_R_NMOD && (tok_is(f, tree_case(f, k), "with") || tok_is(f, tree_case(f, k), "to"))
			    && is_medium(sp, k))
				return k;
		}
		bool to = tok_is(f, tree_case(f, c), "to") || tok_is(f, tree_case(f, c), "on");
		if (to && is_medium(sp, c)) return c;
	}
	return 0;
}

static uint32_t listener(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t o = tree_child(f, t, DL_R_IOBJ);
	if (!o) o = tree_child(f, t, DL_R_OBJ);
	return o && o != t && is_medium(sp, o) ? o : 0;
}

/* "citing police": the object of a participle that hangs on this verb. */
static void take_cited(speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t h = f->tok->head[t], o = tree_child(f, t, DL_R_OBJ);
	if (!(tok_is(f, t, "cite") || tok_is(f, t, "quote")) || f->tok->xpos[t] != DL_T_VBG || !h || !o) return;
	said s = {.source_token = o, .source = noun_span(f, o), .cue_token = t, .kind = 'a', .act = 's'};
	s.cue = (dl_span){f->tok->start[t], tok_end(f, t)};
	if (sp->said_at[h] && sp->said.v[sp->said_at[h]].act != 't') {
		const said *main = &sp->said.v[sp->said_at[h]];
		s.content = main->content, s.via = main->source_token;
	} else if (clausal(f, h)) {
		s.content = subtree_but(f, h, t), s.via = tree_subject(f, h);
		if (s.via && !is_medium(sp, s.via)) s.via = 0;
	}
	if (s.content.end > s.content.start) *said_add(sp) = s;
}

/* ---------------------------------------------------------------- one verb */
static bool ends_open(const finder *f, uint32_t t)
{
	uint32_t end = sent_end(f, t);
	return end > t + 1 && slice_eq(tok_form(f, end - 1), S(":"));
}

static bool names_nobody(const finder *f, uint32_t t, const cue_rule *r)
{
	return (r->frames & FR_RAISE) || (tree_passive(f, t) && tree_child(f, t, DL_R_XCOMP));
}

/* The words that stand for the speaker: "who" in "the man who said", else the noun phrase. */
static dl_span source_span(const finder *f, uint32_t t, uint32_t src)
{
	uint32_t own = tree_child(f, t, DL_R_NSUBJ);
	unsigned x = own && own != src ? f->tok->xpos[own] : 0;
	if (x == DL_T_WP || x == DL_T_WDT) return (dl_span){f->tok->start[own], tok_end(f, own)};
	return noun_span(f, src);
}

/* "I think", "we want", "you know" in somebody's words are that person's, not another statement. */
static bool first_person(const finder *f, uint32_t t)
{
	slice w = tok_form(f, t);
	return slice_eq_fold(w, S("i")) || slice_eq_fold(w, S("we")) || slice_eq_fold(w, S("you"));
}

/* "a group called X", "the clip shown": a participle that names or shapes its noun. */
static bool bare_participle(const finder *f, uint32_t t, const cue_rule *r)
{
	if (f->tok->xpos[t] != DL_T_VBN || (r->frames & FR_RAISE)) return false;
	unsigned rel = f->tok->rel[t];
	return (rel == DL_R_ACL || rel == DL_R_AMOD) && !tree_child(f, t, DL_R_OBL_AGENT) && !tree_agent(f, t);
}

static void read_verb(speech *sp, uint32_t t, const cue_rule *r)
{
	const finder *f = sp->f;
	said s = {.cue_token = t, .rule = (uint32_t)(r - sp->kb->cues.v), .kind = 'i', .act = r->act};
	s.cue = (dl_span){f->tok->start[t], tok_end(f, t)};
	if (!(r->frames & FR_RAISE)) s.source_token = source_of(sp, t, r, &s);
	if (s.source_token) s.source = source_span(f, t, s.source_token);
	if (sp->quote_at[t] && (s.act == 't' || (s.source_token && first_person(f, s.source_token)))) return;
	if (bare_participle(f, t, r)) return;
	if (!take_content(sp, t, r, &s)) {
		if (!(r->frames & (FR_QUOTE | FR_CLAUSE)) || !ends_open(f, t)) return;
		s.open = true;
	}
	if (!s.source_token && names_nobody(f, t, r)) s.kind = 'h';
	if (!s.via) s.via = listener(sp, t);
	if (!s.via) s.via = carried_by(sp, t);
	if (tree_negated(f, t) && s.act != 'd') s.act = 't';
	*said_add(sp) = s;
	sp->said_at[t] = sp->said.n - 1;
}

static bool speaks(const finder *f, uint32_t t) { return block_speaks(f->tok->sent_block[f->tok->sent[t]]); }

void verbs_find(speech *sp)
{
	const finder *f = sp->f;
	for (uint32_t t = 1; t < f->tok->n && !f->nomem; t++) {
		const cue_rule *r = f->tok->upos[t] == DL_VERB && speaks(f, t) ? cue_of(sp, t) : NULL;
		if (r) read_verb(sp, t, r);
	}
	for (uint32_t t = 1; t < f->tok->n && !f->nomem; t++)
		if (f->tok->upos[t] == DL_VERB && speaks(f, t)) take_cited(sp, t);
}
