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
#define FAULT_MOST      100      /* from here on no merit makes up for it                                        */
#define HEADLINE_SCORE  80       /* of a sentence that says all of its headline: two best values more            */

dl_span brief_sentence_at(const dl_facts *f, dl_span at)
{
	for (uint32_t i = 0; i < f->n_sents; i++)
		if (f->sents[i].start <= at.start && at.start < f->sents[i].end) return f->sents[i];
	return at;
}

/* Best values of the event whose passage lies in the span. What somebody said and a detail are always in theirs. */
static uint32_t values_inside(const dl_assembly *a, const dl_event *e, uint32_t doc, dl_span at)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < e->n_fields; i++) {
		const dl_field *f = &a->fields[e->first_field + i];
		const dl_account *x = &a->accounts[f->first_account];
		bool inside = false;
		if (f->kind == DL_F_STATEMENT || f->kind == DL_F_OTHER) continue;
		for (uint32_t k = 0; f->n_accounts && k < x->n_vouchers && !inside; k++) {
			const dl_voucher *v = &a->vouchers[x->first_voucher + k];
			inside = v->doc == doc && span_overlap(voucher_span(a, v), at);
		}
		n += inside;
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

/* The named person or body that a pronoun stands for, empty when unknown. "They" is no single one: who was told of
 * before are then two, or a group. */
slice brief_antecedent(slice text, const dl_facts *f, const dl_mention *m)
{
	if (!m->entity) return (slice){0};
	const dl_entity *e = &f->entities[m->entity];
	if (is_they(span_text(text, m->at)) && !e->plural) return (slice){0};
	bool is_name = e->kind == DL_E_PERSON || e->kind == DL_E_ORG || e->kind == DL_E_PLACE;
	return is_name && f->mentions[e->first].form == 'n' ? dl_str(f, e->name) : (slice){0};
}

/* Is its name told in the span before it? Then a reader knows whom the pronoun means. */
static bool named_before(const dl_facts *f, const dl_mention *m, dl_span at)
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

/* The sentence's first word, or who speaks. */
static bool must_be_known(const dl_facts *f, const dl_mention *m, dl_span at)
{
	return m->at.start <= at.start + 1 || (is_source(f, m->at) && !person_before(f, m, at));
}

/* A pronoun that a reader of the span alone cannot resolve: one that must be known, or the first that means whom such
 * a one means ("The Army Times called him; he agreed"). */
bool brief_hangs(const dl_facts *f, const dl_mention *m, dl_span at)
{
	if (!is_pronoun_in(m, at) || (m->entity && named_before(f, m, at))) return false;
	if (!m->entity) return must_be_known(f, m, at);
	bool must = false;
	for (uint32_t i = 1; i < f->n_mentions; i++) {
		const dl_mention *n = &f->mentions[i];
		if (n->entity != m->entity || !is_pronoun_in(n, at)) continue;
		if (n->at.start < m->at.start) return false;
		must = must || must_be_known(f, n, at);
	}
	return must;
}

static uint32_t hanging(slice text, const dl_facts *f, dl_span at, bool known)
{
	uint32_t n = 0;
	for (uint32_t i = 1; i < f->n_mentions; i++)
		n += brief_hangs(f, &f->mentions[i], at) && (brief_antecedent(text, f, &f->mentions[i]).n > 0) == known;
	return n;
}

/* Words that point at what stands outside the sentence. */
static bool points_back(slice s)
{
	static const char *const heads[] = {"That ",     "This ", "These ", "Those ", "It ",     "He ",
										"She ",      "They ", "But ",   "And ",   "However", "Also ",
										"Meanwhile", "THIS ", "We ",    "I ",     "Such "};
	if (slice_starts(s, S("“"))) s = slice_sub(s, 3, s.n);
	else if (slice_starts(s, S("\""))) s = slice_sub(s, 1, s.n);
	return slice_starts_among(s, heads, COUNT(heads));
}

static bool holds_among(slice s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (slice_find(s, (slice){words[i], strlen(words[i])}, NULL)) return true;
	return false;
}

/* A picture's credit, a gallery's buttons, somebody's post: whatever its line says, the outlet does not tell it. */
static bool is_no_prose(const dl_doc *d, dl_span at)
{
	static const char *const heads[] = {"Photo:", "Photo by", "Photos:", "Image ", "#", "@", "RT @", "Caption ",
	                                    "EMBED"};
	static const char *const marks[] = {"Back to Gallery", "Caption Close", "Getty Images", "REUTERS/", "Picture taken",
	                                    "(Photo", "pic.twitter.com", "[email protected]"};
	static const char *const posts[] = {"pic.twitter.com", " (@"};
	slice s = slice_trim(span_text(d->text, at));
	if (slice_starts_among(s, heads, COUNT(heads)) || holds_among(s, marks, COUNT(marks))) return true;
	for (uint32_t i = 0; i < d->n_blocks; i++)
		if (span_overlap(d->blocks[i].at, at))
			return d->blocks[i].kind == DL_BLOCK_CAPTION || d->blocks[i].kind == DL_BLOCK_SUBHEAD
			       || holds_among(span_text(d->text, d->blocks[i].at), posts, 2);
	return false;
}

/* "— Former Rep. Jane Roe", "Announced: D-Calif.) opened an inquiry", "VERDICT: FALSE.", "NOW!—even as": no sentence
 * begins, closes or stops so. */
#define SENTENCE_BLANKS 2

static bool is_broken(slice s)
{
	static const char *const heads[] = {"—", "–", "- ", "--", "…", "...", "“…", "\"…", "“...", "\"..."};
	int32_t open = 0, blanks = 0;
	for (size_t i = 0; i < s.n && open >= 0; i++) open += (s.p[i] == '(') - (s.p[i] == ')'), blanks += s.p[i] == ' ';
	if (slice_find(s, S("!—"), NULL) || slice_find(s, S("?—"), NULL)) return true;
	return open || blanks < SENTENCE_BLANKS || slice_starts_among(s, heads, COUNT(heads));
}

/* "Hours after police said a man shot a girl.": a clause that waits for its main clause. */
static bool is_subordinate(slice s)
{
	static const char *const units[] = {"Hours ", "Minutes ", "Moments ", "Days ", "Weeks ", "Months ", "Shortly "};
	static const char *const heads[] = {"After ", "Before ", "Because ", "Although ",
	                                    "While ", "When ",   "Since ",   "If "};
	static const char *const joins[] = {"after ", "before "};
	if (s.n && (memchr(s.p, ',', s.n) || slice_find(s, S("—"), NULL))) return false;
	if (slice_starts_among(s, heads, COUNT(heads))) return true;
	for (size_t i = 0; i < COUNT(units); i++)
		if (slice_starts(s, (slice){units[i], strlen(units[i])}))
			return slice_starts_among(slice_sub(s, strlen(units[i]), s.n), joins, COUNT(joins));
	return false;
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

/* Words of a speaker outside quotation marks, or a mark that only closes: the sentence lies inside a quotation. */
static bool inside_quotation(slice s)
{
	static const char *const mine[] = {"I ", "I'", "I’", "We ", "we ", "my ", "My ", "our ", "Our ", "me ", "us "};
	bool open = false;
	for (size_t i = 0; i < s.n; i++) {
		slice rest = slice_sub(s, i, s.n);
		if (slice_starts(rest, S("”")) && !open) return true;
		if (slice_starts(rest, S("“"))) open = true;
		else if (slice_starts(rest, S("”"))) open = false;
		else if (rest.p[0] == '"') open = !open;
		if (open || (i && s.p[i - 1] != ' ')) continue;
		if (slice_starts_among(rest, mine, COUNT(mine))) return true;
	}
	return false;
}

/* "It fell", "She’ll go", "Their house". */
static bool starts_with_pronoun(slice s)
{
	static const char *const heads[] = {"it", "he", "she", "they", "his", "her", "their", "its"};
	size_t n = 0;
	while (n < s.n && ((s.p[n] >= 'a' && s.p[n] <= 'z') || (s.p[n] >= 'A' && s.p[n] <= 'Z'))) n++;
	return n && n < s.n && slice_among_fold(slice_sub(s, 0, n), heads, COUNT(heads));
}

/* "..., it said.", "..., she exhorted.": one word behind a pronoun that closes the sentence. */
static bool ends_with_pronoun(slice s)
{
	static const char *const who[] = {"it", "he", "she", "they"};
	size_t last = s.n;
	while (last && s.p[last - 1] != ' ') last--;
	size_t end = last ? last - 1 : 0, first = end;
	while (first && s.p[first - 1] != ' ') first--;
	return first && slice_among(slice_sub(s, first, end), who, COUNT(who));
}

/* Figures in the span that a later account supersedes. */
static uint32_t superseded_inside(const dl_assembly *a, const dl_event *e, uint32_t doc, dl_span at)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < e->n_fields; i++) {
		const dl_field *f = &a->fields[e->first_field + i];
		for (uint32_t k = 1; k < f->n_accounts; k++) {
			const dl_account *x = &a->accounts[f->first_account + k];
			if (x->verdict != 's') continue;
			for (uint32_t j = 0; j < x->n_vouchers; j++) {
				const dl_voucher *v = &a->vouchers[x->first_voucher + j];
				n += v->doc == doc && span_overlap(voucher_span(a, v), at);
			}
		}
	}
	return n;
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

/* What keeps words from leading: they cannot be read alone, are no whole sentence, or are told as something else. */
static int32_t lead_fault(const dl_assembly *a, const dl_event *e, const dl_telling *t, dl_span at, bool fits)
{
	const dl_facts *f = a->facts[t->doc];
	const dl_report *r = &f->reports[t->report];
	slice text = a->docs[t->doc]->text, words = slice_trim(span_text(text, at));
	int32_t fault = 0;
	fault += 90 * (int32_t)min_u32(superseded_inside(a, e, t->doc, at), 2);
	fault += fits ? 0 : is_no_clause(r, words) ? FAULT_MOST + 20 : 30;
	fault += is_no_prose(a->docs[t->doc], at) || is_broken(words) || is_subordinate(words) ? FAULT_MOST + 20 : 0;
	fault += is_imperative(r, span_text(text, r->word), at) ? FAULT_MOST + 20 : 0;
	fault += r->flags & (DL_RF_QUOTED | DL_RF_GENERIC) ? 30 : 0;
	fault += r->flags & DL_RF_BACKGROUND ? 20 : 0;
	fault += r->flags & DL_RF_HEADLINE ? 45 : 0;
	fault += r->modality != e->modality ? 60 : 0;
	uint32_t named = hanging(text, f, at, true), unnamed = hanging(text, f, at, false);
	fault += 15 * (int32_t)min_u32(named, 2) + 70 * (int32_t)min_u32(unnamed, 2);
	fault += points_back(words) ? 45 : 0;
	fault += ends_with_pronoun(words) ? 50 : 0;
	fault += words.n && memchr(words.p, '|', words.n) ? 60 : 0;        /* a page's own furniture                      */
	fault += inside_quotation(words) || (starts_with_pronoun(words) && !named) ? 120 : 0;
	fault += (slice_starts(words, S("\"")) || slice_starts(words, S("“"))) && !brief_names_speaker(f, at) ? 120 : 0;
	fault += in_title(a->docs[t->doc], at) ? 45 : 0;
	fault += words.n && (words.p[words.n - 1] == '?' || words.p[words.n - 1] == ':') ? 80 : 0;
	/* A headline and a caption have no full stop. */
	fault += fits && words.n && words.p[words.n - 1] >= 'a' && words.p[words.n - 1] <= 'z' ? 45 : 0;
	fault += a->places[t->doc].copy_of ? 15 : 0;
	return fault;
}

/* How well a telling leads: more of the best values, a whole sentence that stands alone, not a noun phrase. */
static int32_t lead_score(brief *br, const dl_assembly *a, const dl_event *e, const dl_telling *t, dl_span *at)
{
	const dl_facts *f = a->facts[t->doc];
	const dl_report *r = &f->reports[t->report];
	dl_span whole = brief_sentence_at(f, r->trigger);
	bool fits = whole.end - whole.start <= LEAD_BYTES;
	*at = fits ? whole : r->trigger;
	slice words = slice_trim(span_text(a->docs[t->doc]->text, *at));
	int32_t merit = 40 * (int32_t)values_inside(a, e, t->doc, *at), fault = lead_fault(a, e, t, *at, fits);
	/* What an article says first, and what its headline says, is what it is about. */
	merit += r->sent <= 2 ? 30 : r->sent <= 5 ? 15 : 0;
	merit += HEADLINE_SCORE * (int32_t)headline_percent(br, a->docs[t->doc], words) / 100;
	return fault >= FAULT_MOST ? -fault : merit - fault;
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
