/* SPDX-License-Identifier: Apache-2.0
 *
 * conllu.c - CoNLL-U, the form of treebanks, to tokens.
 *
 * In: lines of ten columns, a blank line behind each sentence ("1 Police police NOUN NNS _ 2 nsubj _ _").
 * Out: dl_tokens with form, sentences, and whatever tags, tree and names (MISC Name=B-PER) the lines give; forms
 * are borrowed from the bytes. Lines of multiword tokens (1-2) and empty nodes (1.1) are skipped: the words are
 * on lines of their own. conllu_write.c writes them. Cost: linear.
 */
#include "text/inner.h"

bool conllu_line(conllu_lines *l, slice *out)
{
	if (l->at >= l->text.n) return false;
	const char *p = l->text.p + l->at, *nl = memchr(p, '\n', l->text.n - l->at);
	size_t n = nl ? (size_t)(nl - p) : l->text.n - l->at;
	l->at += n + (nl != NULL), l->line++;
	if (n && p[n - 1] == '\r') n--;
	*out = (slice){p, n};
	if (l->line == 1 && slice_starts(*out, S("\xEF\xBB\xBF"))) *out = slice_sub(*out, 3, n);
	return true;
}

/* "3-4", "0.1": does it number no word? Anything else that is no number is left for count() to refuse. */
static bool aside(slice id)
{
	size_t figures = 0, marks = 0;
	for (size_t i = 0; i < id.n; i++) {
		if (id.p[i] >= '0' && id.p[i] <= '9') figures++;
		else if ((id.p[i] == '-' || id.p[i] == '.') && i && i + 1 < id.n) marks++;
	}
	return marks == 1 && figures + 1 == id.n;
}

bool conllu_word(slice line, slice col[10])
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
	return !aside(col[0]);
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
	return by_name(s, DL_XPOS_N, dl_xpos_name, !s.n || slice_eq(s, S("_")) ? DL_T_NONE : DL_T_OTHER);
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
	conllu_lines l = {.text = bytes};
	slice line, col[10];
	uint32_t in = 0;
	*n = *sents = 1;
	if (bytes.n > UINT32_MAX) return error_set(err, DL_LIMIT, "conllu", 0, "over 4 GiB");
	while (conllu_line(&l, &line)) {
		if (!line.n) in = 0;
		if (!conllu_word(line, col)) continue;
		int64_t number;
		if (!slice_i64(col[0], &number) || number != in + 1)
			return error_set(err, DL_BAD, "conllu", l.line, "not the line of word %u, which must begin with its number",
			                 in + 1);
		if (col[1].n == 0 || col[1].n > UINT16_MAX)
			return error_set(err, DL_BAD, "conllu", l.line, "no word, or one too long");
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
	conllu_lines l = {.text = s};
	slice line = {0};
	while (conllu_line(&l, &line) && (!line.n || line.p[0] == '#')) ;
	size_t k = 1;                                          /* "1", "1-3", "0.1" */
	while (k < line.n && (line.p[k] == '-' || line.p[k] == '.' || (line.p[k] >= '0' && line.p[k] <= '9'))) k++;
	return k < line.n && line.p[k] == '\t' && (line.p[0] == '1' || (line.p[0] == '0' && line.p[1] == '.'));
}

dl_status conllu_read(slice bytes, workspace *w, dl_tokens *t)
{
	conllu_lines l = {.text = bytes};
	slice line, col[10];
	uint32_t n, sents, i = 0, s = 0;
	bool in = false;
	dl_status st = count(bytes, &n, &sents, w->err);
	if (st == DL_OK && (st = text_tokens_new(w->out, n, sents, t)) != DL_OK)
		error_set(w->err, st, "conllu", 0, "out of memory");
	if (st != DL_OK) return st;
	while (conllu_line(&l, &line)) {
		if (!line.n) in = false;
		if (!conllu_word(line, col)) continue;
		i++;
		if (!in) t->sent_first[++s] = i;
		in = true;
		t->sent[i] = s;
		fill_word(t, i, col, bytes);
	}
	return DL_OK;
}
