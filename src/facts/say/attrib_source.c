/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib_source.c - whose words a speaking verb hands on.
 *
 * In: a verb of cues.tsv. Out: the head of its source, 0 for nobody. Print sets speakers in and behind their words in
 * ways that a tree often gets wrong, so the orthography is asked first:
 *
 *      The road, Mr. Abboud said, is closed       a name between a comma and the verb
 *      "The road is closed," said Bo Kim          a name behind a comma or a closing mark and the verb
 *      ..., adding that it will stay so           a participle: who spoke last, or the sentence's subject
 *      Police said the road is closed             the tree's subject, unless it stands in a quotation
 *
 * "a statement saying that" goes back to whoever issued it. Cost: the sentence once for each such verb.
 */
#include "facts/event/happen.h"
#include "facts/say/attrib.h"

static bool nominal(const finder *f, uint32_t t)
{
	unsigned u = f->tok->upos[t];
	return u == DL_NOUN || u == DL_PROPN || u == DL_PRON;
}

static bool is_form(const finder *f, uint32_t t, const char *c)
{
	return f->tok->bytes[t] == 1 && *tok_form(f, t).p == *c;
}

/* Head of the noun phrase that begins at t: the first token of it whose head lies before t or behind its end. */
uint32_t phrase_head(const finder *f, uint32_t t, uint32_t end)
{
	uint32_t e = t, best = 0;
	for (; e < end; e++) {
		unsigned u = f->tok->upos[e];
		bool hyphen = is_form(f, e, "-") && f->tok->start[e] == tok_end(f, e - 1);
		bool part = u == DL_NOUN || u == DL_PROPN || u == DL_DET || u == DL_ADJ || u == DL_NUM || u == DL_PRON;
		if (!part && !hyphen) break;
	}
	for (uint32_t i = t; i < e; i++)
		if (nominal(f, i) && (f->tok->head[i] < t || f->tok->head[i] >= e)) {
			best = i;
			break;
		}
	bool adjective = !best && e > t + 1 && e < end && f->tok->upos[t] == DL_DET;      /* "said the 46-year-old" */
	return adjective ? e - 1 : best;
}

static uint32_t name_head(const finder *f, uint32_t t)
{
	uint32_t head = f->inside[t] ? f->mentions.v[f->inside[t]].head : 0;
	return head ? head : t;
}

/* The name that a comma's aside explains: in "Bo Kim, a lawyer for the town," from the last comma to "Kim". */
#define ASIDE_TOKENS 25

static uint32_t behind_aside(const finder *f, uint32_t comma, uint32_t begin)
{
	for (uint32_t i = comma; i > begin && comma - i < ASIDE_TOKENS; i--) {
		if (!is_form(f, i, ",") || i == comma) continue;
		if (tok_labelled(f, i - 1, DL_N_B_PER)) return name_head(f, i - 1);
		for (uint32_t k = i + 1; k < comma; k++) {          /* "a source, who was not named, told" */
			unsigned rel = f->tok->rel[k];
			bool aside = rel == DL_R_ACL_RELCL || rel == DL_R_APPOS;
			if (aside && f->tok->head[k] < i && f->tok->head[k] + 6 > i && nominal(f, f->tok->head[k]))
				return f->tok->head[k];
		}
	}
	return 0;
}

/* An object of the verb before it; not when a mark parts the two: ""We found nobody," her lawyer, Bo Kim, said". */
static bool is_object(const finder *f, uint32_t t)
{
	uint32_t first = f->tok->rel[t] == DL_R_OBJ ? token_at(f, noun_span(f, t).start) : 0;
	return first && (first == sent_begin(f, t) || f->tok->upos[first - 1] != DL_PUNCT);
}

/* "Bo Kim (R-Ohio) also said", "Bo Kim, a lawyer, said": the name that stands before the verb, whatever is set
 * between the two. */
static uint32_t source_just_before(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t begin = sent_begin(f, t), i = t - 1;
	while (i > begin && (f->tok->upos[i] == DL_ADV || f->tok->upos[i] == DL_AUX)) i--;
	if (i <= begin) return i == begin && nominal(f, i) && i < t ? i : 0;
	if (is_form(f, i, ")")) {
		while (i > begin && !is_form(f, i, "(")) i--;
		if (i > begin) i--;
	} else if (is_form(f, i, ",")) {
		i = behind_aside(f, i, begin);
	}
	return i && nominal(f, i) && !sp->quote_at[i] && !is_object(f, i) ? i : 0;
}

/* "..., said Ed Gonzalez" and "..., Gonzalez said" where the tree shows no subject. */
static uint32_t surface_source(const speech *sp, uint32_t t, bool listens)
{
	const finder *f = sp->f;
	uint32_t begin = sent_begin(f, t), end = sent_end(f, t);
	uint32_t h = t > begin ? source_just_before(sp, t) : 0;
	if (h) return h;
	if (t + 1 < end && !sp->quote_at[t + 1] && !listens) {
		h = phrase_head(f, t + 1, end);
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

/* "..., said Bo Kim, a lawyer": behind a comma or a closing mark the verb is followed by who speaks, and no subject
 * before the comma can be meant. A time ("said Tuesday"), a listener ("told reporters") and a bare noun ("said
 * goodbye") are nobody. */
static uint32_t inverted_source(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t end = sent_end(f, t), next = t + 1;
	bool opens = t == sent_begin(f, t) && next < end && f->tok->name[next] == DL_N_B_PER;      /* "Said Bo Kim, ..." */
	bool marked = t > sent_begin(f, t) && f->tok->upos[t - 1] == DL_PUNCT;
	if (!(opens || marked) || next >= end || sp->quote_at[next]) return 0;
	unsigned u = f->tok->upos[next];
	bool title = tok_form(f, next).p[0] >= 'A' && tok_form(f, next).p[0] <= 'Z';
	if (u != DL_PROPN && u != DL_DET && u != DL_NUM && !(title && (u == DL_NOUN || u == DL_ADJ))) return 0;
	uint32_t h = phrase_head(f, next, end), clause = tree_child(f, t, DL_R_CCOMP);
	if (!h || clause > t || f->tok->head[h] > h || f->mentions.v[f->inside[h]].kind == DL_M_TIME) return 0;
	bool quoted = t > 2 && (sp->quote_at[t - 1] || sp->quote_at[t - 2]);
	return quoted || tok_is(f, t, "say") ? h : 0;
}

/* A subject inside a quotation that the verb is outside of: the tree went wrong. */
static bool in_other_quote(const speech *sp, uint32_t src, uint32_t t)
{
	return src && sp->quote_at[src] && sp->quote_at[src] != sp->quote_at[t]
		&& sp->f->tok->sent[src] == sp->f->tok->sent[t];
}

/* "Mr. Ryan said on Sunday that the spate of shootings ...": a subject behind the verb stands right behind it, after a
 * mark; any other belongs to what is said. */
static bool stray_subject(const finder *f, uint32_t src, uint32_t t)
{
	return src > t && f->tok->rel[src] == DL_R_NSUBJ && t > sent_begin(f, t) && f->tok->upos[t - 1] != DL_PUNCT;
}

/* "He was quoted by AFP as saying": the words are his, the medium is AFP. */
uint32_t quoted_above(const finder *f, uint32_t t)
{
	uint32_t h = f->tok->head[t];
	bool as = tree_child_lemma(f, t, DL_R_MARK, "as") || tree_child_lemma(f, t, DL_R_CASE, "as")
	          || (t > 1 && tok_is(f, t - 1, "as"));
	return as && h && (tok_is(f, h, "quote") || tok_is(f, h, "cite")) ? h : 0;
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
	if (f->tok->xpos[t] != DL_T_VBG || !comma || !same_sentence(f, t - 1, t)) return 0;
	uint32_t src = source_before(sp, t);
	uint32_t agent = f->tok->rel[t] != DL_R_ACL ? tree_agent(f, t) : 0;       /* "his stay was short, saying": not it */
	if (src || (agent && (can_speak(sp, agent) || f->tok->upos[agent] != DL_NOUN))) return src;
	uint32_t top = t;
	for (int n = 0; f->tok->head[top] && n < 64; n++) top = f->tok->head[top];
	src = top == t ? 0 : tree_subject(f, top);
	return src < t ? src : 0;
}

/* Could a second speaking verb of a clause that somebody says be his as well? Its subject is a pronoun, or nothing that
 * speaks: "Kim said the rain had stopped and warned that ...". */
bool shares_speaker(const speech *sp, uint32_t clause)
{
	const finder *f = sp->f;
	uint32_t subject = tree_child(f, clause, DL_R_NSUBJ);
	if (subject && f->tok->upos[subject] == DL_NOUN && !can_speak(sp, subject)) return true;
	static const slice pronouns[] = {{"he", 2}, {"she", 3}, {"they", 4}, {"it", 2}, {"we", 2}, {"i", 1}};
	for (size_t i = 0; subject && i < COUNT(pronouns); i++)
		if (slice_eq_fold(tok_form(f, subject), pronouns[i])) return true;
	return false;
}

/* "Kim said he was hurt but denied ...": the second verb, joined to what is said, is Kim's as well. */
static uint32_t joined_source(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	uint32_t clause = f->tok->head[t], says = f->tok->head[clause];
	if (f->tok->rel[t] != DL_R_CONJ || f->tok->rel[clause] != DL_R_CCOMP || tree_child(f, t, DL_R_NSUBJ)) return 0;
	return sp->said_at[says] && shares_speaker(sp, clause) ? sp->said.v[sp->said_at[says]].source_token : 0;
}

/* "Veterans interviewed there, Mr Kim among them, said they ...": the tree takes the participle for what is said, and
 * leaves the verb without a subject though a clause follows it. */
static uint32_t participle_subject(const finder *f, uint32_t t)
{
	uint32_t before = 0, behind = 0;
	for (uint32_t c = f->first_child[t]; c; c = f->next_child[c]) {
		if (f->tok->rel[c] != DL_R_CCOMP) continue;
		if (c < t) before = c;
		else behind = c;
	}
	return before && behind && !tree_child(f, before, DL_R_AUX) ? tree_subject(f, before) : 0;
}

/* "Two died, a medic who declined to be named told ...", "..., a clerk at the court who saw it said": what is told of
 * somebody ends right before the verb, and a mark stands before him. end: behind what is told. 0: nobody. */
static uint32_t described_before(const speech *sp, uint32_t end)
{
	const finder *f = sp->f;
	uint32_t begin = sent_begin(f, end - 1), k = end - 1, who = 0;
	for (int n = 0; k > begin && n < 16; n++) {
		uint32_t up = f->tok->head[k];
		unsigned rel = f->tok->rel[k];
		if (!up || sp->quote_at[k]) break;
		bool told = rel == DL_R_ACL_RELCL || rel == DL_R_ACL || (rel == DL_R_NMOD && who);
		if (told && nominal(f, up) && up < k) who = up;
		else if (who) break;
		k = up;
	}
	uint32_t first = who ? token_at(f, noun_span(f, who).start) : 0;
	if (first <= begin || first > who || f->tok->upos[first - 1] != DL_PUNCT || !can_speak(sp, who)) return 0;
	for (uint32_t i = who; i < end; i++)
		if (tok_is_comma(f, i)) return 0;
	return who;
}

/* "More than the war, Ms Kaya thinks the price ...", "An old friend of the club, Bo Kim praised ...", "The road, as one
 * of the engineers noted, ...": the noun phrase right before the verb, behind a comma, goes before a subject farther
 * off; not a place or a moment ("police in Leeds, Ohio said"). 0: the tree's may stand. */
#define NEAR_TOKENS 8

static uint32_t nearer_subject(const speech *sp, uint32_t t, uint32_t src)
{
	const finder *f = sp->f;
	uint32_t begin = sent_begin(f, t), end = t, from;
	while (end > begin + 1 && (f->tok->upos[end - 1] == DL_ADV || f->tok->upos[end - 1] == DL_AUX)) end--;
	uint32_t described = described_before(sp, end);
	if (described > src) return described;
	for (from = end; from > begin + 1 && end - from < NEAR_TOKENS; from--) {
		unsigned u = f->tok->upos[from - 1];
		bool part = nominal(f, from - 1) || u == DL_DET || u == DL_ADJ || u == DL_NUM || u == DL_PART;
		if (!part && !tok_is(f, from - 1, "of")) break;
	}
	uint32_t comma = tok_is(f, from - 1, "as") ? from - 2 : from - 1;
	if (from == end || comma <= src || !tok_is_comma(f, comma)) return 0;
	uint32_t who = 0;
	for (uint32_t i = from; i < end && !who; i++)
		if (nominal(f, i) && (f->tok->head[i] < from || f->tok->head[i] >= end)) who = i;
	if (!who || sp->quote_at[who] || f->inside[who] == f->inside[src] || f->tok->xpos[who] == DL_T_PRPS) return 0;
	unsigned rel = f->tok->rel[who], kind = f->mentions.v[f->mention_at[who]].kind;
	if (rel == DL_R_CONJ || kind == DL_M_PLACE || kind == DL_M_TIME || kind == DL_M_COUNT) return 0;
	if (tok_is(f, who, "other")) return 0;                        /* "The mayor, others vow change" */
	return can_speak(sp, who) && !tok_labelled(f, who, DL_N_B_LOC) ? who : 0;
}

/* "footage of Ms Kaya asking": the name that a participle stands right behind. */
static uint32_t named_before(const finder *f, uint32_t t)
{
	bool named = f->tok->xpos[t] == DL_T_VBG && t > sent_begin(f, t) && tok_labelled(f, t - 1, DL_N_B_PER);
	return named && f->inside[t - 1] ? f->mentions.v[f->inside[t - 1]].head : 0;
}

/* "He was quick to point out", "was the first to endorse", "went out of his way to say", "in an effort to explain ...,
 * she said": whoever the clause above is about does what only an infinitive tells. */
static uint32_t infinitive_source(const finder *f, uint32_t t)
{
	uint32_t v = t;
	if (!tree_child_lemma(f, t, DL_R_MARK, "to")) return 0;
	for (int n = 0; v && n < 4; n++) {
		unsigned rel = f->tok->rel[v];
		uint32_t up = f->tok->head[v], p = up ? tree_case(f, up) : 0;
		bool below_noun = rel == DL_R_ACL && (f->tok->rel[up] == DL_R_OBL || f->tok->rel[up] == DL_R_NMOD) && p;
		if (rel != DL_R_CSUBJ && rel != DL_R_ADVCL && rel != DL_R_XCOMP && rel != DL_R_CCOMP && rel != DL_R_ACL
		    && rel != DL_R_CONJ) return 0;
		v = below_noun ? f->tok->head[up] : up;
		uint32_t s = v ? tree_agent(f, v) : 0;
		if (s && !slice_eq_fold(tok_form(f, s), S("it"))) return s;
	}
	return 0;
}

/* "It failed, as predicted", "Asked about the fire, the mayor said ...": nobody is named. */
static bool by_nobody(const finder *f, uint32_t t)
{
	bool bare = f->tok->xpos[t] == DL_T_VBN && !tree_child(f, t, DL_R_AUX) && !tree_child(f, t, DL_R_AUX_PASS)
	            && !tree_child(f, t, DL_R_OBL_AGENT) && !tree_child(f, t, DL_R_NSUBJ);
	bool asked = f->tok->rel[t] == DL_R_ADVCL && (tok_is(f, t, "ask") || tok_is(f, t, "question"));
	return bare && (asked || tree_child_lemma(f, t, DL_R_MARK, "as"));
}

/* "A medic at the hospital, who asked not to be named": no hospital asks; "who" is the person that it hangs on. */
static uint32_t whom_who_means(const finder *f, uint32_t src)
{
	uint32_t relative = tree_child(f, src, DL_R_ACL_RELCL), who = relative ? tree_child(f, relative, DL_R_NSUBJ) : 0;
	uint32_t up = f->tok->head[src];
	const happen_kb *kb = f->kb->happens;
	bool place = f->tok->rel[src] == DL_R_NMOD && up < src && !(class_of_lemma(kb, f->tok->lemma[src]) & kb->person);
	bool person = place && (class_of_lemma(kb, f->tok->lemma[up]) & kb->person);
	return person && who && f->tok->xpos[who] == DL_T_WP && f->tok->upos[src] == DL_NOUN ? up : src;
}

uint32_t source_of(const speech *sp, uint32_t t, const cue_rule *r, said *s)
{
	const finder *f = sp->f;
	uint32_t q = quoted_above(f, t);
	if (q) {
		bool passive = tree_passive(f, q);
		s->via = tree_agent(f, q);
		return passive ? tree_subject(f, q) : tree_object(f, q);
	}
	if (by_nobody(f, t)) return 0;
	bool listens = r->frames & FR_PERSON, finite = (r->frames & FR_QUOTE) && f->tok->xpos[t] != DL_T_VBN;
	uint32_t src = finite ? set_in_source(sp, t) : 0;
	if (!src && finite && !listens && f->tok->xpos[t] != DL_T_VBG) src = inverted_source(sp, t);
	if (!src) src = named_before(f, t);
	if (!src) src = participle_source(sp, t);
	if (!src) src = joined_source(sp, t);
	uint32_t by = f->tok->xpos[t] == DL_T_VBN ? tree_child(f, t, DL_R_OBL_AGENT) : 0;
	if (!src) src = by ? by : tree_agent(f, t);            /* "as first reported by the radio" */
	if (!src) src = participle_subject(f, t);
	if (!src && finite && f->tok->xpos[t] != DL_T_VBG) src = described_before(sp, t);
	if (src && src < t && src != by && !tree_passive(f, t)) {
		uint32_t near = nearer_subject(sp, t, src);
		if (near) src = near;
	}
	if (in_other_quote(sp, src, t) || stray_subject(f, src, t)) src = 0;
	if (!src && !tree_passive(f, t)) src = surface_source(sp, t, listens);
	/* "Bo Kim, who came late and said ...": the tree may join the second verb to the name. */
	if (!src && f->tok->rel[t] == DL_R_CONJ && nominal(f, f->tok->head[t])) src = f->tok->head[t];
	if (!src || f->tok->xpos[src] == DL_T_PRPS) {
		uint32_t above = infinitive_source(f, t);
		if (above) src = above;
	}
	/* "a statement saying that ...", "issued a letter warning ...": whoever issued it, when the verb tells. */
	bool paper = strmap_get(&sp->kb->nouns, tok_lemma(f, src)) || tok_in(f, src, W_PAPER);
	if (src && f->tok->upos[src] == DL_NOUN && paper) {
		uint32_t thing = src, of = f->tok->head[src];
		if (f->tok->rel[src] == DL_R_NMOD && tok_is(f, tree_case(f, src), "of")) thing = of;   /* "a series of posts" */
		uint32_t issuer = f->tok->rel[thing] == DL_R_OBJ ? tree_agent(f, f->tok->head[thing]) : 0;
		if (issuer) return issuer;
	}
	return whom_who_means(f, src);
}

/* ---------------------------------------------------------------- all of the words */
/* Does t hang on one of the tokens [first, last]? */
#define HANGS_DEPTH 24

static bool hangs_on(const finder *f, uint32_t t, uint32_t first, uint32_t last)
{
	for (int n = 0; t && n < HANGS_DEPTH; n++, t = f->tok->head[t])
		if (first <= t && t <= last) return true;
	return false;
}

/* "An official who was told of the search and spoke on the phone said ...": a source is all that describes it, up to
 * the verb, to what is said, to the next statement or to a word of another phrase. */
static uint32_t whole_source(const speech *sp, const said *s)
{
	const finder *f = sp->f;
	uint32_t first = token_at(f, s->source.start), last = token_at(f, s->source.end) - 1, end = last;
	uint32_t stop = sent_end(f, s->source_token);
	if (s->cue_token > last) stop = min_u32(stop, s->cue_token);
	if (s->content.start > s->source.start) stop = min_u32(stop, token_at(f, s->content.start));
	for (uint32_t i = last + 1; i < stop; i++) {
		bool told = sp->said_at[i] || tok_is(f, i, "cite") || tok_is(f, i, "quote");
		bool adds = told && f->tok->xpos[i] == DL_T_VBG && f->tok->upos[i - 1] == DL_PUNCT;
		if (adds || f->tok->xpos[i] == DL_T_POS || is_form(f, i, ":") || sp->quote_at[i] != sp->quote_at[last]) break;
		if (end == i - 1 && is_form(f, i, ")")) end = i;                          /* "Bo Kim (R-Ohio)" */
		if (f->tok->upos[i] == DL_PUNCT) continue;
		if (!hangs_on(f, i, first, last)) break;
		end = i;
	}
	return end == last ? s->source.end : tok_end(f, end);
}

void sources_widen(speech *sp)
{
	const finder *f = sp->f;
	for (uint32_t i = 1; i < sp->said.n; i++) {
		said *s = &sp->said.v[i];
		uint32_t head = s->source_token, cue = s->cue_token;
		if (!head || !cue || s->source.end <= s->source.start || !same_sentence(f, head, cue)) continue;
		if (f->tok->upos[token_at(f, s->source.end) - 1] == DL_PRON) continue;                 /* "he", "who" */
		if (head > cue && span_overlap(s->source, s->content)) continue;          /* "accused by Kim of theft" */
		if (tree_within(f, cue, head)) continue;                                  /* "Bo Kim, who came late and said" */
		s->source.end = whole_source(sp, s);
	}
}
