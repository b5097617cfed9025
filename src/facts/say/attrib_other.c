/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib_other.c - statements without a speaking verb.
 *
 *      according to AFP, ...              source behind the words, content is the clause they stand in
 *      the claim that ..., reports of ... the noun is the cue; source is its owner: "the army's claim",
 *                                         "a statement by the army", or nobody
 *      Police: 3 dead in blast            a headline's colon, when what stands before it can speak
 *      3 dead in blast: police            the same from behind
 *      In a poll of May, 31% ...          the poll says what follows
 *      reportedly, allegedly              a hedge: content is the clause, the source is nobody
 *      ... -- Red Aid (@redaid)           a post set into the article
 *
 * "Iraq: 23 dead" names a place before the colon, not a speaker. Cost: linear.
 */
#include "facts/say/attrib.h"

#include <strings.h>

static dl_span token_span(const finder *f, uint32_t t) { return (dl_span){f->tok->start[t], tok_end(f, t)}; }

/* The predicate that a phrase belongs to: up through nouns, and through speaking verbs that are set in. */
static uint32_t clause_above(const finder *f, uint32_t t)
{
	uint32_t h = f->tok->head[t];
	for (int n = 0; h && n < 64; n++) {
		unsigned u = f->tok->upos[h], rel = f->tok->rel[h];
		bool clause = u == DL_VERB || u == DL_AUX || tree_child(f, h, DL_R_COP) || tree_child(f, h, DL_R_NSUBJ)
		              || tree_child(f, h, DL_R_NSUBJ_PASS);
		if (clause && rel != DL_R_PARATAXIS && rel != DL_R_ACL && rel != DL_R_ACL_RELCL) return h;
		if (!f->tok->head[h]) return h;
		h = f->tok->head[h];
	}
	return h;
}

/* ---------------------------------------------------------------- according to */
/* The whole that a phrase at the sentence's end speaks for: its clause up to the main one, or to one joined to that
 * with a subject of its own ("..., and 12 were hurt, according to medics"). */
static uint32_t whole_above(const finder *f, uint32_t top)
{
	for (int n = 0; f->tok->head[top] && n < 64; n++) {
		if (f->tok->rel[top] == DL_R_CONJ && (tree_child(f, top, DL_R_NSUBJ) || tree_child(f, top, DL_R_NSUBJ_PASS)))
			break;
		top = f->tok->head[top];
	}
	return top;
}

/* Does the phrase of "according" at t, up to the byte end, close the sentence behind a comma? */
static bool closes_sentence(const finder *f, uint32_t t, uint32_t end)
{
	if (t <= sent_begin(f, t) || f->tok->upos[t - 1] != DL_PUNCT) return false;
	for (uint32_t i = token_at(f, end); i < sent_end(f, t); i++)
		if (f->tok->upos[i] != DL_PUNCT) return false;
	return true;
}

/* "That's according to early results": what stands in the sentence before, in the same or the last paragraph. */
static bool sentence_meant(const finder *f, uint32_t t, uint32_t src, dl_span *content)
{
	uint32_t subject = tree_child(f, src, DL_R_NSUBJ), sent = f->tok->sent[t];
	if (!subject || subject > t || sent < 2 || f->tok->sent_para[sent - 1] + 1 < f->tok->sent_para[sent]
	    || !(tok_is(f, subject, "that") || tok_is(f, subject, "this"))) return false;
	*content = (dl_span){f->tok->start[f->tok->sent_first[sent - 1]], tok_end(f, f->tok->sent_first[sent] - 1)};
	return true;
}

/* "According to a poll aired on Monday, in a race of two ...": the first noun phrase, when a comma parts it from what
 * the tree takes for the source. */
static uint32_t before_comma(const finder *f, uint32_t from, uint32_t src)
{
	uint32_t noun = 0;
	for (uint32_t i = from; i < src; i++) {
		unsigned u = f->tok->upos[i];
		if (f->tok->bytes[i] == 1 && *tok_form(f, i).p == ',') return noun ? noun : src;
		if (noun && (u == DL_ADP || u == DL_VERB)) continue;
		if ((u == DL_NOUN || u == DL_PROPN) && (!noun || noun + 1 == i)) noun = i;
	}
	return src;
}

static void according_to(speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t end = sent_end(f, t), src = f->tok->head[t];
	if (t + 2 >= end || !tok_is(f, t + 1, "to")) return;
	unsigned u = src ? f->tok->upos[src] : 0;
	/* The tree may hang "according" on the verb: then the first noun behind "to" that no later noun owns. */
	if (src < t || (u != DL_NOUN && u != DL_PROPN && u != DL_PRON)) {
		for (src = t + 2; src < end; src++) {
			u = f->tok->upos[src];
			bool noun = u == DL_NOUN || u == DL_PROPN || u == DL_PRON;
			unsigned rel = f->tok->rel[src];
			if (noun && (f->tok->head[src] < t + 2 || rel == DL_R_OBL || rel == DL_R_NMOD)) break;
		}
		if (src >= end) return;
	}
	if (!tree_within(f, t, src) || f->tok->head[t] == src) src = before_comma(f, t + 2, src);
	uint32_t top = clause_above(f, f->tok->head[t] == src ? src : t), name = src + 1 < end ? f->inside[src + 1] : 0;
	said s = {.source_token = src, .source = noun_span(f, src), .cue_token = t, .kind = 'a', .act = 's'};
	s.cue = (dl_span){f->tok->start[t], tok_end(f, t + 1)};
	/* "According to eyewitness Bo Kim, ...": the name behind the word, whatever the tree hangs it on */
	bool named = name && f->tok->upos[src] == DL_NOUN && f->tok->name[src + 1] == DL_N_B_PER;
	if (named) s.source = span_join(s.source, f->mentions.v[name].at);
	if (!top || top == src) top = 0;
	if (top && closes_sentence(f, t, subtree_but(f, src, 0).end)) {
		uint32_t first = token_at(f, subtree_but(f, whole_above(f, top), src).start);
		while (first > sent_begin(f, t) && f->tok->upos[first - 1] == DL_PUNCT) first--;       /* its quotation mark */
		s.content = (dl_span){f->tok->start[first], tok_end(f, t - 2)};
	} else if (top) {
		s.content = subtree_but(f, top, f->tok->head[src] == top ? src : t);
	} else if (sentence_meant(f, t, src, &s.content)) {
		top = src;
	}
	if (named && s.content.start < s.source.end && s.content.start > s.cue.start) {
		uint32_t first = token_at(f, s.source.end);
		if (tok_is_comma(f, first)) first++;
		s.content.start = first < end ? f->tok->start[first] : s.content.end;
	}
	/* "According to police, ..." when the tree shows no clause: the rest of the sentence. */
	if (!top || s.content.end <= s.content.start) {
		uint32_t begin = sent_begin(f, t), last = token_at(f, s.source.end);
		if (t > begin + 2) s.content = (dl_span){f->tok->start[begin], tok_end(f, t - 1)};
		else if (last + 1 < end) s.content = (dl_span){f->tok->start[last + 1], tok_end(f, end - 1)};
		else return;
	}
	*said_add(sp) = s;
	sp->said_at[t] = sp->said.n - 1;
}

/* ---------------------------------------------------------------- nouns */
static uint32_t noun_source(const finder *f, uint32_t t)
{
	uint32_t own = tree_child(f, t, DL_R_NMOD_POSS);
	if (own) return own;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])
		if (f->tok->rel[c] == DL_R_NMOD && (tok_is(f, tree_case(f, c), "by") || tok_is(f, tree_case(f, c), "from")))
			return c;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c])       /* "a statement issued by the army" */
		if (f->tok->rel[c] == DL_R_ACL && f->tok->xpos[c] == DL_T_VBN) {
			uint32_t by = tree_agent(f, c);
			if (by && by != t) return by;
		}
	/* "made a claim that ...", "issued a warning that ..." */
	uint32_t h = f->tok->head[t];
	if (h && f->tok->rel[t] == DL_R_OBJ) {
		uint32_t who = tree_agent(f, h);
		if (who && who != t) return who;
	}
	return 0;
}

static bool noun_content(const finder *f, uint32_t t, const cue_rule *r, said *s)
{
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		unsigned rel = f->tok->rel[c];
		if (c < t) continue;
		bool to = tree_child_lemma(f, c, DL_R_MARK, "to"), that = tree_child_lemma(f, c, DL_R_MARK, "that");
		if ((rel == DL_R_CCOMP || (rel == DL_R_ACL && that)) && (r->frames & FR_CLAUSE))
			return s->content = subtree_but(f, c, 0), true;
		if (rel == DL_R_ACL && to && (r->frames & FR_TO)) return s->content = subtree_but(f, c, 0), true;
		if (rel != DL_R_NMOD && rel != DL_R_ACL) continue;
		uint32_t p = tree_case(f, c);
		if (!p) p = tree_child(f, c, DL_R_MARK);
		if (cue_takes(f, r, p)) return s->content = subtree_but(f, c, 0), true;
	}
	/* "The claim is that ..."; not "he ruled that the claim is true" */
	uint32_t h = f->tok->head[t], that = h ? tree_child_lemma(f, h, DL_R_MARK, "that") : 0;
	if (f->tok->rel[t] == DL_R_NSUBJ && h && (r->frames & FR_CLAUSE) && that > t && tree_child(f, h, DL_R_COP))
		return s->content = subtree_but(f, h, t), true;
	return false;
}

static void read_noun(speech *sp, uint32_t t, const cue_rule *r)
{
	const finder *f = sp->f;
	uint32_t h = f->tok->head[t];
	if (h && f->tok->rel[t] == DL_R_OBL && sp->said_at[h] && h < t) return;    /* "said in a statement that ..." */
	said s = {.cue_token = t, .rule = (uint32_t)(r - sp->kb->cues.v), .kind = 'i', .act = r->act};
	s.cue = token_span(f, t);
	if (!noun_content(f, t, r, &s)) return;
	s.source_token = noun_source(f, t);
	if (s.source_token) s.source = noun_span(f, s.source_token);
	else s.kind = 'h';
	*said_add(sp) = s;
	if (!sp->said_at[t]) sp->said_at[t] = sp->said.n - 1;
}

/* ---------------------------------------------------------------- hedges */
static void read_hedge(speech *sp, uint32_t t, const cue_rule *r)
{
	const finder *f = sp->f;
	uint32_t h = f->tok->head[t];
	said s = {.cue_token = t, .rule = (uint32_t)(r - sp->kb->cues.v), .kind = 'h', .act = r->act};
	if (!h) return;
	s.cue = token_span(f, t);
	bool clause = f->tok->upos[h] == DL_VERB || tree_child(f, h, DL_R_COP);
	s.content = clause ? tree_clause_span(f, h) : subtree_but(f, h, t);
	*said_add(sp) = s;
	sp->said_at[t] = sp->said.n - 1;
}

/* ---------------------------------------------------------------- headlines with a colon */
#define SPEAKER_WORDS 6

/* Can these tokens be a speaker: a name of a person or body, or a noun of informants.tsv? Returns its head. */
static uint32_t speaker(const speech *sp, uint32_t from, uint32_t to)
{
	const finder *f = sp->f;
	if (to <= from || to - from > SPEAKER_WORDS) return 0;
	for (uint32_t i = from; i < to; i++)
		if (f->tok->upos[i] == DL_VERB || f->tok->upos[i] == DL_PUNCT) return 0;
	uint32_t last = to - 1;
	if (tok_labelled(f, last, DL_N_B_LOC)) return 0;
	if (tok_labelled(f, last, DL_N_B_PER) || tok_labelled(f, last, DL_N_B_ORG)) return last;
	slice w = utf8_lower(f->w->tmp, tok_lemma(f, last));
	if (strmap_get(&sp->kb->informant_at, w) || is_medium(sp, last)) return last;
	return 0;
}

/* Headline case: most longer words begin with a capital. */
static bool headline_case(const finder *f, uint32_t begin, uint32_t end)
{
	uint32_t caps = 0, small = 0;
	for (uint32_t t = begin; t < end; t++) {
		slice w = tok_form(f, t);
		if (w.n < 4 || f->tok->upos[t] == DL_PUNCT) continue;
		if (w.p[0] >= 'a' && w.p[0] <= 'z') small++;
		else caps++;
	}
	return caps >= 3 && small * 4 <= caps;
}

static void colon_said(speech *sp, uint32_t t, uint32_t from, uint32_t to, uint32_t head, dl_span content)
{
	const finder *f = sp->f;
	said s = {.cue_token = t, .cue = token_span(f, t), .kind = 'i', .act = 's', .source_token = head,
	          .content = content};
	s.source = (dl_span){f->tok->start[from], tok_end(f, to - 1)};
	*said_add(sp) = s;
}

/* "Police: 3 dead in blast", "3 dead in blast: police". */
static void read_colon(speech *sp, uint32_t begin, uint32_t end)
{
	const finder *f = sp->f;
	for (uint32_t t = begin + 1; t + 1 < end; t++) {
		if (!slice_eq(tok_form(f, t), S(":"))) continue;
		uint32_t e = end, head = end - t > 3 ? speaker(sp, begin, t) : 0;
		if (head) {
			colon_said(sp, t, begin, t, head, (dl_span){f->tok->start[t + 1], tok_end(f, end - 1)});
			return;
		}
		while (e > t + 1 && f->tok->upos[e - 1] == DL_PUNCT) e--;
		if (t - begin >= 3 && (head = speaker(sp, t + 1, e)))
			colon_said(sp, t, t + 1, e, head, (dl_span){f->tok->start[begin], tok_end(f, t - 1)});
		return;
	}
}

/* "Clinton Says Russians Hacked Servers": in headline case tags are no help, the word is. */
static void read_says(speech *sp, uint32_t begin, uint32_t end)
{
	const finder *f = sp->f;
	for (uint32_t t = begin + 1; t + 1 < end; t++) {
		if (!listed(f, W_HEADLINE_SAYS, tok_form(f, t))) continue;
		if (f->tok->upos[t] == DL_VERB || t - begin > SPEAKER_WORDS || f->tok->upos[t - 1] == DL_PUNCT) return;
		colon_said(sp, t, begin, t, t - 1, (dl_span){f->tok->start[t + 1], tok_end(f, end - 1)});
		return;
	}
}

/* "TRUMP: We will see." in a transcript: a name in capitals opens the paragraph, behind the mark when all of it is
 * quoted. */
static void read_transcript(speech *sp, uint32_t sent, uint32_t begin, uint32_t end)
{
	const finder *f = sp->f;
	while (begin + 1 < end && f->tok->upos[begin] == DL_PUNCT && sp->quote_at[begin + 1]) begin++;
	for (uint32_t t = begin; t < end && t <= begin + SPEAKER_WORDS; t++) {
		slice w = tok_form(f, t);
		if (slice_eq(w, S(":")) && t > begin) {
			dl_span block = f->doc->blocks[f->tok->sent_para[sent]].at;
			if (t + 1 < f->tok->n && f->tok->start[t + 1] < block.end)
				colon_said(sp, t, begin, t, t - 1, (dl_span){f->tok->start[t + 1], block.end});
			return;
		}
		for (size_t i = 0; i < w.n; i++)
			if (w.p[i] >= 'a' && w.p[i] <= 'z') return;
	}
}

/* Head of [from, to): what hangs on something outside. */
static uint32_t outer_head(const finder *f, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		unsigned u = f->tok->upos[i];
		bool outside = f->tok->head[i] < from || f->tok->head[i] >= to;
		if (outside && (u == DL_NOUN || u == DL_PROPN)) return f->inside[i] ? f->mentions.v[f->inside[i]].head : i;
	}
	return to - 1;
}

/* "We have freed 21 girls. -- Red Aid (@redaid) October 13, 2016": a post set into the article, signed. Its words
 * are its block's up to the dash, or the block before when the dash opens its own. t is the opening bracket. */
#define POST_NAME 10

static void read_post(speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t end = sent_end(f, t), dash = t, block = f->tok->sent_para[f->tok->sent[t]];
	if (t + 2 >= end || tok_form(f, t + 1).p[0] != '@' || !slice_eq(tok_form(f, t), S("("))) return;
	while (dash > 1 && t - dash < POST_NAME && !is_dash(tok_form(f, dash))) dash--;
	dl_span words = f->doc->blocks[block].at;
	if (!is_dash(tok_form(f, dash)) || dash + 1 >= t || f->tok->start[dash] < words.start) return;
	if (f->tok->start[dash] <= words.start + 1 && block) words = f->doc->blocks[block - 1].at;
	else words.end = tok_end(f, dash - 1);
	said s = {.kind = 'd', .act = 's', .cue_token = t + 1, .cue = token_span(f, t + 1),
	          .source_token = outer_head(f, dash + 1, t),
	         	          .content = words};
	s.source = (dl_span){f->tok->start[dash + 1], tok_end(f, t - 1)};
	*said_add(sp) = s;
}

/* "The bridge was shut, the paper Diario reports.": a verb that the tagger takes for a noun, behind a medium's name.
 * Behind a quotation its closing mark stands before the name. */
static void read_reports(speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t begin = sent_begin(f, t), from = t;
	if (t + 2 != sent_end(f, t) || f->tok->upos[t + 1] != DL_PUNCT || !slice_eq(tok_form(f, t), S("reports"))) return;
	while (from > begin && t - from < SPEAKER_WORDS && f->tok->upos[from - 1] != DL_PUNCT) from--;
	uint32_t comma = from - 1;
	if (from > begin + 2 && !tok_is_comma(f, comma) && sp->quote_at[comma - 1]) comma--;
	if (comma <= begin + 1 || from == t || !tok_is_comma(f, comma) || !speaker(sp, from, t)) return;
	colon_said(sp, t, from, t, outer_head(f, from, t), (dl_span){f->tok->start[begin], tok_end(f, comma - 1)});
}

/* "In a poll released on Monday, 31% of voters said ...", "In exit polls, voters were ...": who asked tells it all. */
#define POLL_WORDS 14

static void read_poll(speech *sp, uint32_t begin, uint32_t end)
{
	const finder *f = sp->f;
	uint32_t head = 0, comma = begin + 1;
	if (end - begin < 6 || !slice_eq(tok_form(f, begin), S("In"))) return;
	for (; comma < min_u32(end, begin + POLL_WORDS) && !tok_is_comma(f, comma); comma++)
		if (!head && tok_in(f, comma, W_POLL) && tree_case(f, comma) == begin) head = comma;
	while (end > comma && f->tok->upos[end - 1] == DL_PUNCT) end--;
	if (!head || comma + 2 >= end || !tok_is_comma(f, comma) || sp->quote_at[comma]) return;
	said s = {.source_token = head, .source = {f->tok->start[begin + 1], tok_end(f, comma - 1)}, .cue_token = begin,
	          .cue = token_span(f, begin), .kind = 'a', .act = 's',
	          .content = {f->tok->start[comma + 1], tok_end(f, end - 1)}};
	*said_add(sp) = s;
	sp->said_at[begin] = sp->said.n - 1;
}

static void read_headline(speech *sp, uint32_t sent, unsigned block)
{
	const finder *f = sp->f;
	uint32_t begin = f->tok->sent_first[sent], end = f->tok->sent_first[sent + 1];
	bool opens = sent == 1 || f->tok->sent_para[sent - 1] != f->tok->sent_para[sent];
	bool headline = block == DL_BLOCK_TITLE || (sent == 1 && headline_case(f, begin, end));
	if (headline) {
		read_colon(sp, begin, end);
		if (headline_case(f, begin, end)) read_says(sp, begin, end);
	} else if (opens) {
		read_transcript(sp, sent, begin, end);
	}
}

void others_find(speech *sp)
{
	const finder *f = sp->f;
	for (uint32_t s = 1; s < f->tok->n_sents && !f->nomem; s++) {
		unsigned block = f->tok->sent_block[s];
		if (!block_speaks(block)) continue;
		read_headline(sp, s, block);
		read_poll(sp, f->tok->sent_first[s], f->tok->sent_first[s + 1]);
		for (uint32_t t = f->tok->sent_first[s]; t < f->tok->sent_first[s + 1]; t++) {
			const cue_rule *r = cue_of(sp, t);
			if (slice_eq_fold(tok_form(f, t), S("according"))) according_to(sp, t);
			else if (r && f->tok->upos[t] == DL_NOUN) read_reports(sp, t), read_noun(sp, t, r);
			else if (f->tok->bytes[t] == 1 && *tok_form(f, t).p == '(') read_post(sp, t);
			else if (r && f->tok->upos[t] == DL_ADV) read_hedge(sp, t, r);
			else if (f->tok->upos[t] == DL_ADJ || f->tok->xpos[t] == DL_T_VBN) read_mood(sp, t);
		}
	}
}
