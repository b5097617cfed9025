/* SPDX-License-Identifier: Apache-2.0
 *
 * why.c - the words, the tree, and every rule that fired or nearly fired, for those who mend rules; dateline why.
 *
 * In: a document, its tokens, facts and reasons. Out, for each sentence: its words with tag, relation and head; who
 * does what to whom; the rows of happenings.tsv that were tried at each word and the condition that stopped each;
 * the reports with their claims, or that nothing was reported and why.
 */
#include "tell/json.h"

typedef struct {
	buf *b;
	const dl_doc *doc;
	const dl_tokens *tok;
	const dl_facts *facts;
	const facts_why *why;
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

static uint32_t in_sentence(const teller *t, uint32_t token)
{
	return token - t->tok->sent_first[t->tok->sent[token]] + 1;
}

static slice words_of(const teller *t, uint32_t first, uint32_t last)
{
	return slice_sub(t->doc->text, t->tok->start[first], t->tok->start[last] + t->tok->bytes[last]);
}

static void put_words(const teller *t, uint32_t s)
{
	const dl_tokens *k = t->tok;
	for (uint32_t i = k->sent_first[s]; i < k->sent_first[s + 1]; i++) {
		buf_printf(t->b, "%4u  %-16.*s %-16.*s %-6s %-5s %4u %-11s %s\n", in_sentence(t, i), PRS(k->form[i]),
		           PRS(k->lemma[i]), dl_upos_name(k->upos[i]), dl_xpos_name(k->xpos[i]),
		           k->head[i] ? in_sentence(t, k->head[i]) : 0, dl_rel_name(k->rel[i]),
		           k->name[i] ? dl_name_name(k->name[i]) : "");
	}
}

static void put_doing(const teller *t, uint32_t token)
{
	buf_printf(t->b, "  %u %.*s", in_sentence(t, token), PRS(t->tok->form[token]));
	for (uint32_t i = 0; i < t->why->n_args; i++) {
		const facts_arg *a = &t->why->args[i];
		if (a->token != token) continue;
		buf_printf(t->b, " | %s: %.*s", role_names[a->role], PRS(words_of(t, a->first, a->last)));
	}
	buf_putc(t->b, '\n');
}

static void put_note(const teller *t, const facts_note *n)
{
	buf_printf(t->b, "  %u %.*s | happenings.tsv:%u %.*s | %s", in_sentence(t, n->token),
	           PRS(t->tok->form[n->token]), n->line, PRS(n->word), verdict_words(n->verdict));
	if (n->cond.n) buf_printf(t->b, " %.*s", PRS(n->cond));
	if (n->report) buf_printf(t->b, " as %s", dl_type_name(t->facts->reports[n->report].type));
	buf_putc(t->b, '\n');
}

static void put_report(const teller *t, uint32_t id)
{
	const dl_facts *f = t->facts;
	const dl_report *r = &f->reports[id];
	buf_printf(t->b, "  %s %.*s %s | %.*s | %.*s\n", dl_type_name(r->type), PRS(dl_str(f, r->mode)),
	           dl_modality_name(r->modality), PRS(span_text(t->doc->text, r->trigger)),
	           PRS(dl_str(f, f->rules[r->rule])));
	for (uint32_t i = r->first_claim; i < r->first_claim + r->n_claims; i++) {
		const dl_claim *c = &f->claims[i];
		buf_printf(t->b, "    %s: %.*s | %s | %.*s\n", dl_field_name(c->field),
		           PRS(span_text(t->doc->text, c->at)), dl_modality_name(c->modality),
		           PRS(dl_str(f, f->rules[c->rule])));
	}
}

static void put_sentence(const teller *t, uint32_t s)
{
	const dl_tokens *k = t->tok;
	uint32_t from = k->sent_first[s], to = k->sent_first[s + 1], known = 0, told = 0;
	put_words(t, s);
	buf_puts(t->b, "done\n");
	for (uint32_t i = 0; i < t->why->n_doings; i++)
		if (t->why->doings[i] >= from && t->why->doings[i] < to) put_doing(t, t->why->doings[i]);
	buf_puts(t->b, "rules\n");
	for (uint32_t i = 0; i < t->why->n_notes; i++)
		if (t->why->notes[i].token >= from && t->why->notes[i].token < to) {
			known++;
			if (t->why->notes[i].verdict != FW_OTHER_POS) put_note(t, &t->why->notes[i]);
		}
	buf_puts(t->b, "reports\n");
	for (uint32_t i = 1; i < t->facts->n_reports; i++)
		if (t->facts->reports[i].sent == s) put_report(t, i), told++;
	if (!known) buf_puts(t->b, "  nothing: no word of the sentence has a row in happenings.tsv\n");
	else if (!told) buf_puts(t->b, "  nothing: no row was told as a happening, see the rules above\n");
	buf_putc(t->b, '\n');
}

void tell_why(buf *b, const dl_doc *doc, const dl_tokens *tok, const dl_facts *facts, const facts_why *why)
{
	teller t = {b, doc, tok, facts, why};
	for (uint32_t s = 1; s < tok->n_sents; s++) put_sentence(&t, s);
}

/* ---------------------------------------------------------------- JSON */
static void json_words(const teller *t, uint32_t s)
{
	const dl_tokens *k = t->tok;
	json_key(t->b, "words");
	buf_putc(t->b, '[');
	for (uint32_t i = k->sent_first[s]; i < k->sent_first[s + 1]; i++) json_item(t->b), json_str(t->b, k->form[i]);
	buf_putc(t->b, ']');
}

static void json_doings(const teller *t, uint32_t s)
{
	json_key(t->b, "done");
	buf_putc(t->b, '[');
	for (uint32_t i = 0; i < t->why->n_doings; i++) {
		uint32_t token = t->why->doings[i];
		if (t->tok->sent[token] != s) continue;
		json_item(t->b);
		buf_putc(t->b, '{');
		json_key_i64(t->b, "word", in_sentence(t, token));
		for (uint32_t k = 0; k < t->why->n_args; k++) {
			const facts_arg *a = &t->why->args[k];
			if (a->token != token) continue;
			json_key(t->b, role_names[a->role]);
			buf_printf(t->b, "[%u,%u]", in_sentence(t, a->first), in_sentence(t, a->last));
		}
		buf_putc(t->b, '}');
	}
	buf_putc(t->b, ']');
}

static void json_notes(const teller *t, uint32_t s)
{
	json_key(t->b, "rules");
	buf_putc(t->b, '[');
	for (uint32_t i = 0; i < t->why->n_notes; i++) {
		const facts_note *n = &t->why->notes[i];
		if (t->tok->sent[n->token] != s) continue;
		json_item(t->b);
		buf_putc(t->b, '{');
		json_key_i64(t->b, "word", in_sentence(t, n->token));
		json_key_i64(t->b, "line", n->line);
		json_key_str(t->b, "entry", n->word);
		json_key_str(t->b, "verdict", cstr_of(verdict_words(n->verdict)));
		if (n->cond.n) json_key_str(t->b, "condition", n->cond);
		if (n->report) json_key_i64(t->b, "report", n->report);
		buf_putc(t->b, '}');
	}
	buf_putc(t->b, ']');
}

void tell_why_json(buf *b, const dl_doc *doc, const dl_tokens *tok, const dl_facts *facts, const facts_why *why)
{
	teller t = {b, doc, tok, facts, why};
	for (uint32_t s = 1; s < tok->n_sents; s++) {
		buf_putc(b, '{');
		json_words(&t, s);
		json_doings(&t, s);
		json_notes(&t, s);
		buf_puts(b, "}\n");
	}
}
