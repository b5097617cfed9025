/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib_verb.c - statements that a verb gives: who, the verb, and what is said.
 *
 * In: a verb of cues.tsv. Out: a statement: its source (attrib_source.c), its content (attrib_what.c) and the medium
 * that stands beside it ("told the BBC", "in a letter seen by the agency").
 *
 * A passive without "by" names nobody: "is said to have fled" is a hedge whose content begins at the subject.
 * A verb that finds nothing but ends its sentence with a colon waits for the next one's quotation.
 * Cost: the children of each such verb, and its sentence once.
 */
#include "facts/say/attrib.h"

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

/* The verb whose statement the participle t hands on: it hangs on that, on the clause that is said, or on who says it
 * ("the radio, citing police, said"). 0: none. */
static uint32_t citing_verb(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t h = f->tok->head[t];
	if (!sp->said_at[h] && f->tok->rel[h] == DL_R_CCOMP) h = f->tok->head[h];
	for (uint32_t i = t + 1; !sp->said_at[h] && i < sent_end(f, t); i++)
		if (sp->said_at[i] && sp->said.v[sp->said_at[i]].source_token == f->tok->head[t]) return i;
	return sp->said_at[h] ? h : 0;
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
	uint32_t says = citing_verb(sp, t);
	if (says && sp->said.v[sp->said_at[says]].act != 't') {
		const said *main = &sp->said.v[sp->said_at[says]];
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
	/* "who came and said" */
	for (uint32_t v = t; !own && (f->tok->rel[v] == DL_R_CONJ || f->tok->rel[v] == DL_R_XCOMP);)
		v = f->tok->head[v], own = tree_child(f, v, DL_R_NSUBJ);
	unsigned x = own && own != src ? f->tok->xpos[own] : 0;
	if (x == DL_T_WP || x == DL_T_WDT) return (dl_span){f->tok->start[own], tok_end(f, own)};
	dl_span at = noun_span(f, src);
	if (src < t && at.end > f->tok->start[t]) at.end = tok_end(f, tok_is_comma(f, src + 1) ? src : t - 1);
	dl_span name = f->mentions.v[f->inside[src]].at;
	bool whole = f->mentions.v[f->inside[src]].form == 'n' && same_sentence(f, src, t)
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

/* The tree may take who speaks for an object of what he says: ""It fell," a man told us". */
static void without_source(const finder *f, uint32_t t, said *s)
{
	uint32_t first = token_at(f, s->source.start), end = s->content.end;
	bool holds = s->source_token < t && s->content.start < s->source.start && end > s->source.start;
	if (!holds || end > f->tok->start[t] || f->tok->upos[first - 1] != DL_PUNCT) return;
	while (first > 1 && tok_is_comma(f, first - 1)) first--;
	if (f->tok->start[first - 1] > s->content.start) s->content.end = tok_end(f, first - 1);
}

/* "No group has claimed the attack", "none of them said so". */
static bool says_nobody(const finder *f, uint32_t src)
{
	return src && (tree_child_lemma(f, src, DL_R_DET, "no") || tree_child_lemma(f, src, DL_R_CC_PRECONJ, "neither")
	               || tok_is(f, src, "nobody") || tok_is(f, src, "none") || tok_is(f, src, "neither"));
}

/* "Four people were hurt, showing how weak the wall was": what happened shows it, nobody says so. */
static bool shown_by_clause(const finder *f, uint32_t t)
{
	bool beside = f->tok->rel[t] == DL_R_ADVCL && f->tok->xpos[t] == DL_T_VBG && tok_is_comma(f, t - 1);
	return beside && f->tok->head[t] < t && tok_in(f, t, W_SHOWS);
}

static bool calls_number(const finder *f, uint32_t t, uint32_t o)
{
	return tok_is(f, t, "call") && o && tok_form(f, o).p[0] >= '0' && tok_form(f, o).p[0] <= '9';
}

static void read_verb(speech *sp, uint32_t t, const cue_rule *r)
{
	const finder *f = sp->f;
	if (read_elsewhere(sp, t) || said_to_be(f, t) || shown_by_clause(f, t)) return;
	said s = {.cue_token = t, .rule = (uint32_t)(r - sp->kb->cues.v), .kind = 'i', .act = r->act};
	s.cue = (dl_span){f->tok->start[t], tok_end(f, t)};
	if (!(r->frames & FR_RAISE)) s.source_token = source_of(sp, t, r, &s);
	if (s.source_token) s.source = source_span(f, t, s.source_token);
	if (sp->quote_at[t] && (s.act == 't' || !named_in_quote(f, s.source_token))) return;
	uint32_t o = tree_child(f, t, DL_R_OBJ);                 /* "claimed a life", "called 911" */
	if (bare_participle(f, t, r) || tok_is(f, o, "life") || calls_number(f, t, o)) return;
	if (!take_content(sp, t, r, &s)) {
		if (!(r->frames & (FR_QUOTE | FR_CLAUSE)) || !ends_open(f, t)) return;
		if (s.source_token && !can_speak(sp, s.source_token)) return;    /* "how the fire spread, beginning with:" */
		s.open = true;
	}
	if (!s.open && s.source_token) without_source(f, t, &s);
	if (!s.open && s.kind != 'd') cut_tail(sp, t, &s);
	if (!s.open && sp->quote_at[t]) keep_inside(&sp->quotes.v[sp->quote_at[t]], &s.content);
	if (!s.source_token && names_nobody(f, t, r)) s.kind = 'h';
	if (!s.via && (r->frames & FR_PERSON)) s.via = listener(sp, t);
	if (!s.via) s.via = carried_by(sp, t);
	if (!s.via) s.via = seen_by(sp, s.source_token);
	if (s.act != 'd' && tree_negated(f, t) && !denies_in_quote(sp, t)) s.act = 't';
	if (says_nobody(f, s.source_token)) s.act = 't';
	if (s.act != 't' && tok_is(f, t, "claim") && tok_is(f, tree_child(f, t, DL_R_OBJ), "responsibility")) s.act = 'k';
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
