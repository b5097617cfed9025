/* SPDX-License-Identifier: Apache-2.0
 *
 * attrib_near.c - whose a quotation is, by what print sets beside it, when no verb of cues.tsv has taken it.
 *
 * In: a quotation of a sentence or more. Out: a statement with its source and the verb for a cue:
 *
 *      "Nobody came," barked Ms Kaya            a comma inside the marks: the clause goes on with who speaks,
 *      "Nobody came," Ms Kaya, 22, barked       whatever the verb
 *      "Who came?" Ms Kaya pressed.             behind a question the verb has to close the clause, or be a cue
 *      Ms Kaya had a message for us: "Go."      a colon: the subject of the clause before it, when it can speak
 *      Ms Kaya: "Go."                           or the name alone
 *      Ms Kaya issued a statement, "Go home."   a comma, when the clause has a noun of cues.tsv
 *
 * It does not look farther than the sentence that stands beside the marks. Cost: that sentence once.
 */
#include "facts/say/attrib.h"

/* How far behind its noun phrase a verb may stand: "Bo Kim, who runs a kiosk near the harbour, shouted". */
#define VERB_REACH 24

static bool is_finite(const finder *f, uint32_t t)
{
	unsigned x = f->tok->xpos[t];
	return f->tok->upos[t] == DL_VERB && (x == DL_T_VBD || x == DL_T_VBZ || x == DL_T_VBP);
}

static bool is_name(const finder *f, uint32_t t)
{
	return tok_labelled(f, t, DL_N_B_PER) || tok_labelled(f, t, DL_N_B_ORG);
}

/* Somebody, or a paper with words of its own ("the editorial", "the statement"). */
static bool has_voice(const speech *sp, uint32_t t)
{
	const finder *f = sp->f;
	unsigned kind = f->mentions.v[f->mention_at[t]].kind;
	if (tok_in(f, t, W_PAPER)) return true;
	return kind != DL_M_PLACE && kind != DL_M_TIME && kind != DL_M_COUNT && can_speak(sp, t);
}

/* The mark that ends the quoted words: ',' '?' '!' '.' or 0; it may stand behind the closing mark. */
static char end_of(const finder *f, const quote *q)
{
	uint32_t behind = token_at(f, q->at.end);
	if (tok_is_comma(f, behind)) return ',';
	for (uint32_t t = behind; t-- > q->first && behind - t < 5;) {
		char c = *tok_form(f, t).p;
		if (f->tok->start[t] < q->at.end && f->tok->bytes[t] == 1 && strchr(",?!.", c)) return c;
	}
	return 0;
}

/* The verb of the noun phrase with head who: right behind it, or behind the comma that closes an aside ("Kim, 57,
 * who runs a kiosk, shouted"). 0 none. */
static uint32_t verb_behind(const speech *sp, uint32_t who, uint32_t end)
{
	const finder *f = sp->f;
	bool aside = false;
	for (uint32_t i = who + 1; i < min_u32(end, who + VERB_REACH) && !sp->quote_at[i]; i++) {
		uint32_t before = i - 1;
		while (before > who && f->tok->upos[before] == DL_ADV) before--;
		aside |= tok_is_comma(f, i);
		bool relative = f->tok->xpos[before] == DL_T_WP || f->tok->xpos[before] == DL_T_WDT;
		if (is_finite(f, i) && !relative && (!aside || tok_is_comma(f, before))) return i;
	}
	return 0;
}

/* Is a verb behind a question one of speaking? It is a cue, or nothing follows it. */
static bool closes(const speech *sp, uint32_t v)
{
	const finder *f = sp->f;
	const cue_rule *r = cue_of(sp, v);
	return (r && (r->frames & FR_QUOTE)) || v + 1 >= f->tok->n || f->tok->upos[v + 1] == DL_PUNCT;
}

static bool voice_behind(const speech *sp, const quote *q, said *s)
{
	const finder *f = sp->f;
	uint32_t t = token_at(f, q->at.end), end;
	char mark = end_of(f, q);
	while (t < f->tok->n && f->tok->start[t] < f->doc->blocks[q->block].at.end && tok_is_comma(f, t)) t++;
	if (!mark || mark == '.' || t + 1 >= f->tok->n || f->tok->start[t] >= f->doc->blocks[q->block].at.end) return false;
	end = sent_end(f, t);
	uint32_t verb = is_finite(f, t) ? t : 0, from = verb ? verb + 1 : t;
	uint32_t who = from < end && !sp->quote_at[from] ? phrase_head(f, from, end) : 0;
	if (!who || !has_voice(sp, who)) return false;
	if (!verb) verb = verb_behind(sp, who, end);
	if (!verb || (mark != ',' && !closes(sp, verb)) || tree_passive(f, verb)) return false;
	s->source_token = who, s->cue_token = verb;
	return true;
}

/* "Ms Kaya:" - a name and nothing else from the sentence's start to the colon. */
static uint32_t name_alone(const finder *f, uint32_t begin, uint32_t colon)
{
	for (uint32_t i = begin; i < colon; i++)
		if (!is_name(f, i) && f->tok->upos[i] != DL_PROPN) return 0;
	bool place = f->mentions.v[f->inside[begin]].kind == DL_M_PLACE;
	return colon > begin && colon - begin <= 6 && !place ? phrase_head(f, begin, colon) : 0;
}

/* Does the clause hold a noun that announces words: "issued a statement", "had a warning for"? */
static bool announces(const speech *sp, uint32_t verb)
{
	uint32_t o = tree_child(sp->f, verb, DL_R_OBJ);
	return o && strmap_get(&sp->kb->nouns, tok_lemma(sp->f, o));
}

static bool voice_before(const speech *sp, const quote *q, said *s)
{
	const finder *f = sp->f;
	uint32_t mark = q->first;
	while (mark > 1 && f->tok->start[mark] >= q->at.start) mark--;
	bool colon = slice_eq(tok_form(f, mark), S(":")), comma = tok_is_comma(f, mark);
	/* "Ms Kaya made this comment:" may stand in a paragraph of its own. */
	bool opens = colon && q->at.start <= f->doc->blocks[q->block].at.start + 1;
	uint32_t block = f->tok->sent_para[f->tok->sent[mark]];
	if ((!colon && !comma) || sp->quote_at[mark]) return false;
	if (block != q->block && !(opens && block + 1 == q->block)) return false;
	uint32_t begin = sent_begin(f, mark), top = 0;
	for (uint32_t i = begin; colon && i + 1 < mark; i++)            /* "MILLS TO CLOSE - Ms Kaya:" */
		if (tok_is_dash(f, i)) begin = i + 1;
	bool paper = tok_in(f, mark - 1, W_PAPER) || tok_is(f, mark - 1, "report");
	if (colon && paper && begin + 1 < mark && tok_is(f, begin, "from"))     /* "From the report:" */
		return s->source_token = mark - 1, s->cue_token = mark, true;
	uint32_t who = colon ? name_alone(f, begin, mark) : 0;
	if (who) return s->source_token = who, s->cue_token = mark, true;
	for (uint32_t i = begin; i < mark && !top; i++) {       /* the head of the clause */
		uint32_t h = f->tok->head[i];
		if (is_finite(f, i) && (h < begin || h >= mark)) top = i;
	}
	who = top && !tree_passive(f, top) ? tree_subject(f, top) : 0;
	if (!who || who > top || !has_voice(sp, who) || (comma && !announces(sp, top))) return false;
	s->source_token = who, s->cue_token = top;
	return true;
}

bool voice_near(const speech *sp, const quote *q, said *s)
{
	const finder *f = sp->f;
	*s = (said){.content = q->at, .kind = 'd', .act = 's'};
	if (!voice_behind(sp, q, s) && !voice_before(sp, q, s)) return false;
	const cue_rule *r = cue_of(sp, s->cue_token);
	if (r && r->act != 't') s->act = r->act, s->rule = (uint32_t)(r - sp->kb->cues.v);
	const dl_mention *m = &f->mentions.v[f->inside[s->source_token]];
	s->source = noun_span(f, s->source_token);
	if (m->form == 'n' && m->at.end <= f->tok->start[s->cue_token]) s->source = span_join(s->source, m->at);
	s->cue = (dl_span){f->tok->start[s->cue_token], tok_end(f, s->cue_token)};
	return true;
}
