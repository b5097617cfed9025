/* SPDX-License-Identifier: Apache-2.0
 *
 * conllu_write.c - tokens to CoNLL-U: of a text, or of CoNLL-U into itself.
 *
 * In: dl_tokens. Out, of the text "Police shot Ann Orr.":
 *
 *      # newpar
 *      # sent_id = 1
 *      # text = Police shot Ann Orr.
 *      3    Ann   Ann   PROPN  NNP  _  2  obj    _  Name=B-PER|Start=12
 *      4    Orr   Orr   PROPN  NNP  _  3  flat   _  Name=I-PER|SpaceAfter=No|Start=16
 *      5    .     .     PUNCT  .    _  2  punct  _  Start=19
 *
 * CoNLL-U that comes in keeps its comments, the lines of its multiword tokens and its MISC but for names. Features
 * and the enhanced graph, with its empty nodes, go: they would speak of tags and a tree that are no longer there.
 *
 * The program has one tag for all punctuation; the treebanks' tags follow from the sign itself. Where EWT and GUM
 * differ ("..." is , or :) this is the Penn treebank's use. Cost: linear.
 */
#include "text/inner.h"

static bool among(slice s, const char *signs)          /* signs: each behind a blank, one behind the last */
{
	char key[8] = " ";
	size_t at, n = s.n + 2;
	if (!s.n || n >= sizeof key) return false;
	memcpy(key + 1, s.p, s.n), key[n - 1] = ' ';
	return slice_find((slice){signs, strlen(signs)}, (slice){key, n}, &at);
}

static bool made_of(slice s, const char *signs)
{
	for (size_t i = 0; i < s.n; i++)
		if (!s.p[i] || !strchr(signs, s.p[i])) return false;
	return s.n > 0;
}

static bool touches_next(const dl_tokens *t, uint32_t i)
{
	return i + 1 < t->n && t->start[i] + t->bytes[i] == t->start[i + 1];
}

/* The Penn tag of a punctuation mark. open: is it the first of a pair of quotes that look alike? */
static const char *mark_tag(const dl_tokens *t, uint32_t i, bool raw, bool open)
{
	slice s = t->form[i];
	if (slice_eq(s, S(","))) return ",";
	if (slice_eq(s, S("."))) return ".";
	if (among(s, " \" ' ")) return open ? "``" : "''";
	if (among(s, " `` ` “ ‘ « ‘‘ „ ")) return "``";
	if (among(s, " '' ” ’ » ’’ ")) return "''";
	if (made_of(s, "([{<")) return "-LRB-";
	if (made_of(s, ")]}>")) return "-RRB-";
	if (slice_eq(s, S("-")))                        /* a hyphen, or a dash where blanks are around it */
		return !raw || (touches_next(t, i) && i > 1 && touches_next(t, i - 1)) ? "HYPH" : ":";
	if (made_of(s, ".") || among(s, " : ; … – — ") || slice_eq(s, S("--")) || slice_eq(s, S("---"))) return ":";
	if (made_of(s, ".?!")) return ".";
	return slice_eq(s, S("/")) ? "," : "NFP";
}

/* What DL_T_OTHER stands for: currency, parts of a word written apart, addresses, prefixes. */
static const char *other_tag(const dl_tokens *t, uint32_t i)
{
	if (t->upos[i] == DL_SYM) return "$";
	if (t->rel[i] == DL_R_GOESWITH) return "GW";
	return t->form[i].n > 6 ? "ADD" : "AFX";
}

/* quotes: how many straight ones, single and double, the sentence has had so far. */
static const char *tag_of(const dl_tokens *t, uint32_t i, bool raw, uint32_t quotes[2])
{
	if (t->xpos[i] == DL_T_OTHER) return other_tag(t, i);
	if (t->xpos[i] != DL_T_PUNCT) return dl_xpos_name(t->xpos[i]);
	bool one = slice_eq(t->form[i], S("'")), two = slice_eq(t->form[i], S("\""));
	return mark_tag(t, i, raw, (one || two) && quotes[two]++ % 2 == 0);
}

static void put_part(buf *b, size_t misc, const char *part, slice value)   /* misc: where the column begins */
{
	buf_printf(b, "%s%s", b->n > misc ? "|" : "", part);
	buf_put(b, value);
}

/* MISC of the source but for names, behind ours. */
static void keep_misc(buf *b, size_t misc, slice old)
{
	while (old.n) {
		const char *bar = memchr(old.p, '|', old.n);
		slice one = {old.p, bar ? (size_t)(bar - old.p) : old.n};
		old = slice_sub(old, one.n + 1, old.n);
		if (one.n && !slice_eq(one, S("_")) && !slice_starts(one, S("Name="))) put_part(b, misc, "", one);
	}
}

/* A word's line up to MISC, and the name. Returns where MISC begins. */
static size_t put_word(buf *b, const dl_tokens *t, uint32_t i, const char *tag)
{
	uint32_t first = t->sent_first[t->sent[i]];
	buf_printf(b, "%u\t", i - first + 1);
	buf_put(b, t->form[i]);
	buf_putc(b, '\t');
	buf_put(b, t->lemma[i].n ? t->lemma[i] : S("_"));
	buf_printf(b, "\t%s\t%s\t_\t%u\t%s\t_\t", dl_upos_name(t->upos[i]), tag, t->head[i] ? t->head[i] - first + 1 : 0,
	           dl_rel_name(t->rel[i]));
	size_t misc = b->n;
	const char *name = dl_name_name(t->name[i]);
	if (t->name[i]) put_part(b, misc, "Name=", (slice){name, strlen(name)});
	return misc;
}

static void end_word(buf *b, size_t misc)
{
	if (b->n == misc) buf_putc(b, '_');
	buf_putc(b, '\n');
}

static void put_comments(buf *b, const dl_tokens *t, uint32_t s)
{
	if (s == 1 || t->sent_para[s] != t->sent_para[s - 1]) buf_puts(b, "# newpar\n");
	buf_printf(b, "# sent_id = %u\n# text = ", s);
	for (uint32_t i = t->sent_first[s]; i < t->sent_first[s + 1]; i++) {
		buf_put(b, t->form[i]);
		if (i + 1 < t->sent_first[s + 1] && !touches_next(t, i)) buf_putc(b, ' ');
	}
	buf_putc(b, '\n');
}

void conllu_write(buf *b, const dl_tokens *t)
{
	for (uint32_t s = 1; s < t->n_sents; s++) {
		uint32_t quotes[2] = {0};
		put_comments(b, t, s);
		for (uint32_t i = t->sent_first[s]; i < t->sent_first[s + 1]; i++) {
			size_t misc = put_word(b, t, i, tag_of(t, i, true, quotes));
			if (touches_next(t, i)) put_part(b, misc, "SpaceAfter=No", S(""));
			buf_printf(b, "%sStart=%u", b->n > misc ? "|" : "", t->start[i]);
			end_word(b, misc);
		}
		buf_putc(b, '\n');
	}
}

static bool is_range(slice line)                       /* the line of a multiword token: "3-4" */
{
	const char *tab = memchr(line.p, '\t', line.n);
	return memchr(line.p, '-', tab ? (size_t)(tab - line.p) : line.n) != NULL;
}

void conllu_rewrite(buf *b, const dl_tokens *t, slice source)
{
	conllu_lines l = {.text = source};
	slice line, col[10];
	uint32_t i = 0, quotes[2] = {0};
	bool open = false;                             /* has something been written behind the last blank line? */
	while (conllu_line(&l, &line)) {
		if (!line.n) {
			if (open) buf_putc(b, '\n');
			open = false, quotes[0] = quotes[1] = 0;
		} else if (conllu_word(line, col)) {
			i++;
			size_t misc = put_word(b, t, i, tag_of(t, i, false, quotes));
			keep_misc(b, misc, col[9]);
			end_word(b, misc);
			open = true;
		} else if (line.p[0] == '#' || is_range(line)) {
			buf_put(b, line);
			buf_putc(b, '\n');
			open = true;
		}
	}
	if (open) buf_putc(b, '\n');
}
