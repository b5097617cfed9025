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
#define LEAD_BYTES      280      /* a longer sentence of an article is cut to the clause that tells the event    */
#define FACTS_PER_EVENT 4        /* sentences after the lead                                                     */
#define SIDES           4        /* accounts told in one sentence                                                */

static uint32_t cite(brief *br, uint32_t doc, dl_span at)
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

/* Begin a sentence; its citations follow, then sentence_end(). */
static sentence *sentence_begin(brief *br, uint32_t event, unsigned standing, bool leads)
{
	sentence *s = VEC_PUSH(br->a, &br->s);
	if (!s) return br->nomem = true, NULL;
	*s = (sentence){.event = event, .standing = (uint8_t)standing, .leads = leads, .first_cite = br->cited.n};
	return s;
}

static void sentence_end(brief *br, sentence *s, buf *text)
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

static bool starts_with_pronoun(const dl_facts *f, dl_span at, const dl_mention **out)
{
	for (uint32_t i = 1; i < f->n_mentions; i++) {
		const dl_mention *m = &f->mentions[i];
		if (m->at.start != at.start || m->form != 'p') continue;
		return *out = m, true;
	}
	return false;
}

/* How well a telling leads: more of the best values, a whole sentence, no pronoun, not a noun phrase. */
static int32_t lead_score(const dl_assembly *a, const dl_event *e, const dl_telling *t, dl_span *at)
{
	const dl_facts *f = a->facts[t->doc];
	const dl_report *r = &f->reports[t->report];
	const dl_mention *m;
	dl_span whole = sentence_at(f, r->trigger);
	bool fits = whole.end - whole.start <= LEAD_BYTES;
	*at = fits ? whole : r->trigger;
	int32_t score = 40 * (int32_t)values_inside(a, e, t->doc, *at);
	score -= fits ? 0 : 30;
	score -= r->flags & DL_RF_NOMINAL ? 25 : 0;
	score -= r->flags & (DL_RF_QUOTED | DL_RF_GENERIC) ? 30 : 0;
	score -= r->flags & DL_RF_BACKGROUND ? 20 : 0;
	score -= r->modality != e->modality ? 60 : 0;
	score -= starts_with_pronoun(f, *at, &m) ? 20 : 0;
	score -= a->places[t->doc].copy_of ? 15 : 0;
	return score;
}

static const dl_telling *lead_choose(const dl_assembly *a, const dl_event *e, dl_span *at)
{
	const dl_telling *best = NULL;
	int32_t best_score = INT32_MIN;
	for (uint32_t i = 0; i < e->n_tellings; i++) {
		dl_span here;
		int32_t score = lead_score(a, e, &a->tellings[e->first_telling + i], &here);
		if (score > best_score) best_score = score, best = &a->tellings[e->first_telling + i], *at = here;
	}
	return best;
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

/* Documents that tell the same words: the copies and the like of the leading sentence. */
static uint32_t same_words(const dl_assembly *a, const dl_event *e, slice words, uint32_t docs[16])
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < e->n_tellings && n < 16; i++) {
		const dl_telling *t = &a->tellings[e->first_telling + i];
		const dl_facts *f = a->facts[t->doc];
		slice text = a->docs[t->doc]->text;
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

/* The article's words as a clause of ours: first letter large, no full stop, a pronoun named in brackets. */
static void put_clause(buf *b, const dl_facts *f, dl_span at, slice text)
{
	const dl_mention *m;
	slice s = slice_trim(span_text(text, at));
	while (s.n && (s.p[s.n - 1] == '.' || s.p[s.n - 1] == ',' || s.p[s.n - 1] == ';' || s.p[s.n - 1] == ':')) s.n--;
	bool fragment = s.n && s.p[0] >= 'a' && s.p[0] <= 'z';
	bool quote = fragment || is_open(s);
	if (quote) buf_puts(b, fragment ? "“… " : "“");
	if (starts_with_pronoun(f, at, &m) && m->entity && f->entities[m->entity].first != 0
	    && f->mentions[f->entities[m->entity].first].form == 'n') {
		size_t n = m->at.end - m->at.start;
		screen_words(b, slice_sub(s, 0, n));
		buf_printf(b, " [%.*s] ", PRS(dl_str(f, f->entities[m->entity].name)));
		s = slice_sub(s, n, s.n);
	}
	screen_words(b, s);
	if (quote) buf_puts(b, "”");
}

static bool told_already(const brief *br, uint32_t doc, dl_span at)
{
	for (uint32_t i = 0; i < br->c.n; i++)
		if (br->c.v[i].doc == doc && br->c.v[i].at.start <= at.start && at.end <= br->c.v[i].at.end)
			return true;
	return false;
}

/* False: the sentence has been told for another event, and nothing is added. */
static bool lead_add(brief *br, const dl_assembly *a, uint32_t event, dl_span *at, uint32_t *doc)
{
	const dl_event *e = &a->events[event];
	const dl_telling *t = lead_choose(a, e, at);
	uint32_t docs[16], n;
	buf b = {0};
	if (!t) return false;
	*doc = t->doc;
	if (told_already(br, t->doc, *at)) return false;
	const dl_facts *f = a->facts[t->doc];
	slice text = a->docs[t->doc]->text;
	sentence *s = sentence_begin(br, event, e->n_origins > 1 ? DL_AGREED : DL_SINGLE, true);
	if (!s) return false;
	buf_puts(&b, told_as(e->modality));
	put_clause(&b, f, *at, text);
	if (!(n = same_words(a, e, span_text(text, *at), docs))) docs[0] = t->doc, n = 1;
	bool speaker = names_speaker(f, *at);
	buf_puts(&b, speaker ? " (" : ", ");
	put_outlets(&b, a, docs, n);
	buf_puts(&b, speaker ? ")." : " reported.");
	cite(br, t->doc, *at);
	sentence_end(br, s, &b);
	buf_free(&b);
	return true;
}

/* ---------------------------------------------------------------- what follows the lead */
static bool is_count(unsigned kind) { return kind >= DL_F_KILLED && kind <= DL_F_FREED; }

static const char *verb_of(unsigned kind, bool one)
{
	switch (kind) {
	case DL_F_KILLED: return one ? "was killed" : "were killed";
	case DL_F_INJURED: return one ? "was injured" : "were injured";
	case DL_F_MISSING: return one ? "is missing" : "are missing";
	case DL_F_ARRESTED: return one ? "was arrested" : "were arrested";
	case DL_F_PARTICIPANTS: return "took part";
	case DL_F_DISPLACED: return one ? "was displaced" : "were displaced";
	default: return one ? "was freed" : "were freed";
	}
}

/* "at least 23", "nine": small numbers as words. */
static void put_value(buf *b, const dl_account *x, bool is_number)
{
	static const char *const small[] = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
	                                    "nine"};
	int64_t n;
	if (is_number && slice_i64(x->value, &n) && n >= 0 && n < 10) buf_puts(b, small[n]);
	else screen_words(b, x->value);
}

static void large_first(buf *b, size_t at)
{
	if (at < b->n && b->p[at] >= 'a' && b->p[at] <= 'z') b->p[at] = (char)(b->p[at] - 32);
}

static bool has_chain(const dl_assembly *a, const dl_account *x)
{
	for (uint32_t i = 0; i < x->n_vouchers; i++) {
		const dl_voucher *v = &a->vouchers[x->first_voucher + i];
		uint32_t at = v->claim ? a->facts[v->doc]->claims[v->claim].attribution
		    : a->facts[v->doc]->reports[v->report].attribution;
		if (at && a->facts[v->doc]->attributions[at].n_links) return true;
	}
	return false;
}

/* ", according to medics (BBC News)" or ", BBC News reported". */
static void put_source(buf *b, const dl_assembly *a, const dl_account *x)
{
	bool chain = has_chain(a, x);
	buf_puts(b, chain ? ", according to " : ", ");
	put_who(b, a, x);
	if (!chain) buf_puts(b, " reported");
}

static void cite_account(brief *br, const dl_assembly *a, const dl_account *x)
{
	uint32_t told = 0;
	for (uint32_t i = 0; i < x->n_vouchers && told < 2; i++) {
		const dl_voucher *v = &a->vouchers[x->first_voucher + i];
		if (v->copy && x->n_vouchers > 1) continue;
		cite(br, v->doc, voucher_span(a, v));
		told++;
	}
}

static void put_scope(buf *b, const dl_field *f)
{
	if (f->of.n) buf_printf(b, " (%.*s)", PRS(f->of));
}

/* The best value alone: "About 380 were injured, according to medics (BBC News)." */
static void put_best(buf *b, const dl_assembly *a, const dl_field *f, const dl_account *x)
{
	size_t from = b->n;
	if (is_count(f->kind)) {
		put_value(b, x, true);
		buf_printf(b, " %s", verb_of(f->kind, slice_eq(x->value, S("1"))));
		put_scope(b, f);
	} else {
		buf_puts(b, field_words(f->kind));
		put_scope(b, f);
		buf_puts(b, " is given as “");
		screen_words(b, voucher_words(a, &a->vouchers[x->first_voucher]));
		buf_puts(b, "”");
	}
	large_first(b, from);
	put_source(b, a, x);
}

static void put_side(buf *b, const dl_assembly *a, const dl_field *f, const dl_account *x)
{
	if (is_count(f->kind)) {
		put_value(b, x, true);
	} else {
		buf_puts(b, "“");
		screen_words(b, voucher_words(a, &a->vouchers[x->first_voucher]));
		buf_puts(b, "”");
	}
	buf_puts(b, has_chain(a, x) ? ", according to " : ", ");
	put_who(b, a, x);
}

/* All accounts with one of these verdicts, the best first: "22, according to police (A); about 20 (B)". */
static uint32_t put_sides(buf *b, brief *br, const dl_assembly *a, const dl_field *f, const char *verdicts)
{
	uint32_t told = 0;
	for (uint32_t i = 0; i < f->n_accounts && told < SIDES; i++) {
		const dl_account *x = &a->accounts[f->first_account + i];
		if (!x->n_vouchers || !strchr(verdicts, x->verdict)) continue;
		buf_puts(b, told++ ? "; " : "");
		put_side(b, a, f, x);
		cite_account(br, a, x);
	}
	return told;
}

static const char *direction(const dl_assembly *a, const dl_field *f)
{
	const dl_account *now = &a->accounts[f->first_account];
	for (uint32_t i = 1; is_count(f->kind) && i < f->n_accounts; i++) {
		const dl_account *x = &a->accounts[f->first_account + i];
		if (x->verdict != 's' || !x->n_vouchers || !now->n_vouchers) continue;
		const dl_voucher *v = &a->vouchers[x->first_voucher], *w = &a->vouchers[now->first_voucher];
		const dl_claim *old = &a->facts[v->doc]->claims[v->claim], *c = &a->facts[w->doc]->claims[w->claim];
		if (!old->value || !c->value) continue;
		int64_t was = a->facts[v->doc]->counts[old->value].lo, is = a->facts[w->doc]->counts[c->value].lo;
		return is > was ? "rose to " : is < was ? "was lowered to " : "was revised to ";
	}
	return "was revised to ";
}

static void fact_sentence(buf *b, brief *br, const dl_assembly *a, const dl_field *f)
{
	const dl_account *x = &a->accounts[f->first_account];
	size_t from = b->n;
	if (f->standing == DL_DISPUTED) {
		buf_puts(b, field_words(f->kind));
		put_scope(b, f);
		buf_puts(b, " is disputed: ");
		large_first(b, from);
		put_sides(b, br, a, f, "bdr");
	} else if (f->standing == DL_REVISED) {
		buf_puts(b, field_words(f->kind));
		put_scope(b, f);
		buf_printf(b, " %s", direction(a, f));
		large_first(b, from);
		put_side(b, a, f, x);
		cite_account(br, a, x);
		buf_puts(b, ", from ");
		put_sides(b, br, a, f, "s");
	} else if (f->standing == DL_SCOPE) {
		buf_puts(b, "accounts of ");
		buf_puts(b, field_words(f->kind));
		buf_puts(b, " cover different things: ");
		large_first(b, from);
		put_sides(b, br, a, f, "bor");
	} else {
		put_best(b, a, f, x);
		cite_account(br, a, x);
	}
	buf_putc(b, '.');
}

/* Is a field worth a sentence of its own after a lead that covers `at`? */
static bool worth_telling(const dl_assembly *a, const dl_field *f, uint32_t doc, dl_span at)
{
	const dl_account *x = &a->accounts[f->first_account];
	if (!f->n_accounts || !x->n_vouchers) return false;
	if (f->standing >= DL_REVISED) return f->standing != DL_SCOPE || is_count(f->kind);
	if (!is_count(f->kind) && f->kind != DL_F_STARTS && f->kind != DL_F_ENDS && f->kind != DL_F_CLAIMED_BY)
		return false;
	if (x->modality != DL_TOLD) return false;
	for (uint32_t i = 0; i < x->n_vouchers; i++) {
		const dl_voucher *v = &a->vouchers[x->first_voucher + i];
		if (v->doc == doc && span_overlap(voucher_span(a, v), at)) return false;
	}
	return true;
}

static void facts_add(brief *br, const dl_assembly *a, uint32_t event, uint32_t doc, dl_span at)
{
	const dl_event *e = &a->events[event];
	buf b = {0};
	uint32_t told = 0;
	/* What does not fit comes before what merely adds. */
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t i = 0; i < e->n_fields && told < FACTS_PER_EVENT; i++) {
			const dl_field *f = &a->fields[e->first_field + i];
			bool odd = f->standing >= DL_REVISED;
			if (odd != !pass || !worth_telling(a, f, doc, at)) continue;
			sentence *s = sentence_begin(br, event, f->standing, false);
			if (!s) break;
			fact_sentence(&b, br, a, f);
			sentence_end(br, s, &b);
			told++;
		}
	buf_free(&b);
}

static int rank(const dl_event *e) { return e->background ? 2 : e->modality != DL_TOLD; }

void brief_make(brief *br, const dl_assembly *a, uint32_t story, uint32_t most)
{
	const dl_story *s = &a->stories[story];
	for (int r = 0; r < 3; r++)
		for (uint32_t i = 0; i < s->n_events && (!most || br->s.n < most) && !br->nomem; i++) {
			uint32_t event = s->first_event + i, doc = 0;
			dl_span at = {0, 0};
			if (rank(&a->events[event]) != r) continue;
			/* Told already inside another event's sentence: only its own figures are left to tell. */
			bool led = lead_add(br, a, event, &at, &doc);
			if (led || a->events[event].modality == DL_TOLD) facts_add(br, a, event, doc, at);
		}
	if (most && br->s.n > most) br->s.n = most;
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
	buf_free(&line);
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
	buf_free(&line);
}

void tell_brief(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o)
{
	brief br = {.a = arena_new(0)};
	buf para = {0};
	uint32_t used = 0;
	if (br.a) brief_make(&br, a, story, o->most ? o->most : BRIEF_SENTENCES);
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
	b->failed |= br.nomem || !br.a || para.failed;
	buf_free(&para);
	arena_free(br.a);
}

void tell_brief_json(buf *b, const dl_assembly *a, uint32_t story, const tell_options *o)
{
	brief br = {.a = arena_new(0)};
	if (br.a) brief_make(&br, a, story, o->most ? o->most : BRIEF_SENTENCES);
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
	b->failed |= br.nomem || !br.a;
	arena_free(br.a);
}
