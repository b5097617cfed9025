/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib_what.c - what a speaking verb hands on, by the frames that cues.tsv gives it.
 *
 * In: a verb, its source, its row. Out: the content. The first of these that the sentence has:
 *
 *      quotation beside it   "We ran," Ms Kaya said / Ms Kaya said: "We ran"
 *      clause                Police said two people were hurt / Two people were hurt, police said  (attrib_clause.c)
 *      to do, doing          ordered his supporters to leave / denied taking part
 *      as                    described it as a massacre; called it a massacre
 *      preposition, object   called for calm / announced a curfew
 *
 * Cost: the children of the verb, and its sentence once.
 */
#include "facts/event/happen.h"
#include "facts/say/attrib.h"

/* Does t stand in what is told of the source right behind its noun ("a medic who declined to be named told us")? */
static bool below_source(const finder *f, uint32_t t, uint32_t src)
{
	for (int n = 0; t > src && n < 16; n++) t = f->tok->head[t];
	return t == src;
}

/* First and last token of what belongs to the speaking itself: subject and verb. */
void core_of(const speech *sp, uint32_t t, uint32_t src, uint32_t *first, uint32_t *last)
{
	const finder *f = sp->f;
	*first = *last = t;
	if (!src || !same_sentence(f, src, t)) return;
	for (uint32_t i = min_u32(src, t); i < max_u32(src, t); i++)      /* "she said, adding": not beside it */
		if (sp->said_at[i] && !(i < t && below_source(f, i, src))) return;
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

/* ""It fell," a man, who did not want to speak, told us": what a clause tells of its noun does not take the quotation
 * before the noun. */
static bool tells_of_source(const finder *f, uint32_t t, uint32_t src)
{
	for (int n = 0; t && n < 8; n++, t = f->tok->head[t]) {
		if (f->tok->rel[t] == DL_R_ACL_RELCL) return f->tok->head[t] == src || f->tok->head[t] + 1 == src;
		if (f->tok->rel[t] != DL_R_XCOMP && f->tok->rel[t] != DL_R_CONJ && f->tok->rel[t] != DL_R_CCOMP) break;
	}
	return false;
}

static bool take_quote(speech *sp, uint32_t t, said *s)
{
	const finder *f = sp->f;
	uint32_t first, last;
	if (sp->quote_at[t]) return false;               /* speaking inside a quotation: by its clause */
	core_of(sp, t, s->source_token, &first, &last);
	bool own = s->source_token < t && tells_of_source(f, t, s->source_token);
	uint32_t before = own ? 0 : quote_before(sp, first, sent_begin(f, t));
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
	if (!x || x == tree_object(f, t)) return false;                   /* "called off the strike" */
	bool to = has_to(f, x), ing = f->tok->xpos[x] == DL_T_VBG;
	bool passive = tree_passive(f, t);
	if (!(to && (r->frames & (FR_TO | FR_RAISE | FR_CLAUSE))) && !(ing && (r->frames & FR_ING))) {
		if (!(r->frames & FR_AS) || to) return false;             /* "called it a massacre"; not "seemed calm" */
	}
	if (to && !(r->frames & (FR_TO | FR_RAISE)) && !passive) return false;
	s->content = subtree_but(f, x, 0);
	if (o && o < x) s->content = span_join(s->content, subtree_but(f, o, 0));
	if (passive || (r->frames & FR_RAISE)) {
		uint32_t subject = tree_subject(f, t);
		if (subject && same_sentence(f, subject, t))
			s->content = span_join(s->content, noun_span(f, subject));
	}
	return true;
}

/* "Police put the crowd at 400": its object, and the figure behind "at". */
static bool take_at(const finder *f, uint32_t t, said *s)
{
	uint32_t o = tree_child(f, t, DL_R_OBJ), end = f->tok->sent_first[f->tok->sent[t] + 1];
	for (uint32_t k = o + 1; o && k + 1 < end && k < o + 8; k++) {
		if (!tok_is(f, k, "at")) continue;
		for (uint32_t n = k + 1; n < end && n < k + 6; n++)
			if (f->mentions.v[f->inside[n]].kind == DL_M_COUNT)
				return s->content = span_join(noun_span(f, o), f->mentions.v[f->inside[n]].at), true;
	}
	return false;
}

/* "as the gunman", "as having fled", "as cowardly" below t, 0 none. */
static uint32_t as_below(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		bool adjective = rel == DL_R_ADVMOD && f->tok->upos[c] == DL_ADJ;
		if (rel != DL_R_OBL && rel != DL_R_ADVCL && rel != DL_R_XCOMP && rel != DL_R_NMOD && !adjective) continue;
		if (tok_is(f, tree_case(f, c), "as") || tree_child_lemma(f, c, DL_R_MARK, "as")) return c;
	}
	return 0;
}

/* "described him as calm", "identified the man as the gunman", whichever of the two "as" hangs on. */
static bool take_as(const finder *f, uint32_t t, said *s)
{
	uint32_t o = tree_object(f, t), c = as_below(f, t);
	if (!c && o > t) c = as_below(f, o);
	if (!c) return false;
	s->content = subtree_but(f, c, 0);
	if (o && same_sentence(f, o, t)) s->content = span_join(s->content, noun_span(f, o));
	return true;
}

static dl_span passive_subject(const finder *f, uint32_t t)
{
	uint32_t s = tree_child(f, t, DL_R_NSUBJ_PASS);
	return s ? noun_span(f, s) : (dl_span){0, 0};
}

/* "called for calm", "accused him of theft", "called on both sides to stop". */
static bool take_prep(const finder *f, uint32_t t, const cue_rule *r, said *s)
{
	uint32_t by = tree_child(f, t, DL_R_OBL_AGENT);
	for (uint32_t c = by ? f->first_child[by] : 0; c; c = f->next_child[c])    /* "accused by police of stealing" */
		if (f->tok->rel[c] == DL_R_ACL && c > by && cue_takes(f, r, tree_child(f, c, DL_R_MARK)))
			return s->content = span_join(subtree_but(f, c, 0), passive_subject(f, t)), true;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if ((rel != DL_R_OBL && rel != DL_R_ADVCL && rel != DL_R_NMOD) || c < t) continue;
		if (!cue_takes(f, r, tree_child(f, c, DL_R_MARK)) && !cue_takes(f, r, tree_case(f, c))) continue;
		uint32_t o = tree_object(f, t), x = tree_child(f, t, DL_R_XCOMP);
		s->content = subtree_but(f, c, 0);
		if (x > c) s->content = span_join(s->content, subtree_but(f, x, 0));
		if (o && (r->frames & FR_OBJ) && same_sentence(f, o, t))
			s->content = span_join(s->content, noun_span(f, o));
		return true;
	}
	return false;
}

static bool take_object(const finder *f, uint32_t t, said *s)
{
	uint32_t o = tree_object(f, t), x = o ? 0 : tree_child(f, t, DL_R_XCOMP);
	if (x && f->tok->upos[x] != DL_VERB && !has_to(f, x)) o = x;       /* "reported at least 35 dead" */
	uint32_t subject = o ? 0 : tree_child(f, t, DL_R_NSUBJ);
	for (uint32_t c = subject && subject < t ? f->next_child[subject] : 0; c && !o; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_NSUBJ && c == token_at(f, tok_end(f, t))) o = c;    /* taken for a second subject */
	if (!o || f->tok->upos[o] == DL_PRON || !same_sentence(f, o, t)) return false;
	s->content = subtree_but(f, o, o < t ? t : 0);
	if (o < t) s->content = noun_span(f, o);
	/* "reported 12 dead", the figure and the word taken for two objects */
	bool next = o > t && o + 1 < sent_end(f, t);
	if (next && f->tok->upos[o] == DL_NUM && f->tok->rel[o + 1] == DL_R_OBJ && f->tok->head[o + 1] == t)
		s->content = span_join(s->content, subtree_but(f, o + 1, 0));
	return true;
}

/* "We saw it." Kim said.: the quotation's full stop has parted it from who speaks. */
static bool take_parted(const speech *sp, uint32_t t, said *s)
{
	const finder *f = sp->f;
	uint32_t first, last, begin = sent_begin(f, t), before = begin - 1;
	core_of(sp, t, s->source_token, &first, &last);
	if (!s->source_token || first != begin || !before || sent_end(f, t) - last > TAIL_REACH) return false;
	if (f->tok->upos[before] == DL_PUNCT && !sp->quote_at[before]) before--;
	const quote *q = &sp->quotes.v[sp->quote_at[before]];
	if (!sp->quote_at[before] || !q->whole || f->tok->sent_para[f->tok->sent[t]] != q->block) return false;
	s->content = q->at, s->kind = 'd';
	return true;
}

/* "The mayor was dismissed": to reject somebody denies nothing. */
static bool sends_away(const finder *f, uint32_t t, const cue_rule *r)
{
	uint32_t o = r->act == 'd' ? tree_object(f, t) : 0;
	const happen_kb *kb = f->kb->happens;
	bool named = f->mentions.v[f->mention_at[o]].kind == DL_M_PERSON;
	return o && (named || (class_of_lemma(kb, tok_lemma(f, o)) & kb->person));
}

bool take_content(speech *sp, uint32_t t, const cue_rule *r, said *s)
{
	const finder *f = sp->f;
	bool clause = r->frames & FR_CLAUSE;
	if (clause && wider_clause(sp, t, s)) return true;
	if ((r->frames & FR_QUOTE) && take_quote(sp, t, s)) return true;
	if (clause && take_clause(sp, t, s)) return true;
	if ((r->frames & (FR_TO | FR_ING | FR_RAISE | FR_AS | FR_CLAUSE)) && take_doing(sp, t, r, s)) return true;
	if ((r->frames & FR_CLAUSE) && take_tail(sp, t, s)) return true;
	if ((r->frames & FR_AS) && take_as(f, t, s)) return true;
	if ((r->frames & FR_AT) && take_at(f, t, s)) return true;
	if (r->n_preps && take_prep(f, t, r, s)) return true;
	if ((r->frames & FR_OBJ) && !sends_away(f, t, r) && take_object(f, t, s)) return true;
	return (r->frames & FR_QUOTE) && take_parted(sp, t, s);
}
