/* SPDX-License-Identifier: Apache-2.0
 *
 * brief.c - what is known, every sentence attributed and numbered to its passages.
 *
 * An event is led by a sentence of an article, in its own words, with who reported it: the one that holds the most of
 * the event's best values. What that sentence does not say follows: figures, and whatever is revised or disputed, in
 * one sentence with all sides:
 *
 *     An explosion at a grain terminal killed at least six people, Channel Six reported. [1] The number of dead rose
 *     to nine, according to the hospital (Port Daily), from at least six (Channel Six). [2][1]
 *
 * Nothing is said that no passage says: between the passages stand only names of outlets and informants, numbers
 * with their bounds, and the fixed words of this file. Order: what is told as having happened, then what is planned,
 * alleged or denied, then what is told as background; inside each, the order of importance that assembly found.
 */
#include "tell/brief.h"

#define BRIEF_SENTENCES 12       /* unless asked: a screen                                                      */
#define LEAD_BYTES      320      /* a longer sentence of an article is cut to the clause that tells the event    */
#define LEAD_LEAST      (-40)    /* one fault is borne; two, and the event is left to the timeline               */
#define RECAP_MIN       (7 * 1440)      /* what happened a week before the first article is background            */
#define AGAIN_PERCENT   60       /* of a sentence's words told already: it is not told again                      */

uint32_t brief_cite(brief *br, uint32_t doc, dl_span at)
{
	uint32_t i = 0;
	while (i < br->c.n && !(br->c.v[i].doc == doc && br->c.v[i].at.start == at.start
	                        && br->c.v[i].at.end == at.end)) i++;
	if (i == br->c.n) {
		citation *c = VEC_PUSH(br->a, &br->c);
		if (!c) return br->nomem = true, 0;
		*c = (citation){doc, at};
	}
	uint32_t *n = VEC_PUSH(br->a, &br->cited);
	if (n) *n = i;
	else br->nomem = true;
	return i;
}

sentence *sentence_begin(brief *br, uint32_t event, unsigned standing, bool leads)
{
	sentence *s = VEC_PUSH(br->a, &br->s);
	if (!s) return br->nomem = true, NULL;
	*s = (sentence){.event = event, .standing = (uint8_t)standing, .leads = leads, .first_cite = br->cited.n};
	return s;
}

void sentence_end(brief *br, sentence *s, buf *text)
{
	s->text = arena_copy(br->a, buf_slice(text));
	s->n_cites = br->cited.n - s->first_cite;
	br->nomem |= text->failed || !s->text.p;
	text->n = 0;
}

/* ---------------------------------------------------------------- the leading sentence */
static dl_span sentence_at(const dl_facts *f, dl_span at)
{
	for (uint32_t i = 0; i < f->n_sents; i++)
		if (f->sents[i].start <= at.start && at.start < f->sents[i].end) return f->sents[i];
	return at;
}

/* Best values of the event whose passage lies in the span. */
static uint32_t values_inside(const dl_assembly *a, const dl_event *e, uint32_t doc, dl_span at)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < e->n_fields; i++) {
		const dl_field *f = &a->fields[e->first_field + i];
		const dl_account *x = &a->accounts[f->first_account];
		bool inside = false;
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

/* The named person or body that a pronoun stands for, empty when unknown. */
static slice antecedent(const dl_facts *f, const dl_mention *m)
{
	if (!m->entity) return (slice){0};
	const dl_entity *e = &f->entities[m->entity];
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

/* A pronoun that a reader of the span alone cannot resolve: the sentence's first word, or who speaks. */
static bool hangs(const dl_facts *f, const dl_mention *m, dl_span at)
{
	if (m->form != 'p' || m->at.start < at.start || m->at.end > at.end) return false;
	if (m->entity && named_before(f, m, at)) return false;
	return m->at.start <= at.start + 1 || is_source(f, m->at);
}

static uint32_t hanging(const dl_facts *f, dl_span at, bool known)
{
	uint32_t n = 0;
	for (uint32_t i = 1; i < f->n_mentions; i++)
		n += hangs(f, &f->mentions[i], at) && (antecedent(f, &f->mentions[i]).n > 0) == known;
	return n;
}

/* Words that point at what stands outside the sentence. */
static bool points_back(slice s)
{
	static const char *const heads[] = {"That ",     "This ", "These ", "Those ", "It ",     "He ",
										"She ",      "They ", "But ",   "And ",   "However", "Also ",
										"Meanwhile", "THIS ", "We ",    "I "};
	return slice_starts_among(s, heads, COUNT(heads));
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

static bool starts_with_pronoun(slice s)
{
	static const char *const heads[] = {"It ", "He ", "She ", "They ", "His ", "Her ", "Their ", "Its "};
	return slice_starts_among(s, heads, COUNT(heads));
}

/* "..., it said." */
static bool ends_with_pronoun(slice s)
{
	static const char *const tails[] = {" it said.",  " he said.",   " she said.", " they said.",
										" he added.", " she added.", " it added."};
	return slice_ends_among(s, tails, COUNT(tails));
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
static bool names_speaker(const dl_facts *f, dl_span at)
{
	for (uint32_t i = 1; i < f->n_attributions; i++) {
		const dl_attribution *t = &f->attributions[i];
		if (t->source.end > t->source.start && t->source.start >= at.start && t->source.end <= at.end)
			return true;
	}
	return false;
}

/* How well a telling leads: more of the best values, a whole sentence that stands alone, not a noun phrase. */
static int32_t lead_score(const dl_assembly *a, const dl_event *e, const dl_telling *t, dl_span *at)
{
	const dl_facts *f = a->facts[t->doc];
	const dl_report *r = &f->reports[t->report];
	dl_span whole = sentence_at(f, r->trigger);
	bool fits = whole.end - whole.start <= LEAD_BYTES;
	*at = fits ? whole : r->trigger;
	slice words = slice_trim(span_text(a->docs[t->doc]->text, *at));
	int32_t score = 40 * (int32_t)values_inside(a, e, t->doc, *at);
	score -= 90 * (int32_t)min_u32(superseded_inside(a, e, t->doc, *at), 2);
	score -= fits ? 0 : 30;
	score -= r->flags & DL_RF_NOMINAL && !fits ? 40 : 0;
	score -= r->flags & (DL_RF_QUOTED | DL_RF_GENERIC) ? 30 : 0;
	score -= r->flags & DL_RF_BACKGROUND ? 20 : 0;
	score -= r->flags & DL_RF_HEADLINE ? 45 : 0;
	score -= r->modality != e->modality ? 60 : 0;
	score -= 15 * (int32_t)min_u32(hanging(f, *at, true), 2) + 70 * (int32_t)min_u32(hanging(f, *at, false), 2);
	score -= points_back(words) ? 45 : 0;
	score -= ends_with_pronoun(words) ? 50 : 0;
	score -= words.n && memchr(words.p, '|', words.n) ? 60 : 0;        /* a page's own furniture                      */
	score -= inside_quotation(words) || (starts_with_pronoun(words) && !hanging(f, *at, true)) ? 120 : 0;
	score -= (slice_starts(words, S("\"")) || slice_starts(words, S("“"))) && !names_speaker(f, *at) ? 60 : 0;
	score -= in_title(a->docs[t->doc], *at) ? 45 : 0;
	score -= words.n && (words.p[words.n - 1] == '?' || words.p[words.n - 1] == ':') ? 80 : 0;
	/* A headline and a caption have no full stop. */
	score -= fits && words.n && words.p[words.n - 1] >= 'a' && words.p[words.n - 1] <= 'z' ? 45 : 0;
	score -= a->places[t->doc].copy_of ? 15 : 0;
	return score;
}

/* NULL when no telling can stand alone. */
static const dl_telling *lead_choose(const dl_assembly *a, const dl_event *e, dl_span *at)
{
	const dl_telling *best = NULL;
	int32_t best_score = INT32_MIN;
	for (uint32_t i = 0; i < e->n_tellings; i++) {
		dl_span here;
		int32_t score = lead_score(a, e, &a->tellings[e->first_telling + i], &here);
		if (score > best_score) best_score = score, best = &a->tellings[e->first_telling + i], *at = here;
	}
	return best_score < LEAD_LEAST ? NULL : best;
}

/* Documents that tell the same words as the leading sentence. A reprint is no further witness. */
static uint32_t same_words(const dl_assembly *a, const dl_event *e, slice words, uint32_t docs[16])
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < e->n_tellings && n < 16; i++) {
		const dl_telling *t = &a->tellings[e->first_telling + i];
		const dl_facts *f = a->facts[t->doc];
		slice text = a->docs[t->doc]->text;
		if (a->places[t->doc].copy_of) continue;
		slice own = span_text(text, sentence_at(f, f->reports[t->report].trigger));
		if (slice_eq(own, words) || slice_eq(span_text(text, f->reports[t->report].trigger), words))
			docs[n++] = t->doc;
	}
	return n;
}

static const char *told_as(unsigned modality)
{
	static const char *const words[DL_MODALITY_N] = {
		"", "Said not to have happened: ", "Announced or expected: ", "Demanded: ", "Threatened: ", "Feared: ",
		"On a condition: ", "Alleged: ", "Denied: ", "Attempted: "
	};
	return modality < DL_MODALITY_N ? words[modality] : "";
}

static bool is_open(slice s)
{
	size_t at;
	bool open = slice_find(s, S("“"), &at) && !slice_find(s, S("”"), &at);
	size_t marks = 0;
	for (size_t i = 0; i < s.n; i++) marks += s.p[i] == '"';
	return open || marks % 2;
}

/* Without its full stop; that of "a.m." stays. */
static slice without_stop(slice s)
{
	while (s.n && strchr(".,;:", s.p[s.n - 1])) {
		if (s.p[s.n - 1] == '.' && slice_ends(s, S("..."))) break;
		if (s.p[s.n - 1] == '.' && s.n > 3 && s.p[s.n - 3] == '.') break;
		s.n--;
	}
	return s;
}

static bool is_possessive(slice s)
{
	return slice_eq_fold(s, S("his")) || slice_eq(s, S("Her")) || slice_eq_fold(s, S("their"))
		|| slice_eq_fold(s, S("its"));
}

/* The article's words: no full stop, and a pronoun that hangs replaced by whom it means, in brackets. */
static void put_clause(buf *b, const dl_facts *f, dl_span at, slice text)
{
	slice s = without_stop(slice_trim(span_text(text, at)));
	uint32_t from = (uint32_t)(s.p - text.p), end = from + (uint32_t)s.n;
	bool fragment = s.n && s.p[0] >= 'a' && s.p[0] <= 'z';
	bool quote = fragment || is_open(s);
	/* A stop before the closing mark goes too: ours follows. */
	slice mark = slice_ends(s, S("\"")) ? S("\"") : slice_ends(s, S("”")) ? S("”") : (slice){0};
	bool stop = mark.n && s.n > mark.n && strchr(".,", s.p[s.n - mark.n - 1]);
	if (stop) end -= (uint32_t)mark.n + 1;
	/* A mark that only closes is no part of what we quote. */
	if (slice_eq(mark, S("\"")) && is_open(s) && !slice_starts(s, mark)) {
		if (!stop) end--;
		stop = false;
	}
	bool marked = slice_starts(s, S("\"")) || slice_starts(s, S("“"));
	quote = quote && !marked;
	if (quote) buf_puts(b, fragment ? "“… " : "“");
	for (uint32_t i = 1; i < f->n_mentions; i++) {
		const dl_mention *m = &f->mentions[i];
		slice name = antecedent(f, m);
		if (!name.n || m->at.start < from || !hangs(f, m, at)) continue;
		screen_words(b, slice_sub(text, from, m->at.start));
		if (from < m->at.start && text.p[m->at.start - 1] == ' ') buf_putc(b, ' ');
		bool whose = is_possessive(span_text(text, m->at));
		buf_printf(b, "[%.*s%s]", PRS(name), whose ? "'s" : "");
		from = m->at.end;
		if (from < end && text.p[from] == ' ') buf_putc(b, ' ');
	}
	screen_words(b, slice_sub(text, from, end));
	if (stop) buf_put(b, mark);
	if (quote || (marked && is_open(s))) buf_puts(b, slice_starts(s, S("\"")) ? "\"" : "”");
}

/* Has most of this been said in an earlier sentence's words? */
static bool said_already(brief *br, slice words)
{
	text_face face;
	text_face_of(br->a, words, &face);
	for (uint32_t i = 0; i < br->leads.n; i++) {
		const text_face *x = br->leads.v[i];
		uint32_t both = 0;
		for (uint32_t j = 0, k = 0; j < x->n && k < face.n;)
			if (x->word[j] == face.word[k]) both++, j++, k++;
			else if (x->word[j] < face.word[k]) j++;
			else k++;
		if (face.n && both * 100 >= face.n * AGAIN_PERCENT) return true;
	}
	const text_face **slot = VEC_PUSH(br->a, &br->leads);
	text_face *kept = ARENA_ARRAY(br->a, text_face, 1);
	if (!slot || !kept) return br->nomem = true;
	*kept = face, *slot = kept;
	return false;
}

bool told_already(const brief *br, uint32_t doc, dl_span at)
{
	for (uint32_t i = 0; i < br->c.n; i++)
		if (br->c.v[i].doc == doc && br->c.v[i].at.start <= at.start && at.end <= br->c.v[i].at.end)
			return true;
	return false;
}

/* False: the sentence has been told for another event, and nothing is added. */
static bool lead_add(brief *br, const dl_assembly *a, uint32_t event)
{
	const dl_event *e = &a->events[event];
	dl_span at = {0, 0};
	const dl_telling *t = lead_choose(a, e, &at);
	uint32_t docs[16], n;
	buf b = {0};
	if (!t) return false;
	if (told_already(br, t->doc, at) || said_already(br, span_text(a->docs[t->doc]->text, at))) return false;
	const dl_facts *f = a->facts[t->doc];
	slice text = a->docs[t->doc]->text;
	sentence *s = sentence_begin(br, event, e->n_origins > 1 ? DL_AGREED : DL_SINGLE, true);
	if (!s) return false;
	bool whole = sentence_at(f, at).start == at.start && sentence_at(f, at).end == at.end;
	if (!whole) buf_puts(&b, told_as(e->modality));
	put_clause(&b, f, at, text);
	if (!(n = same_words(a, e, span_text(text, at), docs))) docs[0] = t->doc, n = 1;
	bool speaker = names_speaker(f, at);
	buf_puts(&b, speaker ? " (" : ", ");
	put_outlets(&b, a, docs, n);
	buf_puts(&b, speaker ? ")." : " reported.");
	brief_cite(br, t->doc, at);
	for (uint32_t i = 1; i < f->n_claims; i++) {
		const dl_claim *c = &f->claims[i];
		if (c->kind == DL_V_COUNT && c->value && span_overlap(c->at, at))
			figure_note(br, c->field, f->counts[c->value].lo);
	}
	sentence_end(br, s, &b);
	buf_free(&b);
	return true;
}

/* What is told as having happened now, then what is planned, alleged or denied, then what went before. */
static int rank(const dl_event *e, const dl_story *s)
{
	bool recap = e->to_min != DL_MIN_MAX && s->first_min != DL_MIN_NONE && e->to_min < s->first_min - RECAP_MIN;
	return e->background || recap ? 2 : e->modality != DL_TOLD;
}

static uint32_t words_in(slice s)
{
	uint32_t n = s.n > 0;
	for (size_t i = 0; i < s.n; i++) n += s.p[i] == ' ';
	return n;
}

/* Whole sentences only, and always the first. */
static void cut_to(brief *br, uint32_t most, uint32_t words)
{
	uint32_t keep = 0, told = 0;
	for (; keep < br->s.n && keep < most; keep++) {
		told += words_in(br->s.v[keep].text);
		if (words && keep && told > words) break;
	}
	br->s.n = keep;
}

void brief_make(brief *br, const dl_assembly *a, uint32_t story, const tell_options *o)
{
	const dl_story *s = &a->stories[story];
	uint32_t most = o->most ? o->most : o->words ? o->words : BRIEF_SENTENCES;
	for (int r = 0; r < 3; r++)
		for (uint32_t i = 0; i < s->n_events && br->s.n < most && !br->nomem; i++) {
			uint32_t event = s->first_event + i;
			if (rank(&a->events[event], s) != r) continue;
			/* Told already inside another event's sentence: only its own figures are left to tell. */
			bool led = lead_add(br, a, event);
			if (led || a->events[event].modality == DL_TOLD) facts_add(br, a, event, led);
		}
	cut_to(br, most, o->words);
}

/* ---------------------------------------------------------------- printing */
static void put_head(buf *b, const dl_assembly *a, const dl_story *s, const tell_options *o)
{
	buf line = {0};
	(void)a;
	screen_ink(b, o, INK_BOLD);
	screen_wrap(b, o, s->headline, 0, 0);
	screen_ink(b, o, INK_PLAIN);
	buf_printf(&line, "%u article%s, %u outlet%s, %u origin%s; ", s->n_docs, s->n_docs == 1 ? "" : "s",
	           s->n_outlets,
	           s->n_outlets == 1 ? "" : "s", s->n_origins, s->n_origins == 1 ? "" : "s");
	put_moment(&line, s->first_min);
	if (s->last_min != s->first_min) buf_puts(&line, " to "), put_moment(&line, s->last_min);
	if (s->n_disputes) buf_printf(&line, "; %u disputed", s->n_disputes);
	buf_printf(&line, "; story %08llx", (unsigned long long)(s->id >> 32));
	buf_putc(b, '\n');
	screen_ink(b, o, INK_DIM);
	screen_wrap(b, o, buf_slice(&line), 0, 0);
	screen_ink(b, o, INK_PLAIN);
	buf_puts(b, "\n");
	buf_end(b, &line);
}

static void put_cites(buf *b, const brief *br, const sentence *s)
{
	for (uint32_t i = 0; i < s->n_cites; i++) {
		uint32_t n = br->cited.v[s->first_cite + i];
		bool seen = false;
		for (uint32_t k = 0; k < i && !seen; k++) seen = br->cited.v[s->first_cite + k] == n;
		if (!seen) buf_printf(b, "[%u]", n + 1);
	}
}

static void put_passages(buf *b, const brief *br, const dl_assembly *a, uint32_t used, const tell_options *o)
{
	buf line = {0};
	buf_puts(b, "\nPassages\n");
	for (uint32_t i = 0; i < used; i++) {
		const dl_doc *d = a->docs[br->c.v[i].doc];
		line.n = 0;
		buf_printf(&line, "%.*s, ", PRS(outlet_name(d)));
		put_published(&line, d);
		buf_puts(&line, ": “");
		screen_words(&line, span_text(d->text, br->c.v[i].at));
		buf_printf(&line, "” (%.*s, %u-%u)", PRS(d->id), br->c.v[i].at.start, br->c.v[i].at.end);
		buf_printf(b, "%s[%u] ", i < 9 ? " " : "", i + 1);
		screen_ink(b, o, INK_DIM);
		screen_wrap(b, o, buf_slice(&line), 5, 5);
		screen_ink(b, o, INK_PLAIN);
		buf_putc(b, '\n');
	}
	buf_end(b, &line);
}

void tell_brief(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o)
{
	brief br = {.a = arena_new(0)};
	buf para = {0};
	uint32_t used = 0;
	if (br.a) brief_make(&br, a, story, o);
	put_head(b, a, &a->stories[story], o);
	for (uint32_t i = 0; i < br.s.n; i++) {
		const sentence *s = &br.s.v[i];
		if (i && s->event == br.s.v[i - 1].event) buf_putc(&para, ' ');
		buf_put(&para, s->text);
		buf_putc(&para, ' ');
		put_cites(&para, &br, s);
		for (uint32_t k = 0; k < s->n_cites; k++) used = max_u32(used, br.cited.v[s->first_cite + k] + 1);
		if (i + 1 < br.s.n && br.s.v[i + 1].event == s->event) continue;
		buf_putc(b, '\n');
		screen_wrap(b, o, buf_slice(&para), 0, 0);
		buf_printf(b, "\n");
		para.n = 0;
	}
	if (!br.s.n) buf_puts(b, "\nNo event has been read in this story.\n");
	else put_passages(b, &br, a, used, o);
	b->failed |= br.nomem || !br.a || arena_ran_out(br.a);
	buf_end(b, &para);
	arena_free(br.a);
}

void tell_brief_json(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o)
{
	brief br = {.a = arena_new(0)};
	if (br.a) brief_make(&br, a, story, o);
	for (uint32_t i = 0; i < br.s.n; i++) {
		const sentence *s = &br.s.v[i];
		buf_putc(b, '{');
		json_u64_hex(b, "event", a->events[s->event].id);
		json_bool(b, "leads", s->leads);
		json_key_str(b, "standing", cstr_of(dl_standing_name(s->standing)));
		json_key_str(b, "text", s->text);
		json_key(b, "passages");
		buf_putc(b, '[');
		for (uint32_t k = 0; k < s->n_cites; k++) {
			uint32_t n = br.cited.v[s->first_cite + k];
			const citation *c = &br.c.v[n];
			json_item(b);
			buf_putc(b, '{');
			json_key_i64(b, "number", n + 1);
			json_key_str(b, "doc", a->docs[c->doc]->id);
			json_key_str(b, "outlet", outlet_name(a->docs[c->doc]));
			json_key_i64(b, "start", c->at.start);
			json_key_i64(b, "end", c->at.end);
			json_key_str(b, "quote", span_text(a->docs[c->doc]->text, c->at));
			buf_putc(b, '}');
		}
		buf_puts(b, "]}\n");
	}
	b->failed |= br.nomem || !br.a || arena_ran_out(br.a);
	arena_free(br.a);
}
