/* SPDX-License-Identifier: Apache-2.0
 *
 * brief_lead.c - which sentence of which article leads an event in the brief.
 *
 * It holds most of the event's best values, stands early in its article and says what the headline says; it can be
 * read alone: no pronoun that hangs, no half of a quotation, no headline, caption or furniture. When none can, the
 * event is left to the timeline.
 */
#include "tell/brief.h"

#define LEAD_BYTES      320      /* a longer sentence of an article is cut to the clause that tells the event    */
#define LEAD_LEAST      (-40)    /* one fault is borne; two, and the event is left to the timeline               */
#define HEADLINE_SCORE  80       /* of a sentence that says all of its headline: two best values more            */

/* Passages of the account that lie in the span. */
static uint32_t vouched_inside(const dl_assembly *a, const dl_account *x, uint32_t doc, dl_span at)
{
	uint32_t n = 0;
	for (uint32_t j = 0; j < x->n_vouchers; j++) {
		const dl_voucher *v = &a->vouchers[x->first_voucher + j];
		n += v->doc == doc && span_overlap(voucher_span(a, v), at);
	}
	return n;
}

/* Best values of the event whose passage lies in the span. What somebody said and a detail are always in theirs. */
static uint32_t values_inside(const dl_assembly *a, const dl_event *e, uint32_t doc, dl_span at)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < e->n_fields; i++) {
		const dl_field *f = &a->fields[e->first_field + i];
		if (f->kind == DL_F_STATEMENT || f->kind == DL_F_OTHER || f->past || !f->n_accounts) continue;
		n += vouched_inside(a, &a->accounts[f->first_account], doc, at) > 0;
	}
	return n;
}

static bool is_source(const dl_facts *f, dl_span at)
{
	for (uint32_t i = 1; i < f->n_attributions; i++)
		if (span_overlap(f->attributions[i].source, at)) return true;
	return false;
}

static bool is_they(slice s)
{
	static const char *const words[] = {"they", "them", "their", "theirs"};
	return slice_among_fold(s, words, COUNT(words));
}

/* The last mention of the same before m, NULL when there is none. */
static const dl_mention *last_before(const dl_facts *f, const dl_mention *m)
{
	const dl_mention *last = NULL;
	for (uint32_t i = 1; i < f->n_mentions; i++) {
		const dl_mention *n = &f->mentions[i];
		if (n->entity == m->entity && n->at.end <= m->at.start && (!last || n->at.start > last->at.start)) last = n;
	}
	return last;
}

/* Somebody else, by name or not, between two mentions of one: the pronoun may be his. Nobody of the other sex. */
static bool other_between(const dl_facts *f, const dl_mention *from, const dl_mention *m)
{
	uint8_t sex = f->entities[m->entity].gender;
	for (uint32_t i = 1; i < f->n_mentions; i++) {
		const dl_mention *n = &f->mentions[i];
		const dl_entity *e = &f->entities[n->entity];
		bool between = n->at.start >= from->at.end && n->at.end <= m->at.start;
		bool one = n->kind == DL_M_PERSON || (n->kind == DL_M_GROUP && e->gender);
		if (!between || n->entity == m->entity || n->form == 'p' || !one || e->plural) continue;
		if (!sex || !e->gender || sex == e->gender) return true;
	}
	return false;
}

/* May a reader be told whom it means? Only where nobody else comes in between, back to the name. */
#define SURE_STEPS     6
#define SURE_SENTENCES 2u

static bool is_sure(const dl_facts *f, const dl_mention *m)
{
	for (int i = 0; i < SURE_STEPS; i++) {
		const dl_mention *last = last_before(f, m);
		if (!last || last->sent + SURE_SENTENCES < m->sent || other_between(f, last, m)) return false;
		if (last->form != 'p') return true;
		m = last;
	}
	return false;
}

/* The named person or body that a pronoun stands for, empty when that is not sure. "They" is no single one: who was
 * told of before are then two, or a group. */
slice brief_antecedent(slice text, const dl_facts *f, const dl_mention *m)
{
	if (!m->entity) return (slice){0};
	const dl_entity *e = &f->entities[m->entity];
	if (is_they(span_text(text, m->at)) && !e->plural) return (slice){0};
	bool is_name = e->kind == DL_E_PERSON || e->kind == DL_E_ORG || e->kind == DL_E_PLACE;
	return is_name && f->mentions[e->first].form == 'n' && is_sure(f, m) ? dl_str(f, e->name) : (slice){0};
}

bool brief_named_before(const dl_facts *f, const dl_mention *m, dl_span at)
{
	for (uint32_t i = 1; i < f->n_mentions; i++) {
		const dl_mention *n = &f->mentions[i];
		if (n->form != 'p' && n->entity == m->entity && n->at.start >= at.start && n->at.end <= m->at.start)
			return true;
	}
	return false;
}

static bool in_quotation(const dl_facts *f, dl_span at)
{
	for (uint32_t i = 1; i < f->n_attributions; i++) {
		const dl_attribution *t = &f->attributions[i];
		if ((t->kind == 'd' || t->kind == 'm') && span_overlap(t->content, at)) return true;
	}
	return false;
}

/* "The former director would not say whether he ...": somebody stands before, in the same voice. */
static bool person_before(const dl_facts *f, const dl_mention *m, dl_span at)
{
	for (uint32_t i = 1; i < f->n_mentions; i++) {
		const dl_mention *n = &f->mentions[i];
		if (n->kind == DL_M_PERSON && n->form != 'p' && n->at.start >= at.start && n->at.end <= m->at.start
		    && !in_quotation(f, n->at))
			return true;
	}
	return false;
}

static bool is_pronoun_in(const dl_mention *m, dl_span at)
{
	return m->form == 'p' && m->at.start >= at.start && m->at.end <= at.end;
}

static bool is_one_person(slice s)
{
	static const char *const words[] = {"he", "she", "him", "her", "his", "hers"};
	return slice_among_fold(s, words, COUNT(words));
}

/* "Police asked that he go", "As he left": several stand before "he", or nothing does. Else its clause has a subject
 * of its own before it, read as a person or not. */
#define HEAD_BYTES 12u

static bool lacks_subject(const dl_facts *f, const dl_mention *m, dl_span at)
{
	if (m->at.start < at.start + HEAD_BYTES) return true;
	for (uint32_t i = 1; i < f->n_mentions; i++) {
		const dl_mention *n = &f->mentions[i];
		bool before = n->at.start >= at.start && n->at.end <= m->at.start;
		if (before && n->kind == DL_M_GROUP && n->form != 'p') return true;
	}
	return false;
}

/* Somebody whom "he" may mean: one person before it, by name or not, or the same by name behind a
 * clause that comes first: "When he fell, Bo Kim ...". */
static bool anybody_told(slice text, const dl_facts *f, const dl_mention *m, dl_span at)
{
	for (uint32_t i = 1; i < f->n_mentions; i++) {
		const dl_mention *n = &f->mentions[i];
		if (n->form == 'p' || n->at.start < at.start || n->at.end > at.end) continue;
		bool before = n->at.end <= m->at.start, one = n->kind == DL_M_PERSON || n->kind == DL_M_GROUP;
		if (before && one && !f->entities[n->entity].plural) return true;
		bool same = n->kind == DL_M_PERSON && m->entity && n->entity == m->entity;
		if (!before && same && slice_ends(slice_sub(text, m->at.end, n->at.start), S(", "))) return true;
	}
	return false;
}

/* The sentence's first word, who speaks, or "her" in a sentence that tells of nobody else. */
static bool must_be_known(slice text, const dl_facts *f, const dl_mention *m, dl_span at)
{
	if (m->at.start <= at.start + 1 || (is_source(f, m->at) && !person_before(f, m, at))) return true;
	slice word = span_text(text, m->at);
	bool subject = slice_eq_fold(word, S("he")) || slice_eq_fold(word, S("she"));
	return is_one_person(word) && !anybody_told(text, f, m, at) && (!subject || lacks_subject(f, m, at));
}

/* "Months later, his brother died": a pronoun that stands for nobody in the facts, and nobody in the sentence whom
 * it may mean. */
static uint32_t unread(slice text, const dl_facts *f, dl_span at)
{
	uint32_t n = 0;
	for (uint32_t i = at.start, end; i < at.end; i = end + 1) {
		for (end = i; end < at.end && strchr(" \n,.;:”\"", text.p[end]) == NULL;) end++;
		slice word = slice_sub(text, i, end);
		bool whose = is_one_person(word) && !slice_eq_fold(word, S("he")) && !slice_eq_fold(word, S("she"));
		bool met = !whose;
		for (uint32_t k = 1; k < f->n_mentions && !met; k++)
			met = f->mentions[k].form == 'p' && f->mentions[k].at.start == i;
		dl_mention m = {.at = {i, end}, .form = 'p'};
		n += !met && !in_quotation(f, m.at) && !anybody_told(text, f, &m, at);
	}
	return n;
}

/* A pronoun that a reader of the span alone cannot resolve: one that must be known, or the first that means whom such
 * a one means ("The Army Times called him; he agreed"). */
bool brief_hangs(slice text, const dl_facts *f, const dl_mention *m, dl_span at)
{
	if (!is_pronoun_in(m, at) || (m->entity && brief_named_before(f, m, at))) return false;
	if (!m->entity) return must_be_known(text, f, m, at);
	bool must = false;
	for (uint32_t i = 1; i < f->n_mentions; i++) {
		const dl_mention *n = &f->mentions[i];
		if (n->entity != m->entity || !is_pronoun_in(n, at)) continue;
		if (n->at.start < m->at.start) return false;
		must = must || must_be_known(text, f, n, at);
	}
	return must;
}

static uint32_t hanging(slice text, const dl_facts *f, dl_span at, bool known)
{
	uint32_t n = 0;
	for (uint32_t i = 1; i < f->n_mentions; i++)
		n += brief_hangs(text, f, &f->mentions[i], at) && (brief_antecedent(text, f, &f->mentions[i]).n > 0) == known;
	return n;
}

/* "Join the conversation below.": the page speaks to its reader. */
static bool is_imperative(const dl_report *r, slice word, dl_span at)
{
	return r->word.start == at.start && !r->who && r->tense != 'p' && !(r->flags & (DL_RF_NOMINAL | DL_RF_PASSIVE))
	       && !slice_ends(word, S("ing")) && !slice_ends(word, S("ed"));
}

/* What is cut out of a long sentence is said only if it is a main clause: no noun, no "threatening to act", no "when
 * it rained". */
static bool is_no_clause(const dl_report *r, slice words)
{
	static const char *const heads[] = {"when ", "if ",   "because ", "while ", "where ", "after ", "before ",
	                                    "who ",  "which ", "that ",   "as ",    "to ",    "although "};
	size_t n = 0;
	while (n < words.n && words.p[n] != ' ') n++;
	return r->flags & (DL_RF_NOMINAL | DL_RF_ASIDE) || slice_ends(slice_sub(words, 0, n), S("ing"))
	       || slice_starts_among(words, heads, COUNT(heads));
}

static uint32_t told_of(const dl_assembly *a, const dl_field *f, uint32_t doc, dl_span at)
{
	uint32_t n = 0;
	for (uint32_t k = 0; k < f->n_accounts; k++) n += vouched_inside(a, &a->accounts[f->first_account + k], doc, at);
	return n;
}

/* Figures of the field, told in the span, that a later account supersedes. */
static uint32_t superseded_of(const dl_assembly *a, const dl_field *f, uint32_t doc, dl_span at)
{
	uint32_t n = 0;
	for (uint32_t k = 1; k < f->n_accounts; k++) {
		const dl_account *x = &a->accounts[f->first_account + k];
		if (x->verdict == 's') n += vouched_inside(a, x, doc, at);
	}
	return n;
}

static uint32_t superseded_inside(const dl_assembly *a, const dl_event *e, uint32_t doc, dl_span at)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < e->n_fields; i++) n += superseded_of(a, &a->fields[e->first_field + i], doc, at);
	return n;
}

/* Is a figure of the event, told in the span, lower than its best of that kind? */
static bool lower_inside(const dl_assembly *a, const dl_event *e, uint32_t doc, dl_span at)
{
	for (uint32_t i = 0; i < e->n_fields; i++) {
		const dl_field *f = &a->fields[e->first_field + i], *top = f;
		for (uint32_t k = 0; k < e->n_fields; k++) {
			const dl_field *g = &a->fields[e->first_field + k];
			if (g->kind == f->kind && !g->of.n && g->best > top->best) top = g;
		}
		if (f->value_kind != DL_V_COUNT || f->of.n) continue;
		if (f == top ? superseded_of(a, f, doc, at) : told_of(a, f, doc, at)) return true;
	}
	return false;
}

/* "The death toll stood at 159": a toll that was brought to another event, which knows a higher one. */
static bool is_old_toll(const dl_assembly *a, const dl_event *e, uint32_t doc, dl_span at)
{
	const dl_story *s = &a->stories[e->story];
	if (!slice_find(span_text(a->docs[doc]->text, at), S("toll"), NULL)) return false;
	for (uint32_t i = 0; i < s->n_events; i++) {
		const dl_event *o = &a->events[s->first_event + i];
		if (o != e && lower_inside(a, o, doc, at)) return true;
	}
	return false;
}

static bool in_title(const dl_doc *d, dl_span at)
{
	for (uint32_t i = 0; i < d->n_blocks; i++)
		if (span_overlap(d->blocks[i].at, at))
			return d->blocks[i].kind == DL_BLOCK_TITLE || d->blocks[i].kind == DL_BLOCK_CAPTION;
	return false;
}

/* Does an attribution of the document name its speaker inside the span? Then the sentence says who says it. */
bool brief_names_speaker(const dl_facts *f, dl_span at)
{
	for (uint32_t i = 1; i < f->n_attributions; i++) {
		const dl_attribution *t = &f->attributions[i];
		if (t->source.end > t->source.start && t->source.start >= at.start && t->source.end <= at.end)
			return true;
	}
	return false;
}

/* How much of the document's headline the words say. */
static uint32_t headline_percent(brief *br, const dl_doc *d, slice words)
{
	text_face title, face;
	arena_mark_t mark = arena_mark(br->a);
	text_face_of(br->a, d->title, &title), text_face_of(br->a, words, &face);
	uint32_t percent = title.n ? text_face_common(&title, &face) * 100 / title.n : 0;
	arena_rewind(br->a, mark);
	return percent;
}

/* Does what is cut out of a longer sentence begin it, or stand behind a stop or "and"? Behind "as", "that" or "if" it
 * is told as something else. */
static bool is_main_clause(slice text, dl_span at)
{
	static const char *const joins[] = {"and", "but", "or", ";", "—", "–", "--", ".", "!", "?", "”", "\""};
	slice s = slice_sub(text, 0, at.start);
	bool line = !s.n || s.p[s.n - 1] == '\n';
	s = slice_trim(slice_sub(s, s.n > 40 ? s.n - 40 : 0, s.n));
	for (size_t i = 0; i < COUNT(joins) && !line; i++) line = slice_ends(s, (slice){joins[i], strlen(joins[i])});
	return line;
}

/* "Police lead a man away on Sunday": only under a picture is what was done on a day that is over told as done now,
 * and nothing as done. */
static bool is_picture_words(const dl_doc *d, const dl_facts *f, const dl_report *r, dl_span at)
{
	static const char *const goes_on[] = {"come", "follow", "mark", "say", "remain", "stand", "be", "bring", "mean"};
	bool now = false;
	if (d->published_day == DL_DAY_NONE || r->flags & DL_RF_QUOTED) return false;
	for (uint32_t i = 1; i < f->n_reports; i++) {
		const dl_report *x = &f->reports[i];
		if (!span_overlap(x->word, at)) continue;
		if (x->tense == 'p' || slice_among(dl_str(f, x->lemma), goes_on, COUNT(goes_on))) return false;
		now = now || (x->tense == 'n' && x->modality == DL_TOLD && !(x->flags & DL_RF_NOMINAL));
	}
	for (uint32_t i = 1; now && i < f->n_mentions; i++) {
		const dl_mention *m = &f->mentions[i];
		if (m->kind != DL_M_TIME || !m->value || !span_overlap(m->at, at)) continue;
		const dl_time *t = &f->times[m->value];
		bool day = t->grain != DL_G_NONE && t->grain <= DL_G_DAY && t->basis != DL_BASIS_NONE && !t->mod;
		if (day && t->from_min != DL_MIN_NONE && t->to_min < ((int64_t)d->published_day + 1) * 1440) return true;
	}
	return false;
}

/* What keeps words from leading: they cannot be read alone, are no whole sentence, or are told as something else. */
static int32_t lead_fault(const dl_assembly *a, const dl_event *e, const dl_telling *t, dl_span at, bool fits)
{
	const dl_facts *f = a->facts[t->doc];
	const dl_report *r = &f->reports[t->report];
	slice text = a->docs[t->doc]->text, words = slice_trim(span_text(text, at));
	int32_t fault = 0;
	fault += 90 * (int32_t)min_u32(superseded_inside(a, e, t->doc, at), 2);
	fault += is_old_toll(a, e, t->doc, at) ? LEAD_NEVER : 0;
	fault += words_fault(words) + (words_no_prose(a->docs[t->doc], at) ? LEAD_NEVER : 0);
	fault += fits ? 0 : is_no_clause(r, words) || !is_main_clause(text, at) ? LEAD_NEVER : 30;
	fault += is_imperative(r, span_text(text, r->word), at) ? LEAD_NEVER : 0;
	fault += is_picture_words(a->docs[t->doc], f, r, at) ? LEAD_NEVER : 0;
	fault += r->flags & (DL_RF_QUOTED | DL_RF_GENERIC) ? 30 : 0;
	fault += r->flags & DL_RF_HISTORY ? 60 : r->flags & DL_RF_BACKGROUND ? 20 : 0;
	fault += r->flags & DL_RF_HEADLINE ? 45 : 0;
	fault += r->modality != e->modality ? 60 : 0;
	uint32_t named = hanging(text, f, at, true), unnamed = hanging(text, f, at, false) + unread(text, f, at);
	fault += 15 * (int32_t)min_u32(named, 2) + LEAD_NEVER * (int32_t)min_u32(unnamed, 2);
	fault += words_start_with_pronoun(words) && !named ? LEAD_NEVER : 0;
	fault += words_start_quoted(words) && !brief_names_speaker(f, at) ? LEAD_NEVER : 0;
	fault += in_title(a->docs[t->doc], at) ? 45 : 0;
	/* A headline and a caption have no full stop; inside a text they are another's. */
	bool open = fits && words.n && words.p[words.n - 1] >= 'a' && words.p[words.n - 1] <= 'z';
	fault += !open ? 0 : r->sent <= 1 ? 45 : LEAD_NEVER;
	fault += a->places[t->doc].copy_of ? 15 : 0;
	return fault;
}

/* How well a telling leads: more of the best values, a whole sentence that stands alone, not a noun phrase. */
static int32_t lead_score(brief *br, const dl_assembly *a, const dl_event *e, const dl_telling *t, dl_span *at)
{
	const dl_facts *f = a->facts[t->doc];
	const dl_report *r = &f->reports[t->report];
	dl_span whole = facts_sentence(f, r->trigger);
	bool fits = whole.end - whole.start <= LEAD_BYTES;
	*at = fits ? whole : r->trigger;
	slice words = slice_trim(span_text(a->docs[t->doc]->text, *at));
	int32_t merit = 40 * (int32_t)values_inside(a, e, t->doc, *at), fault = lead_fault(a, e, t, *at, fits);
	/* What an article says first, and what its headline says, is what it is about. */
	merit += r->sent <= 2 ? 30 : r->sent <= 5 ? 15 : 0;
	merit += HEADLINE_SCORE * (int32_t)headline_percent(br, a->docs[t->doc], words) / 100;
	return fault >= LEAD_NEVER ? -fault : merit - fault;
}

/* NULL when no telling can stand alone. */
const dl_telling *lead_choose(brief *br, const dl_assembly *a, const dl_event *e, dl_span *at)
{
	const dl_telling *best = NULL;
	int32_t best_score = INT32_MIN;
	for (uint32_t i = 0; i < e->n_tellings; i++) {
		dl_span here;
		int32_t score = lead_score(br, a, e, &a->tellings[e->first_telling + i], &here);
		if (score > best_score) best_score = score, best = &a->tellings[e->first_telling + i], *at = here;
	}
	return best_score < LEAD_LEAST ? NULL : best;
}
