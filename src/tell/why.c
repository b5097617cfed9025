/* SPDX-License-Identifier: Apache-2.0
 *
 * why.c - the words, the tree, and every rule that fired or nearly fired, for those who mend rules; dateline why.
 *
 * In: a document, its tokens, facts and reasons. Out, for each sentence: its words with tag, relation and head; who
 * does what to whom; what its phrases name, with the value that each was resolved to and the rule; who says what; the
 * rows of happenings.tsv that were tried at each word and the condition that stopped each; the reports with their
 * claims, how each is told and by which row, and the edges of the tree that tie a claim to its report; or that nothing
 * was reported and why:
 *
 *      2 bushwhacked | happenings.tsv:863 bushwhack | fits, and is reported as ASSAULT
 *      who: Poachers | told | happenings.tsv:863 bushwhack | Poachers nsubj of bushwhacked
 */
#include "tell/screen.h"

typedef struct {
	buf *b;
	const tell_reading *r;
	const tell_options *o;
} teller;

static const char *const role_names[FR_N] = {"who", "who from outside", "whom", "third", "when", "where", "not"};

static const char *verdict_words(unsigned v)
{
	static const char *const words[FW_N] = {
		[FW_REPORT] = "fits, and is reported", [FW_FITS] = "fits, and reports nothing by itself",
		[FW_STOPS] = "fits: this is no happening", [FW_MISSES] = "does not hold:",
		[FW_OTHER_POS] = "is for another part of speech", [FW_NAMES_ANOTHER] = "fits, but stands before another noun",
		[FW_NOT_PARTICULAR] = "fits, but names a kind and not one happening",
		[FW_ATTRIBUTE] = "fits, but only describes a noun", [FW_LENT_NOTHING] = "fits, but is told of no happening",
	};
	return v < FW_N ? words[v] : "";
}

static uint32_t in_sentence(const tell_reading *r, uint32_t token)
{
	return token - r->tok->sent_first[r->tok->sent[token]] + 1;
}

static slice words_of(const tell_reading *r, uint32_t first, uint32_t last)
{
	return slice_sub(r->doc->text, r->tok->start[first], r->tok->start[last] + r->tok->bytes[last]);
}

static slice rule_of(const dl_facts *f, uint32_t rule) { return rule ? dl_str(f, f->rules[rule]) : S(""); }

/* A line, wrapped where a terminal is asked for; what goes on stands further in. The line is empty then. */
static void put_line(const teller *t, ink i, uint32_t indent, buf *line)
{
	screen_pad(t->b, indent);
	if (i != INK_PLAIN) screen_ink(t->b, t->o, i);
	screen_wrap(t->b, t->o, buf_slice(line), indent, indent + 4);
	if (i != INK_PLAIN) screen_ink(t->b, t->o, INK_PLAIN);
	buf_putc(t->b, '\n');
	line->n = 0;
}

static void put_heading(const teller *t, const char *name)
{
	screen_text(t->b, t->o, INK_BOLD, cstr_of(name));
	buf_putc(t->b, '\n');
}

static void put_rule(buf *line, slice rule)
{
	if (rule.n) buf_puts(line, " | "), buf_put(line, rule);
}

static void put_words(const teller *t, uint32_t s)
{
	const dl_tokens *k = t->r->tok;
	for (uint32_t i = k->sent_first[s]; i < k->sent_first[s + 1]; i++) {
		buf_printf(t->b, "%4u  %-16.*s %-16.*s %-6s %-5s %4u %-11s %s\n", in_sentence(t->r, i), PRS(k->form[i]),
		           PRS(k->lemma[i]), dl_upos_name(k->upos[i]), dl_xpos_name(k->xpos[i]),
		           k->head[i] ? in_sentence(t->r, k->head[i]) : 0, dl_rel_name(k->rel[i]),
		           k->name[i] ? dl_name_name(k->name[i]) : "");
	}
}

static void put_doing(const teller *t, uint32_t token, buf *line)
{
	const facts_why *why = t->r->why;
	buf_printf(line, "%u %.*s", in_sentence(t->r, token), PRS(t->r->tok->form[token]));
	for (uint32_t i = 0; i < why->n_args; i++) {
		const facts_arg *a = &why->args[i];
		if (a->token != token) continue;
		buf_printf(line, " | %s: %.*s", role_names[a->role], PRS(words_of(t->r, a->first, a->last)));
	}
	put_line(t, INK_PLAIN, 2, line);
}

/* ---------------------------------------------------------------- what phrases name */
static void put_place(buf *line, const dl_facts *f, const dl_place *p)
{
	buf_printf(line, "place %.*s", PRS(dl_str(f, p->name)));
	for (const dl_place *in = p; in->in && in->in < f->n_places; in = &f->places[in->in])
		buf_printf(line, ", %.*s", PRS(dl_str(f, f->places[in->in].name)));
	buf_printf(line, " (%s", json_place_kind_name(p->kind));
	if (p->geoname) buf_printf(line, ", GeoNames %u", p->geoname);
	buf_putc(line, ')');
}

static void put_count(buf *line, const dl_facts *f, const dl_count *c)
{
	buf_puts(line, "count ");
	if (c->lo == DL_COUNT_NONE) buf_puts(line, "any");
	else json_decimal(line, c->lo, c->decimals);
	if (c->hi == DL_COUNT_MAX) buf_puts(line, " or more");
	else if (c->hi != c->lo) buf_puts(line, " to "), json_decimal(line, c->hi, c->decimals);
	if (c->unit.n) buf_printf(line, " %.*s", PRS(dl_str(f, c->unit)));
	if (c->flags & DL_C_APPROX) buf_puts(line, ", about");
}

static void put_entity(buf *line, const dl_facts *f, const dl_entity *e)
{
	buf_printf(line, "%s %.*s", json_entity_kind_name(e->kind), PRS(dl_str(f, e->name)));
	if (e->office.n) buf_printf(line, ", %.*s", PRS(dl_str(f, e->office)));
	if (e->country[0]) buf_printf(line, ", %s", e->country);
	for (int i = 0; i < 3 && e->roles[i][0]; i++) buf_printf(line, "%s%s", i ? " " : ", ", e->roles[i]);
	if (e->of) buf_printf(line, ", of %.*s", PRS(dl_str(f, f->entities[e->of].name)));
}

static void put_mention(const teller *t, const dl_mention *m, buf *line)
{
	const dl_facts *f = t->r->facts;
	buf_printf(line, "%.*s | ", PRS(span_text(t->r->doc->text, m->at)));
	if (m->kind == DL_M_TIME && m->value) {
		const dl_time *w = &f->times[m->value];
		buf_printf(line, "time %.*s (%s, by %s)", PRS(dl_str(f, w->value)), json_grain_name(w->grain),
		           w->basis ? json_basis_name(w->basis) : "nothing");
	} else if (m->kind == DL_M_PLACE && m->value) {
		put_place(line, f, &f->places[m->value]);
	} else if (m->kind == DL_M_COUNT && m->value) {
		put_count(line, f, &f->counts[m->value]);
	} else if (m->entity) {
		put_entity(line, f, &f->entities[m->entity]);
	} else {
		buf_puts(line, "nobody that is known");
	}
	put_rule(line, rule_of(f, m->rule));
	put_line(t, INK_PLAIN, 2, line);
}

/* Who says it, through whom, and the words that are said. */
static void put_saying(const teller *t, const dl_attribution *a, buf *line)
{
	const dl_facts *f = t->r->facts;
	slice text = t->r->doc->text;
	for (uint32_t i = a->first_link; i < a->first_link + a->n_links; i++)
		buf_printf(line, "%s%.*s (%s%s)", i == a->first_link ? "" : ", ", PRS(dl_str(f, f->links[i].name)),
		           dl_informant_name(f->links[i].informant), f->links[i].anonymous ? ", unnamed" : "");
	if (!a->n_links) buf_puts(line, "nobody named");
	if (a->cue.end > a->cue.start) buf_printf(line, " | %.*s", PRS(span_text(text, a->cue)));
	buf_printf(line, " | %.*s", PRS(span_text(text, a->content)));
	put_rule(line, rule_of(f, a->rule));
	put_line(t, INK_PLAIN, 2, line);
}

/* In the order of the text; mentions stand in that of the stages that found them. */
static void put_mentions(const teller *t, uint32_t s, buf *line)
{
	const dl_facts *f = t->r->facts;
	const dl_tokens *k = t->r->tok;
	for (uint32_t head = k->sent_first[s]; head < k->sent_first[s + 1]; head++)
		for (uint32_t i = 1; i < f->n_mentions; i++)
			if (f->mentions[i].head == head) put_mention(t, &f->mentions[i], line);
}

/* By its cue; a quotation that stands by itself by its words. */
static bool said_here(const tell_reading *r, const dl_attribution *a, uint32_t s)
{
	uint32_t first = r->tok->sent_first[s], last = r->tok->sent_first[s + 1] - 1;
	dl_span at = {r->tok->start[first], r->tok->start[last] + r->tok->bytes[last]};
	return a->cue_token ? r->tok->sent[a->cue_token] == s : span_overlap(at, a->content);
}

static void put_sayings(const teller *t, uint32_t s, buf *line)
{
	const dl_facts *f = t->r->facts;
	for (uint32_t i = 1; i < f->n_attributions; i++)
		if (said_here(t->r, &f->attributions[i], s)) put_saying(t, &f->attributions[i], line);
}

/* ---------------------------------------------------------------- rows that were tried */
/* Does the row miss for want of its own words: "hold hostage" where no hostage is? Such rows are told in one line. */
static bool wants_words(const facts_note *n)
{
	slice rest = n->word, word;
	if (n->verdict != FW_MISSES) return false;
	for (uint32_t i = 0; slice_split(&rest, ' ', &word); i++)
		if (slice_eq(word, n->cond)) return i || rest.n;
	return false;
}

static void put_note(const teller *t, const facts_note *n, buf *line)
{
	ink i = n->verdict == FW_REPORT ? INK_GOOD : n->verdict == FW_MISSES ? INK_DIM : INK_PLAIN;
	buf_printf(line, "%u %.*s | happenings.tsv:%u %.*s | %s", in_sentence(t->r, n->token),
	           PRS(t->r->tok->form[n->token]), n->line, PRS(n->word), verdict_words(n->verdict));
	for (slice rest = n->cond, one; slice_split(&rest, ',', &one);)      /* long lists wrap behind their commas */
		buf_printf(line, " %.*s%s", PRS(one), rest.n ? "," : "");
	if (n->report) buf_printf(line, " as %s", dl_type_name(t->r->facts->reports[n->report].type));
	put_line(t, i, 2, line);
}

/* The rows of one word: from..to of the notes. */
static void put_tried(const teller *t, uint32_t from, uint32_t to, buf *line)
{
	const facts_note *notes = t->r->why->notes;
	uint32_t short_of = 0;
	for (uint32_t i = from; i < to; i++) {
		if (!wants_words(&notes[i])) continue;
		if (!short_of++) buf_printf(line, "%u %.*s | happenings.tsv | not all words are there:",
			                    in_sentence(t->r, notes[i].token), PRS(t->r->tok->form[notes[i].token]));
		buf_printf(line, "%s %.*s (%u)", short_of > 1 ? "," : "", PRS(notes[i].word), notes[i].line);
	}
	if (short_of) put_line(t, INK_DIM, 2, line);
	for (uint32_t i = from; i < to; i++)
		if (notes[i].verdict != FW_OTHER_POS && !wants_words(&notes[i])) put_note(t, &notes[i], line);
}

/* How many words of the sentence the lexicon knows. */
static uint32_t put_rules(const teller *t, uint32_t s, buf *line)
{
	const facts_why *why = t->r->why;
	uint32_t known = 0;
	for (uint32_t i = 0, to; i < why->n_notes; i = to) {
		for (to = i + 1; to < why->n_notes && why->notes[to].token == why->notes[i].token;) to++;
		if (t->r->tok->sent[why->notes[i].token] != s) continue;
		known++;
		put_tried(t, i, to, line);
	}
	return known;
}

/* ---------------------------------------------------------------- reports */
/* Which row of modality.tsv, or who says it, makes it planned, denied, alleged; the tree alone may ("not", "?"). */
static void put_told_by(const teller *t, uint32_t id, buf *line)
{
	const facts_why *why = t->r->why;
	const dl_facts *f = t->r->facts;
	const dl_report *r = &f->reports[id];
	for (uint32_t i = 0; i < why->n_tellings; i++) {
		const facts_telling *by = &why->tellings[i];
		if (by->report != id) continue;
		buf_printf(line, " by modality.tsv:%u %.*s", by->line, PRS(by->word));
		if (by->prep.n) buf_printf(line, " %.*s", PRS(by->prep));
		return;
	}
	unsigned act = f->attributions[r->attribution].act;
	if (r->modality == DL_TOLD) return;
	if (r->attribution && act && strchr("dat", (int)act)) buf_puts(line, " by who says it");
	else buf_puts(line, " by the tree");
}

static void put_claim(const teller *t, const dl_claim *c, buf *line)
{
	const dl_facts *f = t->r->facts;
	buf_printf(line, "%s: %.*s | %s", dl_field_name(c->field), PRS(span_text(t->r->doc->text, c->at)),
	           dl_modality_name(c->modality));
	put_rule(line, rule_of(f, c->rule));
	size_t before = line->n;
	buf_puts(line, " | ");
	if (!put_edges(line, t->r->tok, claim_head(t->r->tok, f, c), f->reports[c->report].token)) line->n = before;
	put_line(t, INK_PLAIN, 4, line);
}

static void put_report(const teller *t, uint32_t id, buf *line)
{
	const dl_facts *f = t->r->facts;
	const dl_report *r = &f->reports[id];
	buf_printf(line, "%s%s%.*s %s", dl_type_name(r->type), r->mode.n ? " " : "", PRS(dl_str(f, r->mode)),
	           dl_modality_name(r->modality));
	if (r->flags & DL_RF_BACKGROUND) buf_puts(line, ", background");
	if (r->flags & DL_RF_GENERIC) buf_puts(line, ", generic");
	if (r->flags & DL_RF_HISTORY) buf_puts(line, ", history");
	put_told_by(t, id, line);
	buf_printf(line, " | %.*s", PRS(span_text(t->r->doc->text, r->trigger)));
	put_rule(line, rule_of(f, r->rule));
	put_line(t, INK_BOLD, 2, line);
	for (uint32_t i = r->first_claim; i < r->first_claim + r->n_claims; i++) put_claim(t, &f->claims[i], line);
}

static void put_sentence(const teller *t, uint32_t s, buf *line)
{
	const dl_tokens *k = t->r->tok;
	const facts_why *why = t->r->why;
	uint32_t told = 0;
	put_words(t, s);
	put_heading(t, "done");
	for (uint32_t i = 0; i < why->n_doings; i++)
		if (k->sent[why->doings[i]] == s) put_doing(t, why->doings[i], line);
	put_heading(t, "mentions");
	put_mentions(t, s, line);
	put_heading(t, "said");
	put_sayings(t, s, line);
	put_heading(t, "rules");
	uint32_t known = put_rules(t, s, line);
	put_heading(t, "reports");
	for (uint32_t i = 1; i < t->r->facts->n_reports; i++)
		if (t->r->facts->reports[i].sent == s) put_report(t, i, line), told++;
	if (!known) buf_puts(t->b, "  nothing: no word of the sentence has a row in happenings.tsv\n");
	else if (!told) buf_puts(t->b, "  nothing: no row was told as a happening, see the rules above\n");
	buf_putc(t->b, '\n');
}

void tell_why(buf *b, const tell_reading *r, const tell_options *o)
{
	buf line = {0};
	teller t = {b, r, o};
	for (uint32_t s = 1; s < r->tok->n_sents; s++) put_sentence(&t, s, &line);
	buf_end(b, &line);
}

/* ---------------------------------------------------------------- JSON */
static void json_words(const teller *t, uint32_t s)
{
	const dl_tokens *k = t->r->tok;
	json_key(t->b, "words");
	buf_putc(t->b, '[');
	for (uint32_t i = k->sent_first[s]; i < k->sent_first[s + 1]; i++) json_item(t->b), json_str(t->b, k->form[i]);
	buf_putc(t->b, ']');
}

static void json_doings(const teller *t, uint32_t s)
{
	json_key(t->b, "done");
	buf_putc(t->b, '[');
	for (uint32_t i = 0; i < t->r->why->n_doings; i++) {
		uint32_t token = t->r->why->doings[i];
		if (t->r->tok->sent[token] != s) continue;
		json_item(t->b);
		buf_putc(t->b, '{');
		json_key_i64(t->b, "word", in_sentence(t->r, token));
		for (uint32_t k = 0; k < t->r->why->n_args; k++) {
			const facts_arg *a = &t->r->why->args[k];
			if (a->token != token) continue;
			json_key(t->b, role_names[a->role]);
			buf_printf(t->b, "[%u,%u]", in_sentence(t->r, a->first), in_sentence(t->r, a->last));
		}
		buf_putc(t->b, '}');
	}
	buf_putc(t->b, ']');
}

static void json_notes(const teller *t, uint32_t s)
{
	json_key(t->b, "rules");
	buf_putc(t->b, '[');
	for (uint32_t i = 0; i < t->r->why->n_notes; i++) {
		const facts_note *n = &t->r->why->notes[i];
		if (t->r->tok->sent[n->token] != s) continue;
		json_item(t->b);
		buf_putc(t->b, '{');
		json_key_i64(t->b, "word", in_sentence(t->r, n->token));
		json_key_i64(t->b, "line", n->line);
		json_key_str(t->b, "entry", n->word);
		json_key_str(t->b, "verdict", cstr_of(verdict_words(n->verdict)));
		if (n->cond.n) json_key_str(t->b, "condition", n->cond);
		if (n->report) json_key_i64(t->b, "report", n->report);
		buf_putc(t->b, '}');
	}
	buf_putc(t->b, ']');
}

void tell_why_json(buf *b, const tell_reading *r)
{
	teller t = {b, r, NULL};
	for (uint32_t s = 1; s < r->tok->n_sents; s++) {
		buf_putc(b, '{');
		json_words(&t, s);
		json_doings(&t, s);
		json_notes(&t, s);
		buf_puts(b, "}\n");
	}
}
