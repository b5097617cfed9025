/* SPDX-License-Identifier: Apache-2.0
 *
 * brief_words.c - may these words stand in a brief? What the words alone tell, without facts.
 *
 * In: a sentence of an article. Out: its faults as a sum, LEAD_NEVER and more when no merit makes up for them:
 *
 *      What would you have the council do?                 a question: nobody reports that
 *      Police lead a man away (left) in Port Alma.         the words of a picture
 *      'The time has come to act.'                         somebody's words, and nobody says whose
 *      That is no way to run a harbour.                    points at what the reader has not before him
 *
 * What leads into a sentence and only ties it to the one before ("But ", "However, ") is left away in print.
 */
#include "tell/brief.h"

/* "That started a clock", "This makes it worse": a verb stands behind it, no noun of its own. */
static bool is_that_alone(slice s)
{
	if (!slice_starts(s, S("That ")) && !slice_starts(s, S("This "))) return false;
	size_t n = 5;
	while (n < s.n && s.p[n] >= 'a' && s.p[n] <= 'z') n++;
	slice word = slice_sub(s, 5, n);
	bool noun = slice_ends(word, S("ss")) || slice_ends(word, S("us")) || slice_ends(word, S("is"));
	return word.n > 3 && n < s.n && s.p[n] == ' ' && !noun && (slice_ends(word, S("ed")) || slice_ends(word, S("s")));
}

/* Words that point at what stands outside the sentence: with a noun of their own half of it is told. */
static int32_t points_back(slice s)
{
	static const char *const alone[] = {"That is ", "That was ", "That’s ", "That's ", "This is ", "This was ",
	                                    "Those are ", "Those were ", "These are ", "These were ", "That would ",
	                                    "This would ", "That means ", "This means ", "So, ", "So too", "Oh, ", "Nor ",
	                                    "Here ", "Here’s ", "Here's ", "Or ", "Both were ", "Neither "};
	static const char *const heads[] = {"That ", "This ", "These ", "Those ", "It ", "He ", "She ", "They ", "Also ",
	                                    "THIS ", "We ", "I ", "Such ", "Both ", "Then ", "Instead", "For example",
	                                    "In other words", "After all", "Of course", "Seconds later", "Minutes later",
	                                    "Moments later", "Hours later", "Days later", "Weeks later", "Months later",
	                                    "Later, ", "Soon after", "Afterward", "The next,", "The next day",
	                                    "Thereafter", "Later that", "Thus", "Hence", "Therefore"};
	static const char *const days[] = {"This week", "This month", "This year", "This morning", "This afternoon",
	                                   "This summer", "This spring", "This fall", "This winter", "This time"};
	if (slice_starts(s, S("“"))) s = slice_sub(s, 3, s.n);
	else if (slice_starts(s, S("\""))) s = slice_sub(s, 1, s.n);
	if (slice_starts_among(s, alone, COUNT(alone)) || is_that_alone(s)) return LEAD_NEVER;
	return slice_starts_among(s, heads, COUNT(heads)) && !slice_starts_among(s, days, COUNT(days)) ? 60 : 0;
}

static bool holds_among(slice s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (slice_find(s, (slice){words[i], strlen(words[i])}, NULL)) return true;
	return false;
}

/* A picture's credit or words, a gallery's buttons, somebody's post: whatever its line says, the outlet does not tell
 * it. */
bool words_no_prose(const dl_doc *d, dl_span at)
{
	static const char *const heads[] = {"Photo:", "Photo by", "Photos:", "Image ", "#", "@", "RT @", "Caption ",
	                                    "EMBED", "Play Video", "Play video", "Video:", "VIDEO:", "Watch:", "WATCH",
	                                    "Listen:", "Related:", "RELATED", "Read more", "READ MORE", "Anyone with "};
	static const char *const marks[] = {"Back to Gallery", "Caption Close", "Getty Images", "REUTERS/", "Picture taken",
	                                    "(Photo", "pic.twitter.com", "[email protected]", "(left)", "(right)",
	                                    "(center)", "(centre)", "nyone with information", "asked to call ",
	                                    "(pictured", "(back ", "(front ", "(top ", "(bottom "};
	static const char *const posts[] = {"pic.twitter.com", " (@"};
	static const char *const credits[] = {"Associated Press ", "AP Photo ", "AFP ", "Getty "};
	slice s = slice_trim(span_text(d->text, at));
	if (slice_starts_among(s, heads, COUNT(heads)) || holds_among(s, marks, COUNT(marks))) return true;
	for (size_t i = 0; i < COUNT(credits); i++) {
		size_t n = strlen(credits[i]);
		if (slice_starts(s, (slice){credits[i], n}) && n < s.n && s.p[n] >= 'A' && s.p[n] <= 'Z') return true;
	}
	for (uint32_t i = 0; i < d->n_blocks; i++)
		if (span_overlap(d->blocks[i].at, at))
			return d->blocks[i].kind == DL_BLOCK_CAPTION || d->blocks[i].kind == DL_BLOCK_SUBHEAD
			       || holds_among(span_text(d->text, d->blocks[i].at), posts, 2);
	return false;
}

/* Bytes of the word that begins at i. */
static size_t word_bytes(slice s, size_t i)
{
	size_t n = i;
	while (n < s.n && ((s.p[n] | 32) >= 'a') && ((s.p[n] | 32) <= 'z')) n++;
	return n - i;
}

/* "Ana Reyes Ana Maria ReyesStorm hits the coast MORE": a page's links have run into the sentence, and a name that
 * stands in it is glued to them. "MacLeod" is no such word. */
#define GLUED_LEAST 3u

static bool is_glued(slice s)
{
	for (size_t i = 0, n; i < s.n; i += n + 1) {
		n = word_bytes(s, i);
		for (size_t k = GLUED_LEAST; k < n; k++) {
			bool joint = s.p[i + k] < 'a' && s.p[i + k - 1] >= 'a';
			slice name = slice_sub(s, i, i + k), before = slice_sub(s, 0, i);
			size_t at;
			if (!joint || name.p[0] >= 'a' || !slice_find(before, name, &at)) continue;
			if (word_bytes(s, at) == name.n) return true;
		}
	}
	return false;
}

/* "— Former Rep. Jane Roe", "Announced: D-Calif.) opened an inquiry", "VERDICT: FALSE.", "NOW!—even as", "Why now? –
 * video": no sentence begins, closes or stops so. */
#define SENTENCE_BLANKS 2

static bool is_broken(slice s)
{
	static const char *const heads[] = {"—", "–", "- ", "--", "…", "...", "“…", "\"…", "“...", "\"..."};
	static const char *const stops[] = {"!—", "?—", "? –", "? —", "? -"};
	int32_t open = 0, blanks = 0;
	for (size_t i = 0; i < s.n && open >= 0; i++) open += (s.p[i] == '(') - (s.p[i] == ')'), blanks += s.p[i] == ' ';
	if (holds_among(s, stops, COUNT(stops)) || is_glued(s)) return true;
	return open || blanks < SENTENCE_BLANKS || slice_starts_among(s, heads, COUNT(heads));
}

/* "No Bail for Teen Charged in Shooting": a headline's capitals, on nearly all of its long words. */
#define TITLE_WORDS 6u           /* long words: fewer may all be names                                           */

static bool is_title_case(slice s)
{
	uint32_t capital = 0, words = 0;
	for (size_t i = 0, n; i < s.n; i += n + 1) {
		n = word_bytes(s, i);
		bool whole = n > 3 && (!i || s.p[i - 1] == ' ');
		words += whole, capital += whole && s.p[i] < 'a';
	}
	return words >= TITLE_WORDS && capital * 10 >= words * 9;
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

/* A single mark that opens a quotation: something is quoted up to one with no letter behind it. The apostrophe of
 * "workers' pay" has a letter before it. */
static bool single_opens(slice s, size_t i)
{
	slice rest = slice_sub(s, i, s.n);
	if (slice_starts(rest, S("‘"))) return true;
	if (rest.p[0] != '\'' || (i && !strchr(" (\n", s.p[i - 1])) || rest.n < 2 || rest.p[1] == ' ') return false;
	for (size_t k = 2; k < rest.n; k++)
		if (rest.p[k] == '\'' && rest.p[k - 1] != ' ' && (k + 1 == rest.n || strchr(" .,;:)?!\n", rest.p[k + 1])))
			return true;
	return false;
}

static bool single_closes(slice s, size_t i)
{
	slice rest = slice_sub(s, i, s.n);
	bool curly = slice_starts(rest, S("’"));
	if (!curly && rest.p[0] != '\'') return false;
	return rest.n <= (curly ? 3u : 1u) || strchr(" .,;:)?!\n", rest.p[curly ? 3 : 1]);
}

/* Words of a speaker, or spoken to the reader, outside quotation marks, or a mark that only closes: the sentence lies
 * inside a quotation, or it is no news. */
static bool speaks_itself(slice s)
{
	static const char *const mine[] = {"I ", "I'", "I’", "We ", "we ", "my ", "My ", "our ", "Our ", "me ", "us ",
	                                   "you ", "You ", "you'", "you’", "You'", "You’", "your ", "Your ", "yours",
	                                   "Let’s ", "Let's ", "let’s ", "let's ", "us.", "me.", "me,", "us,", "you.",
	                                   "you,", "you?", "we're", "we’re", "We're", "We’re", "We've", "We’ve"};
	bool open = false, single = false;
	for (size_t i = 0; i < s.n; i++) {
		slice rest = slice_sub(s, i, s.n);
		if (slice_starts(rest, S("”")) && !open) return true;
		if (slice_starts(rest, S("“"))) open = true;
		else if (slice_starts(rest, S("”"))) open = false;
		else if (rest.p[0] == '"') open = !open;
		else if (!single && single_opens(s, i)) single = true;
		else if (single && single_closes(s, i)) single = false;
		if (open || single || (i && s.p[i - 1] != ' ')) continue;
		if (slice_starts_among(rest, mine, COUNT(mine))) return true;
	}
	return false;
}

/* "It fell", "She’ll go", "Their house". */
bool words_start_with_pronoun(slice s)
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

/* "Why now?", "“Why now?”" */
static bool is_question(slice s)
{
	static const char *const marks[] = {"\"", "”", "'", "’", " "};
	for (size_t i = 0; i < COUNT(marks); i++)
		if (slice_ends(s, (slice){marks[i], strlen(marks[i])})) s.n -= strlen(marks[i]), i = 0;
	return slice_ends(s, S("?"));
}

bool words_start_quoted(slice s)
{
	return slice_starts(s, S("\"")) || slice_starts(s, S("“")) || (s.n && single_opens(s, 0));
}

int32_t words_fault(slice s)
{
	int32_t fault = is_broken(s) || is_subordinate(s) || is_question(s) || speaks_itself(s) ? LEAD_NEVER : 0;
	fault += is_title_case(s) ? LEAD_NEVER : 0;
	fault += points_back(s);
	fault += ends_with_pronoun(s) ? 50 : 0;
	fault += s.n && memchr(s.p, '|', s.n) ? 60 : 0;        /* a page's own furniture                            */
	fault += slice_ends(s, S(":")) ? 80 : 0;
	return fault;
}

/* ---------------------------------------------------------------- what leads into a sentence */
size_t words_loose_head(slice s)
{
	static const char *const heads[] = {"But ", "And ", "Yet ", "However, ", "Meanwhile, ", "Still, ", "Moreover, ",
	                                    "Furthermore, ", "In addition, ", "Also, ", "Besides, ", "Indeed, ",
	                                    "And, ", "But, ", "In fact, ", "Nevertheless, ", "Nonetheless, ", "Further, ",
	                                    "Additionally, ", "Finally, ", "Now, ", "• ", "The big picture: ",
	                                    "The latest: ", "What's new: ",
	                                    "What’s new: ", "The state of play: ", "Driving the news: ", "Details: ",
	                                    "Context: ", "The backdrop: ", "Why it matters: ", "What's happening: ",
	                                    "What’s happening: ", "Between the lines: ", "The other side: ", "UPDATE: ",
	                                    "Update: ", "BREAKING: "};
	for (size_t i = 0; i < COUNT(heads); i++) {
		size_t n = strlen(heads[i]);
		if (slice_starts(s, (slice){heads[i], n}) && s.n > n) return n;
	}
	return 0;
}
