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
#include "facts/say/attrib.h"

/* ---------------------------------------------------------------- what */
/* First and last token of what belongs to the speaking itself: subject and verb. */
static void core_of(const speech *sp, uint32_t t, uint32_t src, uint32_t *first, uint32_t *last)
{
	const finder *f = sp->f;
	*first = *last = t;
	if (!src || f->tok->sent[src] != f->tok->sent[t]) return;
	for (uint32_t i = min_u32(src, t); i < max_u32(src, t); i++)      /* "she said, adding": not beside it */
		if (sp->said_at[i]) return;
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

static bool clausal(const finder *f, uint32_t t)
{
	return f->tok->upos[t] == DL_VERB || tree_child(f, t, DL_R_COP) || tree_child(f, t, DL_R_NSUBJ)
	       || tree_child(f, t, DL_R_NSUBJ_PASS) || tree_child(f, t, DL_R_AUX);
}

/* "Police said it began at 6, although the radio reported 8": what another speaker sets against it is not theirs.
 * "Kim said the road was closed, blaming the rain", "she said she was hurt but denied ...": the next statement of the
 * same speaker. Returns the first such clause below the one that is said, 0 none. */
static bool next_statement(const speech *sp, uint32_t clause, uint32_t c)
{
	static const slice marks[] = {{"although", 8}, {"though", 6}, {"while", 5}, {"whereas", 7}, {"but", 3}};
	const finder *f = sp->f;
	unsigned rel = f->tok->rel[c];
	const cue_rule *r = f->tok->upos[c] == DL_VERB ? cue_of(sp, c) : NULL;
	if (!r || r->act == 't') return false;
	if (!tree_child(f, c, DL_R_NSUBJ))
		return rel == DL_R_ADVCL ? f->tok->xpos[c] == DL_T_VBG && f->tok->upos[c - 1] == DL_PUNCT
		                         : (r->frames & FR_CLAUSE) && shares_speaker(sp, clause);
	for (uint32_t m = f->first_child[c]; m; m = f->next_child[m])
		for (size_t i = 0; i < COUNT(marks); i++)
			if ((f->tok->rel[m] == DL_R_MARK || f->tok->rel[m] == DL_R_CC) && slice_eq_fold(tok_form(f, m), marks[i]))
				return true;
	return false;
}

static uint32_t other_statement(const speech *sp, uint32_t clause)
{
	const finder *f = sp->f;
	for (uint32_t c = f->first_child[clause]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (c > clause && (rel == DL_R_ADVCL || rel == DL_R_CONJ) && next_statement(sp, clause, c)) return c;
	}
	return 0;
}

static bool has_that(const finder *f, uint32_t clause)
{
	return tree_child_lemma(f, clause, DL_R_MARK, "that");
}

/* "said in a recent interview that ...": the clause hung on the phrase between. */
static uint32_t clause_behind_phrase(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (c < t) continue;
		if (rel == DL_R_ADVCL && has_that(f, c)) return c;
		for (uint32_t k = rel == DL_R_OBL ? f->first_child[c] : 0; k; k = f->next_child[k]) {
			unsigned below = f->tok->rel[k];
			bool clause = below == DL_R_ACL || below == DL_R_ACL_RELCL || below == DL_R_CCOMP;
			if (k > c && clause && has_that(f, k)) return k;
		}
	}
	return 0;
}

/* The clause that is said. Of one before the verb and one behind it the second: the first is of the speaker ("Mr Kim,
 * who guessed that most were members, said he ..."). */
static uint32_t clause_said(const finder *f, uint32_t t, uint32_t source)
{
	uint32_t c = 0;
	for (uint32_t k = f->first_child[t]; k; k = f->next_child[k])
		if (f->tok->rel[k] == DL_R_CCOMP && (!c || c < t)) c = k;
	if (!c) c = tree_child(f, t, DL_R_CSUBJ);
	if (!c) c = tree_child(f, t, DL_R_CSUBJ_PASS);          /* "it was reported that ..." */
	for (uint32_t k = f->first_child[t]; k && !c; k = f->next_child[k])
		if (f->tok->rel[k] == DL_R_PARATAXIS && clausal(f, k) && k != source) c = k;
	for (uint32_t k = f->first_child[t]; k && !c; k = f->next_child[k])     /* "said on Monday that ..." */
		if (f->tok->rel[k] == DL_R_CONJ && k > t && has_that(f, k) && !tree_child(f, k, DL_R_CC)) c = k;
	return c ? c : clause_behind_phrase(f, t);
}

/* "The army confirmed rubber bullets had been used": a finite verb with its subject and no word that joins it to the
 * clause behind it speaks, though the tree takes it for a circumstance. */
static bool before_its_clause(const finder *f, uint32_t t)
{
	unsigned x = f->tok->xpos[t];
	return f->tok->rel[t] == DL_R_ADVCL && f->tok->head[t] > t && (x == DL_T_VBD || x == DL_T_VBZ || x == DL_T_VBP)
	       && tree_child(f, t, DL_R_NSUBJ) && !tree_child(f, t, DL_R_MARK) && !tree_child(f, t, DL_R_ADVMOD)
	       && f->tok->upos[t + 1] != DL_PUNCT && clausal(f, f->tok->head[t]);
}

/* "The road, as the mayor said, is closed": begun by "as", the clause of t describes no noun. */
static bool is_as_clause(const finder *f, uint32_t t)
{
	unsigned rel = f->tok->rel[t];
	return (rel == DL_R_ADVCL || rel == DL_R_ACL) && tok_is(f, token_at(f, tree_span(f, t).start), "as");
}

/* The clause that a speaking verb is set into; the tree may hang it on the noun before the comma ("The road, Kim said,
 * is closed"). */
static uint32_t clause_around(const finder *f, uint32_t t)
{
	uint32_t h = f->tok->head[t];
	if (before_its_clause(f, t)) return h;
	if (f->tok->rel[t] != DL_R_PARATAXIS && !is_as_clause(f, t)) return 0;
	while (h && !clausal(f, h) && f->tok->head[h] && f->tok->head[h] > t) h = f->tok->head[h];
	return h && clausal(f, h) ? h : 0;
}

/* "Minors who came alone would be spared, Kim said": the tree may leave the subject of the clause with the saying. From
 * the sentence's start, unless another speaks there. */
static uint32_t start_before(const speech *sp, uint32_t t, const said *s)
{
	const finder *f = sp->f;
	uint32_t begin = sent_begin(f, t), source = s->source_token ? token_at(f, s->source.start) : 0;
	if (source <= begin || source > t || !tok_is_comma(f, source - 1)) return s->content.start;
	for (uint32_t i = begin; i < f->tok->n && f->tok->start[i] < s->content.start; i++)
		if (sp->said_at[i] || sp->quote_at[i]) return s->content.start;
	return min_u32(s->content.start, f->tok->start[begin]);
}

/* "Said that A and that B", "said that A - an aside - does B": the tree hangs the second half, k, on the saying too. */
static bool goes_on(const finder *f, uint32_t t, uint32_t c, uint32_t k)
{
	unsigned rel = f->tok->rel[k];
	return (rel == DL_R_CONJ && has_that(f, k)) || (rel == DL_R_CCOMP && c > t);
}

static bool take_clause(speech *sp, uint32_t t, said *s)
{
	const finder *f = sp->f;
	uint32_t c = clause_said(f, t, s->source_token);
	if (c) {
		s->content = subtree_but(f, c, other_statement(sp, c));
		bool around = c < t || tok_is_comma(f, t + 1);      /* "The dam, Kim said, has ..." */
		if (c > t) s->content.start = max_u32(s->content.start, f->tok->start[t + 1]);
		if (around) s->content.start = start_before(sp, t, s);
		for (uint32_t k = f->first_child[t]; k; k = f->next_child[k])
			if (k > c && goes_on(f, t, c, k))
				s->content = span_join(s->content, subtree_but(f, k, 0));
		return true;
	}
	uint32_t around = clause_around(f, t);
	if (around) s->content = subtree_but(f, around, t);
	if (before_its_clause(f, t)) s->content.start = f->tok->start[t + 1];
	return around != 0;
}

/* "Two people were hurt, police said on Monday." by its commas: the speaking closes the sentence. */
#define TAIL_REACH 12

static bool take_tail(const speech *sp, uint32_t t, said *s)
{
	const finder *f = sp->f;
	uint32_t first, last, begin = sent_begin(f, t), end = sent_end(f, t);
	core_of(sp, t, s->source_token, &first, &last);
	if (!s->source_token || end - last > TAIL_REACH || first < begin + 4) return false;
	if (f->tok->xpos[t] == DL_T_VBG) return false;          /* "..., adding": what it adds stands behind it */
	uint32_t comma = first - 1;
	if (!tok_is_comma(f, comma)) return false;
	for (uint32_t i = last + 1; i < end; i++)
		if (f->tok->upos[i] == DL_VERB) return false;
	for (uint32_t i = begin; i < comma; i++)
		if (f->tok->upos[i] == DL_VERB || f->tok->upos[i] == DL_AUX)
			return s->content = (dl_span){f->tok->start[begin], tok_end(f, comma - 1)}, true;
	return false;
}

/* "said on "Morning Talk" that ...", "said the ad "wrongly" says ...": some words in marks are not all that is said
 * when the clause holds them, or stands beside them. */
static bool wider_clause(speech *sp, uint32_t t, said *s)
{
	const finder *f = sp->f;
	uint32_t c = tree_child(f, t, DL_R_CCOMP);
	if (!c || sp->quote_at[t]) return false;
	said wide = *s;
	if (!take_clause(sp, t, &wide)) return false;
	for (uint32_t i = sent_begin(f, t); i < sent_end(f, t); i++) {
		const quote *q = &sp->quotes.v[sp->quote_at[i]];
		if (sp->quote_at[i] && (q->whole || (q->at.start <= wide.content.start && q->at.end >= wide.content.end)))
			return false;
	}
	*s = wide;
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
		if (subject && f->tok->sent[subject] == f->tok->sent[t])
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

/* "as the gunman", "as having fled" below t, 0 none. */
static uint32_t as_below(const finder *f, uint32_t t)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (rel != DL_R_OBL && rel != DL_R_ADVCL && rel != DL_R_XCOMP && rel != DL_R_NMOD) continue;
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
	if (o && f->tok->sent[o] == f->tok->sent[t]) s->content = span_join(s->content, noun_span(f, o));
	return true;
}

/* "called for calm", "accused him of theft", "called on both sides to stop". */
static bool take_prep(const finder *f, uint32_t t, const cue_rule *r, said *s)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if ((rel != DL_R_OBL && rel != DL_R_ADVCL && rel != DL_R_NMOD) || c < t) continue;
		if (!cue_takes(f, r, tree_child(f, c, DL_R_MARK)) && !cue_takes(f, r, tree_case(f, c))) continue;
		uint32_t o = tree_object(f, t), x = tree_child(f, t, DL_R_XCOMP);
		s->content = subtree_but(f, c, 0);
		if (x > c) s->content = span_join(s->content, subtree_but(f, x, 0));
		if (o && (r->frames & FR_OBJ) && f->tok->sent[o] == f->tok->sent[t])
			s->content = span_join(s->content, noun_span(f, o));
		return true;
	}
	return false;
}

static bool take_object(const finder *f, uint32_t t, said *s)
{
	uint32_t o = tree_object(f, t), x = o ? 0 : tree_child(f, t, DL_R_XCOMP);
	if (x && f->tok->upos[x] != DL_VERB && !has_to(f, x)) o = x;       /* "reported at least 35 dead" */
	if (!o || f->tok->upos[o] == DL_PRON || f->tok->sent[o] != f->tok->sent[t]) return false;
	s->content = subtree_but(f, o, o < t ? t : 0);
	if (o < t) s->content = noun_span(f, o);
	/* "reported 12 dead", the figure and the word taken for two objects */
	if (o > t && f->tok->upos[o] == DL_NUM && f->tok->rel[o + 1] == DL_R_OBJ && f->tok->head[o + 1] == t)
		s->content = span_join(s->content, subtree_but(f, o + 1, 0));
	return true;
}

/* "Police said two men ran, according to AFP", "Kim said it was late, adding that ...": behind its comma the words of
 * another statement begin, whatever the tree hangs them on. Not inside quotation marks. */
static void cut_tail(const speech *sp, uint32_t t, said *s)
{
	const finder *f = sp->f;
	bool tells = s->content.start < f->tok->start[t];
	for (uint32_t i = t + 2; i < sent_end(f, t) && tok_end(f, i) <= s->content.end; i++) {
		tells |= f->tok->upos[i - 1] == DL_VERB || f->tok->upos[i - 1] == DL_AUX;
		if (!tok_is_comma(f, i - 1) || sp->quote_at[i] || f->tok->start[i - 1] <= s->content.start) continue;
		const cue_rule *r = f->tok->xpos[i] == DL_T_VBG && f->tok->upos[i] == DL_VERB ? cue_of(sp, i) : NULL;
		bool adds = r && (r->frames & FR_CLAUSE) && (r->frames & FR_QUOTE) && r->act != 't';
		if (!adds && !slice_eq(tok_form(f, i), S("according"))) continue;
		if (tells) s->content.end = tok_end(f, i - 2);         /* not "that, according to AFP, ..." */
		return;
	}
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

static bool take_content(speech *sp, uint32_t t, const cue_rule *r, said *s)
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
	if ((r->frames & FR_OBJ) && take_object(f, t, s)) return true;
	return (r->frames & FR_QUOTE) && take_parted(sp, t, s);
}

/* ---------------------------------------------------------------- the medium beside it */
/* "in a statement carried by the agency", "in an interview with the BBC": a medium below the verb. */
static uint32_t carried_below(const speech *sp, uint32_t c)
{
	const finder *f = sp->f;
	for (uint32_t k = f->first_child[c]; k; k = f->next_child[k]) {
		unsigned rel = f->tok->rel[k];
		uint32_t by = rel == DL_R_ACL ? tree_agent(f, k) : 0, p = tree_case(f, k);
		if (by && by != c && is_medium(sp, by)) return by;
		bool words = tok_in(f, c, W_TALKS_TO);
		if (rel == DL_R_NMOD && (tok_is(f, p, "with") || tok_is(f, p, "to"))
		    && (words ? is_medium(sp, k) : is_known_medium(sp, k))) return k;
	}
	return 0;
}

static uint32_t carried_by(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		uint32_t by = 0;
		if (rel == DL_R_OBL) by = carried_below(sp, c);
		for (uint32_t k = rel == DL_R_OBJ ? f->first_child[c] : 0; k && !by; k = f->next_child[k])
			if (f->tok->rel[k] == DL_R_NMOD && strmap_get(&sp->kb->nouns, tok_lemma(f, k))) by = carried_below(sp, k);
		if (by) return by;
		if (rel != DL_R_OBL) continue;
		bool to = tok_is(f, tree_case(f, c), "to") || tok_is(f, tree_case(f, c), "on");
		if (to && is_known_medium(sp, c)) return c;
	}
	return 0;
}

static uint32_t listener(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t o = tree_child(f, t, DL_R_IOBJ);
	if (!o) o = tree_child(f, t, DL_R_OBJ);
	if (!o || o == t) return 0;
	uint32_t own = is_medium(sp, o) ? 0 : tree_child(f, o, DL_R_NMOD_POSS);      /* "told the BBC's Bo Kim" */
	return is_medium(sp, o) ? o : own && is_medium(sp, own) ? own : 0;
}

/* "A paper seen by the agency shows ...": who had it before us. */
static uint32_t seen_by(const speech *sp, uint32_t source)
{
	const finder *f = sp->f;
	for (uint32_t c = source ? f->first_child[source] : 0; c; c = f->next_child[c]) {
		if (f->tok->rel[c] != DL_R_ACL || f->tok->xpos[c] != DL_T_VBN) continue;
		uint32_t by = tok_in(f, c, W_HAD_BY_MEDIUM) ? tree_agent(f, c) : 0;
		if (by && by != source && is_medium(sp, by)) return by;
	}
	return 0;
}

/* "citing police": the object of a participle that hangs on this verb. */
static void take_cited(speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t h = f->tok->head[t], o = tree_child(f, t, DL_R_OBJ);
	if (!(tok_is(f, t, "cite") || tok_is(f, t, "quote")) || f->tok->xpos[t] != DL_T_VBG || !h || !o
		|| !can_speak(sp, o))
		return;
	said s = {.source_token = o, .source = noun_span(f, o), .cue_token = t, .kind = 'a', .act = 's'};
	s.cue = (dl_span){f->tok->start[t], tok_end(f, t)};
	if (!sp->said_at[h] && f->tok->rel[h] == DL_R_CCOMP && sp->said_at[f->tok->head[h]]) h = f->tok->head[h];
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
	dl_span at = noun_span(f, src);
	if (src < t && at.end > f->tok->start[t]) at.end = tok_end(f, tok_is_comma(f, src + 1) ? src : t - 1);
	dl_span name = f->mentions.v[f->inside[src]].at;
	bool whole = f->mentions.v[f->inside[src]].form == 'n' && f->tok->sent[src] == f->tok->sent[t]
	             && !span_overlap(name, (dl_span){f->tok->start[t], tok_end(f, t)});
	return whole ? span_join(at, name) : at;             /* the tree may split a name: "said Ines Duarte" */
}

/* "I think", "they say", "you know" in somebody's words are that person's, not another statement; "police told us"
 * is one. */
static bool named_in_quote(const finder *f, uint32_t src)
{
	return src && f->tok->upos[src] != DL_PRON;
}

/* "a group called X", "the clip shown": a participle that names or shapes its noun. */
static bool bare_participle(const finder *f, uint32_t t, const cue_rule *r)
{
	if (f->tok->xpos[t] != DL_T_VBN || (r->frames & FR_RAISE)) return false;
	unsigned rel = f->tok->rel[t];
	return (rel == DL_R_ACL || rel == DL_R_AMOD) && !tree_child(f, t, DL_R_OBL_AGENT) && !tree_agent(f, t);
}

/* A statement told inside a quotation ends with it, whatever the tree hangs on its verb. */
static void keep_inside(const quote *q, dl_span *content)
{
	if (!span_overlap(q->at, *content)) return;                 /* "I think," she said, "that ..." */
	content->start = max_u32(content->start, q->at.start);
	content->end = min_u32(content->end, q->at.end);
}

/* "citing police" and "was quoted as saying" lead to who speaks and are read with that. */
static bool read_elsewhere(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	if (!tok_is(f, t, "cite") && !tok_is(f, t, "quote")) return false;
	uint32_t o = tree_child(f, t, DL_R_OBJ);
	if (f->tok->xpos[t] == DL_T_VBG && f->tok->upos[t - 1] == DL_PUNCT) return !o || can_speak(sp, o);
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->upos[c] == DL_VERB && quoted_above(f, c) == t) return true;
	return false;
}

/* "two men, one said to be his uncle": nobody speaks, whatever the tag. */
static bool said_to_be(const finder *f, uint32_t t)
{
	return tok_is(f, t, "say") && !tree_passive(f, t) && f->tok->xpos[t] != DL_T_VBG && t + 2 < sent_end(f, t)
	       && tok_is(f, t + 1, "to") && (tok_is(f, t + 2, "be") || tok_is(f, t + 2, "have"));
}

/* ""Probably not," Ms Kaya said": the "not" is among her words. */
static bool denies_in_quote(const speech *sp, uint32_t t)
{
	uint32_t not = tree_child_lemma(sp->f, t, DL_R_ADVMOD, "not");
	return not && sp->quote_at[not] && !sp->quote_at[t];
}

static void read_verb(speech *sp, uint32_t t, const cue_rule *r)
{
	const finder *f = sp->f;
	if (read_elsewhere(sp, t) || said_to_be(f, t)) return;
	said s = {.cue_token = t, .rule = (uint32_t)(r - sp->kb->cues.v), .kind = 'i', .act = r->act};
	s.cue = (dl_span){f->tok->start[t], tok_end(f, t)};
	if (!(r->frames & FR_RAISE)) s.source_token = source_of(sp, t, r, &s);
	if (s.source_token) s.source = source_span(f, t, s.source_token);
	if (sp->quote_at[t] && (s.act == 't' || !named_in_quote(f, s.source_token))) return;
	if (bare_participle(f, t, r) || tok_is(f, tree_child(f, t, DL_R_OBJ), "life")) return;    /* "claimed a life" */
	if (!take_content(sp, t, r, &s)) {
		if (!(r->frames & (FR_QUOTE | FR_CLAUSE)) || !ends_open(f, t)) return;
		if (s.source_token && !can_speak(sp, s.source_token)) return;    /* "how the fire spread, beginning with:" */
		s.open = true;
	}
	if (!s.open && s.kind != 'd') cut_tail(sp, t, &s);
	if (!s.open && sp->quote_at[t]) keep_inside(&sp->quotes.v[sp->quote_at[t]], &s.content);
	if (!s.source_token && names_nobody(f, t, r)) s.kind = 'h';
	if (!s.via && (r->frames & FR_PERSON)) s.via = listener(sp, t);
	if (!s.via) s.via = carried_by(sp, t);
	if (!s.via) s.via = seen_by(sp, s.source_token);
	if (s.act != 'd' && tree_negated(f, t) && !denies_in_quote(sp, t)) s.act = 't';
	if (tok_is(f, t, "claim") && tok_is(f, tree_child(f, t, DL_R_OBJ), "responsibility")) s.act = 'k';
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
