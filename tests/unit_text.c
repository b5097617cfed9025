/* SPDX-License-Identifier: Apache-2.0
 *
 * unit_text.c - the language core: tokens and sentences by example, lemmas, CoNLL-U, weights that are damaged,
 * and texts that nobody would write. The weights themselves are measured by bench/yardstick trees.
 */
#include "text/inner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct { text_model m; workspace w; dl_error err; } rig;

static int rig_new(void **state)
{
	rig *r = calloc(1, sizeof *r);
	r->m.a = arena_new(0);
	r->w = (workspace){arena_new(0), arena_new(0), &r->err};
	assert_int_equal(token_words_open(&r->m, &r->err), DL_OK);
	assert_int_equal(lemmas_open(&r->m, &r->err), DL_OK);
	*state = r;
	return 0;
}

static int rig_free(void **state)
{
	rig *r = *state;
	arena_free(r->m.a), arena_free(r->w.out), arena_free(r->w.tmp);
	free(r);
	return 0;
}

static void split(rig *r, slice text, dl_tokens *t)
{
	dl_block *b = ARENA_ARRAY(r->w.out, dl_block, 1);
	b->at = (dl_span){0, (uint32_t)text.n};
	dl_doc doc = {.text = text, .n_blocks = 1, .blocks = b};
	assert_int_equal(text_split(&r->m, &doc, &r->w, t), DL_OK);
}

/* Tokens with spaces between, sentences with " || ". */
static void shown(const dl_tokens *t, buf *b)
{
	for (uint32_t i = 1; i < t->n; i++) {
		if (i > 1) buf_puts(b, t->sent[i] == t->sent[i - 1] ? " " : " || ");
		buf_put(b, t->form[i]);
	}
	buf_putc(b, 0);
}

static void check_splits(void **state, const char *const (*cases)[2], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		dl_tokens t;
		buf b = {0};
		split(*state, (slice){cases[i][0], strlen(cases[i][0])}, &t);
		shown(&t, &b);
		assert_string_equal(b.p, cases[i][1]);
		buf_free(&b);
	}
}

static void words_test(void **state)
{
	static const char *const cases[][2] = {
		{"They didn't pay, and can't.", "They did n't pay , and ca n't ."},
		{"The minister’s aides wouldn’t talk.", "The minister ’s aides would n’t talk ."},
		{"We cannot say who'll win.", "We can not say who 'll win ."},
		{"Villagers' homes burned.", "Villagers ' homes burned ."},
		{"It cost $1.5m, or £900,000.", "It cost $ 1.5 m , or £ 900,000 ."},
		{"About 12% of US$3bn was lost.", "About 12 % of US$ 3 bn was lost ."},
		{"A US-led non-profit team of 15-year-olds.", "A US - led non-profit team of 15 - year - olds ."},
		{"In the 1970s, on the 20th floor of No. 10, room 4A.",
		 "In the 1970s , on the 20th floor of No. 10 , room 4A ."},
		{"At 3:30pm on 28/9/2021, not 2021-09-28.", "At 3:30 pm on 28/9/2021 , not 2021-09-28 ."},
		{"See www.example.org/news, example.com or ask desk@example.com.",
		 "See www.example.org/news , example.com or ask desk@example.com ."},
		{"Read https://example.org/a?b=c.", "Read https://example.org/a?b=c ."},
		{"\"Go,\" she said (twice).", "\" Go , \" she said ( twice ) ."},
		{"The vote—long awaited—was 41–12…", "The vote — long awaited — was 41 – 12 …"},
		{"He waited ... and left!!", "He waited ... and left !!"},
		{"and/or in the '90s", "and / or in the '90s"},
		{"R&D at A&B", "R&D at A&B"},
		{"Call 555-014-0199 or 555-0147.", "Call 555-014-0199 or 555-0147 ."},
		{"Qa'im and O'Malley met.", "Qa'im and O'Malley met ."},
		{"Баки горят. 示威者冲进", "Баки горят . || 示威者冲进"},
		{"Rep. Ann Orr Ann Lee (Annie) OrrMayors meet in Oslo | “Fish and ships” bill fails 12-4 MORE (D-Ohio) left.",
		 "Rep. Ann Orr ( D - Ohio ) left ."},
		{"Mark Hale Jr. Mark (M.) Paul Hale5 ports to see MORE's aide and Jan de Boer Jan Piet de BoerMORE, 30, met.",
		 "Mark Hale Jr. 's aide and Jan de Boer , 30 , met ."},
		{"Ann Orr met Ann OrrBot MOREOVER and MOREX.", "Ann Orr met Ann OrrBot MOREOVER and MOREX ."},
		{"Orr said MacOrr and OrrBot want MORE.", "Orr said MacOrr and OrrBot want MORE ."},
		{"Hale, Mark HaleNews and MORE", "Hale , Mark HaleNews and MORE"},
		{"نقل الجرحى إلى المستشفى", "نقل الجرحى إلى المستشفى"},
	};
	check_splits(state, cases, COUNT(cases));
}

static void sentences_test(void **state)
{
	static const char *const cases[][2] = {
		{"He left the U.S. on Monday. She stayed.", "He left the U.S. on Monday . || She stayed ."},
		{"They live in the U.S. The rest moved.", "They live in the U.S. || The rest moved ."},
		{"Gen. Hale and Mr. Orr of Orr Inc. met at 3 p.m. on Sept. 4.",
		 "Gen. Hale and Mr. Orr of Orr Inc. met at 3 p.m. on Sept. 4 ."},
		{"George W. Hale won. No. 10 lost. No. It won.", "George W. Hale won . || No. 10 lost . || No . || It won ."},
		{"It opens on Sat. 4 May. They sat. We sat.", "It opens on Sat. 4 May . || They sat . || We sat ."},
		{"“We won.” Police left.", "“ We won . ” || Police left ."},
		{"\"Stop!\" he said. \"Now?\" Hale asked. (It was late.) They ran.",
		 "\" Stop ! \" he said . || \" Now ? \" Hale asked . || ( It was late . ) || They ran ."},
		{"It fell 3.5 points.[12] Then it rose.", "It fell 3.5 points . [ 12 ] || Then it rose ."},
		{"It fell. [12] [13] Then it rose. [It was late.] [Ed]",
		 "It fell . [ 12 ] [ 13 ] || Then it rose . || [ It was late . ] || [ Ed ]"},
		{"He paused ... then spoke.", "He paused ... then spoke ."},
		{"PORT SORREL (Newswire) — Two boats sank.", "PORT SORREL ( Newswire ) — || Two boats sank ."},
		{"A headline without a stop\n\nThe text begins.", "A headline without a stop || The text begins ."},
		{"Thanks, Dana Joan Webb 03/08/2000 05:37 PM I agree.",
		 "Thanks , || Dana Joan Webb || 03/08/2000 05:37 PM || I agree ."},
		{"Kind regards, Dana ________ This page is ours.",
		 "Kind regards , || Dana || ________ || This page is ours ."},
		{"Many regards, and thanks. Thank you, Mr. Orr.", "Many regards , and thanks . || Thank you , Mr. Orr ."},
		{"They met on 03/08/2000 05:37 PM at home.", "They met on 03/08/2000 05:37 PM || at home ."},
		{"It ran from 5:37 PM Monday to 03/08/2000.", "It ran from 5:37 PM Monday to 03/08/2000 ."},
		{"See http://a.example http://b.example or http://c.example for more.",
		 "See http://a.example || http://b.example or http://c.example for more ."},
		{"1. They won. 2. They lost in 2009. He is 25. So is she.",
		 "1 . They won . || 2 . They lost in 2009 . || He is 25 . || So is she ."},
		{"We won! :) It was late.", "We won ! :) || It was late ."},
		{"They were called at 9:30 p.m. Officers came. It was 5 a.m. Monday and 6 p.m. New York time.",
		 "They were called at 9:30 p.m. || Officers came . || It was 5 a.m. Monday and 6 p.m. New York time ."},
		{"Two dead – police • Three hurt •Five missing", "Two dead – police || • Three hurt || • Five missing"},
		{"Two things: * One boat sank; * Hale left. It got 4 * and 2 * 3.",
		 "Two things : || * One boat sank ; || * Hale left . || It got 4 * and 2 * 3 ."},
		{"On Monday, at about 8:50 p.m. Orr left.", "On Monday , at about 8:50 p.m. Orr left ."},
		{"He left at 3 p.m. ET. At 12:07 a. m. she left.", "He left at 3 p.m. ET . || At 12:07 a . m . she left ."},
		{"“It is true.” Ann Orr said. “Go!” Orr tweeted. “No.” Orr said he left.",
		 "“ It is true . ” Ann Orr said . || “ Go ! ” Orr tweeted . || “ No . ” || Orr said he left ."},
		{"We had . . . seen it. . . . It was a .45 cal. gun, a 9 mm. one. He had a 9 mm. She ran.",
		 "We had . . . seen it . . . . || It was a .45 cal. gun , a 9 mm. one . || He had a 9 mm . || She ran ."},
		{"Rep. Ann Orr (Ill.) spoke in York, Pa. - Voters passed Prop. 57. He fell ill. She left.",
		 "Rep. Ann Orr ( Ill. ) spoke in York , Pa. - Voters passed Prop. 57 . || He fell ill . || She left ."},
	};
	check_splits(state, cases, COUNT(cases));
}

static void lemmas_test(void **state)
{
	static const struct { const char *form; dl_upos u; dl_xpos x; const char *lemma; } cases[] = {
		{"Protesters", DL_NOUN, DL_T_NNS, "protester"}, {"cities", DL_NOUN, DL_T_NNS, "city"},
		{"churches", DL_NOUN, DL_T_NNS, "church"}, {"women", DL_NOUN, DL_T_NNS, "woman"},
		{"1990s", DL_NOUN, DL_T_NNS, "1990s"}, {"shot", DL_VERB, DL_T_VBD, "shoot"},
		{"STORMED", DL_VERB, DL_T_VBN, "storm"}, {"planning", DL_VERB, DL_T_VBG, "plan"},
		{"storing", DL_VERB, DL_T_VBG, "store"}, {"killed", DL_VERB, DL_T_VBN, "kill"},
		{"carries", DL_VERB, DL_T_VBZ, "carry"}, {"raised", DL_VERB, DL_T_VBN, "raise"},
		{"n’t", DL_PART, DL_T_RB, "not"}, {"Hale", DL_PROPN, DL_T_NNP, "Hale"},
		{"deadliest", DL_ADJ, DL_T_JJS, "deadly"}, {"worse", DL_ADJ, DL_T_JJR, "bad"}, {"is", DL_AUX, DL_T_VBZ, "be"},
	};
	rig *r = *state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		slice form = {cases[i].form, strlen(cases[i].form)};
		slice got = lemma_of(&r->m, form, cases[i].u, cases[i].x, r->w.out);
		slice want = {cases[i].lemma, strlen(cases[i].lemma)};
		if (!slice_eq(got, want)) print_message("%.*s: %.*s, not %.*s\n", PRS(form), PRS(got), PRS(want));
		assert_true(slice_eq(got, want));
	}
}

static void conllu_test(void **state)
{
	static const char text[] =
		"# a comment\n1\tPolice\tpolice\tNOUN\tNN\t_\t2\tnsubj\t_\t_\n2\tshot\tshoot\tVERB\tVBD\t_\t0\troot\t_\t_\n"
		"3-4\tHalein\t_\t_\t_\t_\t_\t_\t_\t_\n3\tHale\tHale\tPROPN\tNNP\t_\t2\tobj\t_\tName=B-PER|X=1\n"
		"4\t.\t.\tPUNCT\t.\t_\t2\tpunct:odd\t_\t_\n\n1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n";
	rig *r = *state;
	dl_tokens t;
	buf b = {0};
	assert_int_equal(conllu_read(S(text), &r->w, &t), DL_OK);
	assert_int_equal(t.n, 6);
	assert_int_equal(t.n_sents, 3);
	assert_int_equal(t.name[3], DL_N_B_PER);
	assert_int_equal(t.xpos[4], DL_T_PUNCT);
	assert_int_equal(t.rel[4], DL_R_PUNCT);
	assert_true(tokens_check(&t, (slice){0}, &r->err));
	conllu_rewrite(&b, &t, S(text));
	buf_putc(&b, 0);
	assert_string_equal(
		b.p,
		"# a comment\n1\tPolice\tpolice\tNOUN\tNN\t_\t2\tnsubj\t_\t_\n"
		"2\tshot\tshoot\tVERB\tVBD\t_\t0\troot\t_\t_\n3-4\tHalein\t_\t_\t_\t_\t_\t_\t_\t_\n"
		"3\tHale\tHale\tPROPN\tNNP\t_\t2\tobj\t_\tName=B-PER|X=1\n"
		"4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n\n");
	buf_free(&b);
}

/* What editors and other programs do to such files, and what is damaged. */
static void conllu_odd_test(void **state)
{
	static const struct { const char *text, *out; } good[] = {
		{"\xEF\xBB\xBF\r\n# a\r\n1\tYes\t_\r\n\r\n\r\n", "# a\n1\tYes\t_\tX\t_\t_\t0\tdep\t_\t_\n\n"},
		{"0.1\tx\t_\n1\tYes\t_\n1.1\tx\t_", "1\tYes\t_\tX\t_\t_\t0\tdep\t_\t_\n\n"},
		{"1-3\tabc\n1\ta\n2\tb\n3\tc\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|Name=B-ORG|Z=z\n# end\n",
		 "1-3\tabc\n1\ta\t_\tX\t_\t_\t0\tdep\t_\t_\n2\tb\t_\tX\t_\t_\t0\tdep\t_\t_\n"
		 "3\tc\t_\tX\t_\t_\t0\t_\t_\tName=B-ORG|SpaceAfter=No|Z=z\n# end\n\n"},
	};
	static const char *const bad[] = {
		"1\t\t_\n", "1\tone\n3\tthree\n", "1\tone\nand so on - as text\n", "1\tone\n2.b\ttwo\n", "1\tone\n   \n",
	};
	static const char *const text[] = {"", "#", "# a\n", "1 one", "1. One\tTwo", "2\ttwo\n", "12", "0\tnone\n"};
	rig *r = *state;
	dl_tokens t;
	for (size_t i = 0; i < COUNT(good); i++) {
		slice s = {good[i].text, strlen(good[i].text)};
		buf b = {0};
		assert_true(conllu_is(s));
		assert_int_equal(conllu_read(s, &r->w, &t), DL_OK);
		conllu_rewrite(&b, &t, s);
		buf_putc(&b, 0);
		assert_string_equal(b.p, good[i].out);
		buf_free(&b);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(conllu_read((slice){bad[i], strlen(bad[i])}, &r->w, &t), DL_BAD);
	for (size_t i = 0; i < COUNT(text); i++) assert_false(conllu_is((slice){text[i], strlen(text[i])}));
}

/* Of a text: comments, the treebanks' tags of punctuation, blanks and bytes. */
static void conllu_text_test(void **state)
{
	static const struct { const char *word, *tag, *misc; } want[] = {
		{"\"", "``", "SpaceAfter=No|Start=0"}, {"Go", "_", "SpaceAfter=No|Start=1"}, {",", ",", "SpaceAfter=No|Start=3"},
		{"\"", "''", "Start=4"}, {"a", "_", "Start=6"}, {"US", "_", "SpaceAfter=No|Start=8"},
		{"-", "HYPH", "SpaceAfter=No|Start=10"}, {"led", "_", "Start=11"}, {"force", "_", "Start=15"}, {"-", ":", "Start=21"},
		{"(", "-LRB-", "SpaceAfter=No|Start=23"}, {"twice", "_", "SpaceAfter=No|Start=24"},
		{")", "-RRB-", "Start=29"}, {"said", "_", "Start=31"}, {"***", "NFP", "Start=37"}, {"…", ":", "Start=41"},
		{"?!", ".", "Start=45"},
	};
	rig *r = *state;
	dl_tokens t;
	buf b = {0}, line = {0};
	split(r, S("\"Go,\" a US-led force - (twice) said  *** … ?!"), &t);
	for (uint32_t i = 1; i < t.n; i++)
		t.upos[i] = want[i - 1].tag[0] == '_' ? DL_NOUN : DL_PUNCT,
		t.xpos[i] = want[i - 1].tag[0] == '_' ? DL_T_NONE : DL_T_PUNCT;
	conllu_write(&b, &t);
	assert_true(slice_starts(buf_slice(&b), S("# newpar\n# sent_id = 1\n"
	                                          "# text = \"Go,\" a US-led force - (twice) said *** … ?!\n1\t")));
	for (size_t i = 0; i < COUNT(want); i++) {
		size_t at;
		line.n = 0;
		buf_printf(&line, "\n%zu\t%s\t_\t%s\t%s\t_\t0\t%s\t_\t%s\n", i + 1, want[i].word,
		           want[i].tag[0] == '_' ? "NOUN" : "PUNCT", want[i].tag, dl_rel_name(0), want[i].misc);
		bool found = slice_find(buf_slice(&b), buf_slice(&line), &at);
		if (!found) print_message("%.*s%.*s", PRS(buf_slice(&line)), PRS(buf_slice(&b)));
		assert_true(found);
	}
	buf_free(&b), buf_free(&line);
}

static void checks_test(void **state)
{
	rig *r = *state;
	dl_tokens t;
	slice text = S("Two boats sank. One rose.");
	split(r, text, &t);
	for (uint32_t i = 1; i < t.n; i++) {
		bool first = i == t.sent_first[t.sent[i]];
		t.head[i] = first ? 0 : t.sent_first[t.sent[i]];
		t.rel[i] = first ? DL_R_ROOT : DL_R_DEP;
	}
	assert_true(tokens_check(&t, text, &r->err));
	t.head[2] = 6;                                 /* in the other sentence */
	assert_false(tokens_check(&t, text, &r->err));
	t.head[2] = 3, t.head[3] = 2;                  /* a ring */
	assert_false(tokens_check(&t, text, &r->err));
	t.head[2] = 1, t.head[3] = 1, t.start[3] = 1;
	assert_false(tokens_check(&t, text, &r->err));
}

/* Texts that nobody writes: every byte is covered once, sentences stay short, and it ends. */
static void nasty_test(void **state)
{
	static const char *const bits[] = {
		"a",
		".",
		"\"",
		"'",
		"n't",
		"a's ",
		"non-",
		"a-",
		"U.",
		"1,",
		"1/2/",
		"@",
		"http://",
		"/",
		"A b. ",
		"word ",
		".)\"",
		"([",
		":) ",
		"www.",
		"A&",
		"f*",
		"Mr. ",
		"No. ",
		"\xC2\xA0",
		"\xE2\x80\x99s",
		"\xF0\x9F\x98\x80",
		"e\xCC\x81",
		"\xE4\xB8\xAD",
		"\xE2\x80\x8B",
		"$",
		"US$",
		".5",
		"''",
		"--",
		"…",
		"w/",
		"#a",
	};
	rig *r = *state;
	for (size_t i = 0; i < COUNT(bits); i++) {
		buf b = {0};
		dl_tokens t;
		while (b.n < 60000) buf_puts(&b, bits[i]);
		split(r, buf_slice(&b), &t);
		for (uint32_t k = 1; k < t.n; k++) {
			assert_true(t.bytes[k] > 0 && t.start[k] + t.bytes[k] <= b.n);
			assert_true(t.start[k] >= t.start[k - 1] + t.bytes[k - 1]);
		}
		for (uint32_t s = 1; s < t.n_sents; s++) assert_true(t.sent_first[s + 1] - t.sent_first[s] <= DL_SENT_MAX);
		buf_free(&b);
		arena_reset(r->w.out), arena_reset(r->w.tmp);
	}
}

static void limits_test(void **state)
{
	rig *r = *state;
	buf b = {0};
	for (uint32_t i = 0; i < DL_TOKEN_MAX + 1; i++) buf_puts(&b, "a ");
	dl_block block = {.at = {0, (uint32_t)b.n}};
	dl_doc doc = {.text = buf_slice(&b), .n_blocks = 1, .blocks = &block};
	dl_tokens t;
	assert_int_equal(text_split(&r->m, &doc, &r->w, &t), DL_LIMIT);
	block.at.end++;
	assert_int_equal(text_split(&r->m, &doc, &r->w, &t), DL_USAGE);
	buf_free(&b);
}

/* ---------------------------------------------------------------- the weights */
static dl_status open_bytes(const char *p, size_t n, dl_error *err)
{
	char path[] = "/tmp/dl_unit_text_XXXXXX";
	text_model *m = NULL;
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "wb");
	assert_int_equal(fwrite(p, 1, n, f), n);
	fclose(f);
	dl_status st = text_model_open(path, &m, err);
	assert_true((st == DL_OK) == (m != NULL));
	text_model_close(m);
	remove(path);
	return st;
}

static void damaged_test(void **state)
{
	rig *r = *state;
	slice good;
	if (!embedded_find("model", &good)) skip();
	char *p = malloc(good.n);
	memcpy(p, good.p, good.n);
	assert_int_equal(open_bytes(p, good.n, &r->err), DL_OK);
	assert_int_equal(open_bytes(p, 10, &r->err), DL_BAD);
	assert_int_equal(open_bytes(p, good.n - 1, &r->err), DL_BAD);
	p[good.n / 2] ^= 1;
	assert_int_equal(open_bytes(p, good.n, &r->err), DL_BAD);
	assert_non_null(strstr(r->err.text, "checksum"));
	p[good.n / 2] ^= 1, p[8]++;
	assert_int_equal(open_bytes(p, good.n, &r->err), DL_NEWER);
	p[8]--, p[0] = 'X';
	assert_int_equal(open_bytes(p, good.n, &r->err), DL_BAD);
	free(p);
	assert_int_equal(text_model_open("/no/such/file", &(text_model *){0}, &r->err), DL_IO);
}

/* The weights built in with more sections (name, bytes), in a file at path. */
static void write_with(const char *path, const char *const (*more)[2], uint32_t n)
{
	slice good;
	uint64_t v;
	uint32_t was;
	assert_true(embedded_find("model", &good));
	memcpy(&was, good.p + 12, 4);
	uint64_t rows = 32 + 32ull * was, moved = 64 * n;      /* room for their rows; sections stay at multiples of 64 */
	char *p = calloc(1, good.n + moved + 256 * n);
	uint64_t end = good.n + moved;
	memcpy(p, good.p, rows);
	memcpy(p + rows + moved, good.p + rows, good.n - rows);
	for (uint32_t i = 0; i < was; i++) {
		memcpy(&v, p + 32 + 32 * i + 16, 8), v += moved;
		memcpy(p + 32 + 32 * i + 16, &v, 8);
	}
	for (uint32_t i = 0; i < n; i++, end += 256) {
		end = (end + 63) / 64 * 64, v = strlen(more[i][1]);
		char *row = p + rows + 32 * i;
		memcpy(row, more[i][0], strlen(more[i][0]));
		memcpy(row + 16, &end, 8), memcpy(row + 24, &v, 8);
		memcpy(p + end, more[i][1], v);
	}
	was += n, end = good.n + moved + 256 * n;
	memcpy(p + 12, &was, 4), memcpy(p + 16, &end, 8);
	v = hash64(p + 32, end - 32, 0);
	memcpy(p + 24, &v, 8);
	FILE *f = fopen(path, "wb");
	assert_int_equal(fwrite(p, 1, end, f), end);
	fclose(f);
	free(p);
}

/* Weights of another language bring its words; the rules of facts, which are English, refuse them. */
static void language_test(void **state)
{
	static const char *const good[][2] = {
		{"language", "xx"}, {"tokens.tsv", "dudes\tsplit\t2\n"}, {"lemmas.tsv", "ran\tVERB\trin\n"}};
	static const char *const bad[][2] = {
		{"tokens.tsv", "dudes\tnothing\n"}, {"lemmas.tsv", "ran\n"}, {"tokens.tsv", "\xff"}};
	char path[] = "/tmp/dl_unit_text_XXXXXX";
	rig *r = *state;
	text_model *m;
	dl_tokens t;
	dl_kb *kb;
	buf b = {0};
	close(mkstemp(path));
	write_with(path, good, COUNT(good));
	assert_int_equal(text_model_open(path, &m, &r->err), DL_OK);
	assert_true(slice_eq(text_model_language(m), S("xx")));
	slice text = S("They cannot. The dudes ran.");
	dl_block block = {.at = {0, (uint32_t)text.n}};
	dl_doc doc = {.text = text, .n_blocks = 1, .blocks = &block};
	assert_int_equal(text_parse(m, &doc, &r->w, &t), DL_OK);
	shown(&t, &b);
	assert_string_equal(b.p, "They cannot . || The du des ran .");      /* "cannot" is two words in English only */
	assert_true(slice_eq(lemma_of(m, S("ran"), DL_VERB, DL_T_VBD, r->w.out), S("rin")));
	buf_free(&b);
	text_model_close(m);
	assert_int_equal(dl_kb_open(&(dl_kb_options){.model = path}, &kb, &r->err), DL_BAD);
	assert_non_null(strstr(r->err.text, "another language (xx)"));
	for (size_t i = 0; i < COUNT(bad); i++) {
		write_with(path, &bad[i], 1);
		assert_int_equal(text_model_open(path, &m, &r->err), DL_BAD);
	}
	remove(path);
}

static void parse_test(void **state)
{
	rig *r = *state;
	text_model *m;
	dl_tokens t;
	slice text = S("Police shot two men in Paris on Monday.");
	dl_block b = {.at = {0, (uint32_t)text.n}};
	dl_doc doc = {.text = text, .n_blocks = 1, .blocks = &b};
	if (text_model_open(NULL, &m, &r->err) == DL_MISSING) skip();
	assert_int_equal(text_parse(m, &doc, &r->w, &t), DL_OK);
	assert_true(tokens_check(&t, text, &r->err));
	assert_int_equal(t.head[2], 0);
	assert_int_equal(t.rel[1], DL_R_NSUBJ);
	assert_int_equal(t.rel[4], DL_R_OBJ);
	assert_int_equal(t.name[6], DL_N_B_LOC);
	assert_true(slice_eq(t.lemma[2], S("shoot")));
	text_model_close(m);
}

static dl_status parse_text(rig *r, const text_model *m, slice text, dl_tokens *t)
{
	dl_block b = {.at = {0, (uint32_t)text.n}};
	dl_doc doc = {.text = text, .n_blocks = 1, .blocks = &b};
	arena_reset(r->w.out), arena_reset(r->w.tmp);
	return text_parse(m, &doc, &r->w, t);
}

/* A headline or old wire copy in capitals has the tree of the same words in small letters. */
static void capitals_test(void **state)
{
	static const char *const texts[] = {
		"Police shot two men in Paris on Monday.", "The rebels attacked a village near the border, officials said.",
		"At least nine people were killed when the bridge collapsed.",
	};
	rig *r = *state;
	text_model *m;
	uint32_t words = 0, same = 0;
	if (text_model_open(NULL, &m, &r->err) == DL_MISSING) skip();
	for (size_t i = 0; i < COUNT(texts); i++) {
		char upper[200] = {0};
		uint32_t head[40];
		dl_tokens t;
		for (size_t k = 0; texts[i][k]; k++)
			upper[k] = texts[i][k] >= 'a' && texts[i][k] <= 'z' ? (char)(texts[i][k] - 32) : texts[i][k];
		assert_int_equal(parse_text(r, m, (slice){texts[i], strlen(texts[i])}, &t), DL_OK);
		memcpy(head, t.head, t.n * sizeof *head);
		assert_int_equal(parse_text(r, m, (slice){upper, strlen(upper)}, &t), DL_OK);
		for (uint32_t k = 1; k < t.n; k++) words++, same += t.head[k] == head[k];
	}
	assert_true(same >= words - 1);
	text_model_close(m);
}

/* A sentence of 10,000 words, words of 5,000 bytes, in the program's whole way: cut, and every piece one tree. */
static void huge_test(void **state)
{
	static const char *const bits[] = {"and the men who ran ", "(", "\xd0\xb1\xd0\xb0 ", "a-", "No, "};
	rig *r = *state;
	text_model *m;
	if (text_model_open(NULL, &m, &r->err) == DL_MISSING) skip();
	for (size_t i = 0; i < 2 * COUNT(bits); i++) {
		buf b = {0};
		dl_tokens t;
		for (uint32_t k = 0; k < 10000 && b.n < 60000; k++) {
			buf_puts(&b, bits[i / 2]);
			if (i % 2 && k % 1000 == 7) {
				for (uint32_t c = 0; c < 5000; c++) buf_puts(&b, "z");
				buf_puts(&b, " ");
			}
		}
		assert_int_equal(parse_text(r, m, buf_slice(&b), &t), DL_OK);
		assert_true(tokens_check(&t, buf_slice(&b), &r->err));
		buf_free(&b);
	}
	text_model_close(m);
}

/* The cosine of two words' vectors, hundredths. */
static int64_t cosine(const char *x, const char *y)
{
	const uint8_t *a = text_vector((slice){x, strlen(x)}), *b = text_vector((slice){y, strlen(y)});
	int64_t both = 0, aa = 0, bb = 0, hundredths = 100;
	assert_non_null(a), assert_non_null(b);
	for (uint32_t i = 0; i < TEXT_VECTOR; i++) {
		int64_t p = a[i] - TEXT_VECTOR_ZERO, q = b[i] - TEXT_VECTOR_ZERO;
		both += p * q, aa += p * p, bb += q * q;
	}
	while (hundredths && (both <= 0 || both * both * 10000 < hundredths * hundredths * aa * bb)) hundredths--;
	return hundredths;
}

static void vectors_test(void **state)
{
	(void)state;
	assert_true(cosine("arrested", "detained") > 70 && cosine("stormed", "barged") > 50);
	assert_true(cosine("arrested", "tractor") < 30 && cosine("stormed", "fiscal") < 30);
	assert_int_equal(cosine("Arrested", "arrested"), 100);
	assert_null(text_vector(S("xqjzzvk")));
	assert_null(text_vector((slice){0}));
}

/* dl_parse() as a program of somebody else's calls it: a text of its own, nothing else set. */
static void stranger_test(void **state)
{
	static const char text[] = "Two held in Paris\n\nPolice held two men in Paris on Monday. They were let go.\n";
	dl_kb *kb;
	dl_lane *lane;
	dl_error err;
	dl_tokens t;
	dl_facts f;
	(void)state;
	assert_int_equal(dl_kb_open(NULL, &kb, &err), DL_OK);
	assert_int_equal(dl_lane_new(kb, &lane), DL_OK);
	dl_doc doc = {.text = {text, sizeof text - 1}}, none = {0};
	assert_int_equal(dl_parse(lane, &doc, &t), DL_OK);
	assert_int_equal(t.n_sents, 4);
	assert_int_equal(t.n, 19);
	assert_true(slice_eq(t.form[6], (slice){text + t.start[6], t.bytes[6]}) && slice_eq(t.lemma[6], S("hold")));
	assert_int_equal(t.head[5], 6);
	assert_int_equal(dl_facts_find(lane, &doc, &f), DL_OK);
	assert_true(f.n_reports > 1);
	assert_int_equal(dl_parse(lane, &none, &t), DL_OK);
	assert_int_equal(t.n, 1);
	dl_lane_free(lane);
	dl_kb_close(kb);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(words_test, rig_new, rig_free),
		cmocka_unit_test_setup_teardown(sentences_test, rig_new, rig_free),
		cmocka_unit_test_setup_teardown(lemmas_test, rig_new, rig_free),
		cmocka_unit_test_setup_teardown(conllu_test, rig_new, rig_free),
		cmocka_unit_test_setup_teardown(conllu_odd_test, rig_new, rig_free),
		cmocka_unit_test_setup_teardown(conllu_text_test, rig_new, rig_free),
		cmocka_unit_test_setup_teardown(checks_test, rig_new, rig_free),
		cmocka_unit_test_setup_teardown(nasty_test, rig_new, rig_free),
		cmocka_unit_test_setup_teardown(limits_test, rig_new, rig_free),
		cmocka_unit_test_setup_teardown(damaged_test, rig_new, rig_free),
		cmocka_unit_test_setup_teardown(language_test, rig_new, rig_free),
		cmocka_unit_test_setup_teardown(parse_test, rig_new, rig_free),
		cmocka_unit_test_setup_teardown(capitals_test, rig_new, rig_free),
		cmocka_unit_test_setup_teardown(huge_test, rig_new, rig_free),
		cmocka_unit_test(vectors_test), cmocka_unit_test(stranger_test),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
