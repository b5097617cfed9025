/* SPDX-License-Identifier: Apache-2.0
 *
 * conllu.c - CoNLL-U, the form of treebanks, to tokens and back.
 *
 * In: lines of ten columns, a blank line behind each sentence ("1 Police police NOUN NNS _ 2 nsubj _ _").
 * Out: dl_tokens with form, sentences, and whatever tags, tree and names (MISC Name=B-PER) the lines give; forms
 * are borrowed from the bytes. Lines of multiword tokens (1-2) and empty nodes (1.1) are skipped: the words are
 * on lines of their own. Not kept: features, comments, the enhanced graph. Cost: linear.
 */
#include "text/inner.h"

typedef struct { slice text; size_t at; uint32_t line; } lines;

static bool line_next(lines *l, slice *out)
{
	if (l->at >= l->text.n) return false;
	const char *p = l->text.p + l->at, *nl = memchr(p, '\n', l->text.n - l->at);
	size_t n = nl ? (size_t)(nl - p) : l->text.n - l->at;
	l->at += n + (nl != NULL), l->line++;
	if (n && p[n - 1] == '\r') n--;
	*out = (slice){p, n};
	return true;
}

/* Columns of a line; absent ones are empty. False when it is no word's line: empty, a comment, a range. */
static bool word_line(slice line, slice col[10])
{
	size_t n = 0, at = 0;
	if (!line.n || line.p[0] == '#') return false;
	while (n < 10) {
		const char *tab = memchr(line.p + at, '\t', line.n - at);
		size_t end = tab ? (size_t)(tab - line.p) : line.n;
		col[n++] = (slice){line.p + at, end - at};
		if (!tab) break;
		at = end + 1;
	}
	while (n < 10) col[n++] = (slice){line.p + line.n, 0};
	return memchr(col[0].p, '-', col[0].n) == NULL && memchr(col[0].p, '.', col[0].n) == NULL;
}

static unsigned by_name(slice s, unsigned n, const char *(*name)(unsigned), unsigned none)
{
	for (unsigned i = 0; i < n; i++)
		if (slice_eq(s, (slice){name(i), strlen(name(i))})) return i;
	return none;
}

static unsigned xpos_of(slice s)
{
	static const char *const punct[] = {".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"};
	for (size_t i = 0; i < COUNT(punct); i++)
		if (slice_eq(s, (slice){punct[i], strlen(punct[i])})) return DL_T_PUNCT;
	if (slice_eq(s, S("$")) || slice_eq(s, S("#"))) return DL_T_SYM;
	return by_name(s, DL_XPOS_N, dl_xpos_name, slice_eq(s, S("_")) ? DL_T_NONE : DL_T_OTHER);
}

/* A subtype that dateline.h does not list counts as its base relation. */
static unsigned rel_of(slice s)
{
	unsigned r = by_name(s, DL_REL_N, dl_rel_name, DL_REL_N);
	const char *colon = memchr(s.p, ':', s.n);
	if (r == DL_REL_N && colon) r = by_name((slice){s.p, (size_t)(colon - s.p)}, DL_REL_N, dl_rel_name, DL_REL_N);
	return r == DL_REL_N ? DL_R_DEP : r;
}

static unsigned name_of(slice misc)
{
	size_t at;
	if (!slice_find(misc, S("Name="), &at)) return DL_N_O;
	slice v = slice_sub(misc, at + 5, misc.n);
	const char *bar = memchr(v.p, '|', v.n);
	if (bar) v.n = (size_t)(bar - v.p);
	return by_name(v, DL_NAME_N, dl_name_name, DL_N_O);
}

static dl_status count(slice bytes, uint32_t *n, uint32_t *sents, dl_error *err)
{
	lines l = {.text = bytes};
	slice line, col[10];
	uint32_t in = 0;
	*n = *sents = 1;
	if (bytes.n > UINT32_MAX) return error_set(err, DL_LIMIT, "conllu", 0, "over 4 GiB");
	while (line_next(&l, &line)) {
		if (!line.n) in = 0;
		if (!word_line(line, col)) continue;
		int64_t number;
		if (!slice_i64(col[0], &number) || number != in + 1)
			return error_set(err, DL_BAD, "conllu", l.line, "line %u: does not begin with the word's number", l.line);
		if (col[1].n == 0 || col[1].n > UINT16_MAX)
			return error_set(err, DL_BAD, "conllu", l.line, "line %u: no word, or one too long", l.line);
		if (!in++) ++*sents;
		++*n;
		if (in > DL_SENT_MAX)
			return error_set(err, DL_LIMIT, "conllu", l.line, "a sentence over %u words", DL_SENT_MAX);
	}
	return DL_OK;
}

static void fill_word(dl_tokens *t, uint32_t i, const slice col[10], slice bytes)
{
	int64_t head = 0;
	uint32_t first = t->sent_first[t->sent[i]];
	t->form[i] = col[1];
	t->start[i] = (uint32_t)(col[1].p - bytes.p);
	t->bytes[i] = (uint16_t)col[1].n;
	t->lemma[i] = col[2];
	t->upos[i] = (uint8_t)by_name(col[3], DL_UPOS_N, dl_upos_name, DL_X);
	t->xpos[i] = (uint8_t)xpos_of(col[4]);
	if (slice_i64(col[6], &head) && head > 0 && head <= DL_SENT_MAX) t->head[i] = first + (uint32_t)head - 1;
	t->rel[i] = (uint8_t)rel_of(col[7]);
	t->name[i] = (uint8_t)name_of(col[9]);
}

bool conllu_is(slice s)
{
	while (s.n && (s.p[0] == '#' || s.p[0] == '\n')) {
		const char *nl = memchr(s.p, '\n', s.n);
		if (!nl) return false;
		s = slice_sub(s, (size_t)(nl - s.p) + 1, s.n);
	}
	return slice_starts(s, S("1\t")) || slice_starts(s, S("1-2\t"));
}

dl_status conllu_read(slice bytes, workspace *w, dl_tokens *t)
{
	lines l = {.text = bytes};
	slice line, col[10];
	uint32_t n, sents, i = 0, s = 0;
	bool in = false;
	dl_status st = count(bytes, &n, &sents, w->err);
	if (st == DL_OK && (st = text_tokens_new(w->out, n, sents, t)) != DL_OK)
		error_set(w->err, st, "conllu", 0, "out of memory");
	if (st != DL_OK) return st;
	while (line_next(&l, &line)) {
		if (!line.n) in = false;
		if (!word_line(line, col)) continue;
		i++;
		if (!in) t->sent_first[++s] = i;
		in = true;
		t->sent[i] = s;
		fill_word(t, i, col, bytes);
	}
	return DL_OK;
}

static void put_misc(buf *b, const dl_tokens *t, uint32_t i, bool raw)
{
	size_t at = b->n;
	if (t->name[i]) buf_printf(b, "Name=%s", dl_name_name(t->name[i]));
	if (raw && i + 1 < t->n && t->start[i] + t->bytes[i] == t->start[i + 1])
		buf_printf(b, "%sSpaceAfter=No", b->n > at ? "|" : "");
	if (raw) buf_printf(b, "%sStart=%u", b->n > at ? "|" : "", t->start[i]);
	if (b->n == at) buf_putc(b, '_');
}

void conllu_write(buf *b, const dl_tokens *t, bool raw)
{
	for (uint32_t s = 1; s < t->n_sents; s++) {
		uint32_t first = t->sent_first[s];
		for (uint32_t i = first; i < t->sent_first[s + 1]; i++) {
			buf_printf(b, "%u\t", i - first + 1);
			buf_put(b, t->form[i]);
			buf_putc(b, '\t');
			buf_put(b, t->lemma[i].n ? t->lemma[i] : S("_"));
			buf_printf(b, "\t%s\t%s\t_\t%u\t%s\t_\t", dl_upos_name(t->upos[i]), dl_xpos_name(t->xpos[i]),
			           t->head[i] ? t->head[i] - first + 1 : 0, dl_rel_name(t->rel[i]));
			put_misc(b, t, i, raw);
			buf_putc(b, '\n');
		}
		buf_putc(b, '\n');
	}
}
