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
 * with their bounds, and the fixed words of this file. Order: what is told as having happened or is announced, then
 * what is demanded, alleged or denied, then what is told as background; inside each, the order of importance that
 * assembly found.
 */
#include "tell/brief.h"

#define BRIEF_SENTENCES 12       /* unless asked: a screen                                                      */
#define SENTENCE_WORDS  25       /* of news: so many sentences a brief of so many words has                       */
#define DISPUTE_SENTENCES 2u     /* what happened, and who says what of it                                        */
#define DISPUTES_ONE_IN 3u       /* part of a brief that may be held for disputes                                 */
#define RECAP_MIN       (7 * 1440)      /* what happened a week before the first article is background            */
#define AGAIN_PERCENT   60       /* of a sentence's words told already: it is not told again                      */
#define AGAIN_OTHER     45       /* of another article's, in a sentence of so many words: of 45 stories of AllSides  */
#define AGAIN_WORDS     10       /* dev 9 in 10 of such pairs told one thing                                        */

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
/* Documents that tell the same words as the leading sentence. A reprint is no further witness. */
static uint32_t same_words(const dl_assembly *a, const dl_event *e, slice words, uint32_t docs[16])
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < e->n_tellings && n < 16; i++) {
		const dl_telling *t = &a->tellings[e->first_telling + i];
		const dl_facts *f = a->facts[t->doc];
		slice text = a->docs[t->doc]->text;
		if (a->places[t->doc].copy_of) continue;
		slice own = span_text(text, facts_sentence(f, f->reports[t->report].trigger));
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

/* Has most of this been said in an earlier sentence's words? Another article's words for one thing are fewer. */
static bool said_already(brief *br, uint32_t doc, slice words)
{
	text_face face;
	if (!text_face_of(br->a, words, &face)) return br->nomem = true;
	for (uint32_t i = 0; i < br->leads.n; i++) {
		bool other = br->leads.v[i].doc != doc && face.n >= AGAIN_WORDS;
		uint32_t both = text_face_common(br->leads.v[i].face, &face) * 100;
		if (face.n && both >= face.n * (other ? AGAIN_OTHER : AGAIN_PERCENT)) return true;
	}
	lead_words *slot = VEC_PUSH(br->a, &br->leads);
	text_face *kept = ARENA_ARRAY(br->a, text_face, 1);
	if (!slot || !kept) return br->nomem = true;
	*kept = face, *slot = (lead_words){kept, doc};
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
	const dl_telling *t = lead_choose(br, a, e, &at);
	uint32_t docs[16], n;
	buf b = {0};
	if (!t) return false;
	if (told_already(br, t->doc, at) || said_already(br, t->doc, span_text(a->docs[t->doc]->text, at))) return false;
	const dl_facts *f = a->facts[t->doc];
	slice text = a->docs[t->doc]->text;
	sentence *s = sentence_begin(br, event, e->n_origins > 1 ? DL_AGREED : DL_SINGLE, true);
	if (!s) return false;
	bool whole = facts_sentence(f, at).start == at.start && facts_sentence(f, at).end == at.end;
	if (!whole) buf_puts(&b, told_as(e->modality));
	clause_put(&b, br, a, (citation){t->doc, at});
	if (!(n = same_words(a, e, span_text(text, at), docs))) docs[0] = t->doc, n = 1;
	bool speaker = brief_names_speaker(f, at);
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
	/* What is announced is news: a tariff, a strike, a vote. */
	return e->background || recap ? 2 : e->modality != DL_TOLD && e->modality != DL_PLANNED;
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

static bool has_dispute(const dl_assembly *a, const dl_event *e)
{
	for (uint32_t i = 0; i < e->n_fields; i++)
		if (a->fields[e->first_field + i].standing == DL_DISPUTED) return true;
	return false;
}

/* Sentences held free for events that stand further back and are disputed: what does not fit is told before what
 * merely adds, but does not crowd out what happened. */
static uint32_t held_free(const dl_assembly *a, const dl_story *s, uint32_t most)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < s->n_events; i++)
		n += has_dispute(a, &a->events[s->first_event + i]) ? DISPUTE_SENTENCES : 0;
	return min_u32(n, most / DISPUTES_ONE_IN);
}

void brief_make(brief *br, const dl_assembly *a, uint32_t story, const tell_options *o)
{
	const dl_story *s = &a->stories[story];
	uint32_t most = o->most ? o->most : o->words ? o->words : BRIEF_SENTENCES;
	uint32_t about = o->most || !o->words ? most : o->words / SENTENCE_WORDS, held = held_free(a, s, about);
	for (int r = 0; r < 3; r++)
		for (uint32_t i = 0; i < s->n_events && br->s.n < most && !br->nomem; i++) {
			uint32_t event = s->first_event + i;
			bool disputed = has_dispute(a, &a->events[event]);
			if (rank(&a->events[event], s) != r || (!disputed && held && br->s.n + held >= about)) continue;
			/* Told already inside another event's sentence: only its own figures are left to tell. */
			bool led = lead_add(br, a, event);
			if (led || disputed || a->events[event].modality == DL_TOLD) facts_add(br, a, event, led);
			if (disputed) held -= min_u32(held, DISPUTE_SENTENCES);
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
	put_many(&line, s->n_docs, "article"), buf_puts(&line, ", ");
	put_sources(&line, s->n_outlets, s->n_origins), buf_puts(&line, "; ");
	put_moment(&line, s->first_min);
	if (s->last_min != s->first_min) buf_puts(&line, " to "), put_moment(&line, s->last_min);
	buf_putc(b, '\n');
	screen_ink(b, o, INK_DIM);
	screen_wrap(b, o, buf_slice(&line), 0, 0);
	line.n = 0;
	if (s->n_disputes) buf_printf(&line, "%u disputed; ", s->n_disputes);
	buf_printf(&line, "story %08llx", (unsigned long long)(s->id >> 32));
	buf_putc(b, '\n');
	buf_put(b, buf_slice(&line));
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
		put_outlet_day(&line, d);
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
	char room[OUTLET_LABEL];
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
			json_key_str(b, "outlet", outlet_label(a->docs[c->doc], room));
			json_ends(b, c->at);
			json_key_str(b, "quote", span_text(a->docs[c->doc]->text, c->at));
			buf_putc(b, '}');
		}
		buf_puts(b, "]}\n");
	}
	b->failed |= br.nomem || !br.a || arena_ran_out(br.a);
	arena_free(br.a);
}
